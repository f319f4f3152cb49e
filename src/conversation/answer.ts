/** One turn: from an ask to exactly one ending. */
import { readableBy } from "../access/audience.ts";
import type { Passage } from "../documents/document.ts";
import type { Hit } from "../retrieval/passage-index.ts";
import type { SearchResult } from "../retrieval/search.ts";
import { ownWords, type Released } from "../safety/released.ts";
import type { AnswerParts } from "./answer-parts.ts";
import type { Ask } from "./ask.ts";
import * as endings from "./endings.ts";
import { countPrivateSources } from "./private-sources.ts";
import type { Reply, ReplyEvent } from "./reply.ts";
import { corrected, type StandaloneQuestion, standalone } from "./rewrite.ts";
import { rewrittenByModel } from "./rewrite-with-model.ts";
import { smallTalk } from "./small-talk.ts";
import { type AnswerOptions, openTurn, readableNow, stillReadable, type Turn } from "./turn.ts";
import { writeAnswer } from "./write-answer.ts";

/** What a model is given at most: about 1,000 words, of short passages more than of long ones. */
const MAX_PASSAGES = 10;
const PASSAGE_TOKENS = 2_000;
/** How many near misses an abstention names. */
const MAX_NEAREST = 3;

/**
 * Answers an ask: status events, sentences as they are released, then `done`. A sentence once yielded is never taken
 * back. Should the readers change meanwhile, `done` is a reason that repeats none of them.
 *
 * @throws the signal's reason when it is aborted, and whatever a store or an index throws; models that fail and
 * filters that throw end in a reply.
 */
export async function* answer(
  ask: Ask,
  parts: AnswerParts,
  options: AnswerOptions,
): AsyncGenerator<ReplyEvent> {
  const turn = openTurn(ask, parts, options);
  const { checks, watch } = turn;
  const { membership, history, retrieval } = parts;

  const chat = smallTalk(ask.question);
  if (chat) return yield turn.done("reason", chat);

  await options.pause();
  const admission = await watch.time("checks", () => checks.question(ask.question));
  if (!admission.admitted) return yield turn.done("reason", admission.advice);
  const asked = admission.question;
  if (asked !== ask.question) await options.masked(asked);

  const readable = await readableBy(ask.audience, membership);
  if (!readable.size) return yield turn.done("reason", endings.unknownReader);

  yield { type: "status", text: endings.searching(ask.audience) };
  const earlier = () => history.before(ask, (passages) => readableNow(turn, passages));
  const said = await earlier();
  const question = await rewrittenByModel(turn, standalone(asked, said), asked, said);
  const found = await watch.time("search", () =>
    retrieval.search({
      tenant: ask.tenant,
      texts: question.texts,
      scopes: readable,
      limit: MAX_PASSAGES,
      tokens: PASSAGE_TOKENS,
    }),
  );
  if (found.embeddingMs !== undefined) watch.add("embedding", found.embeddingMs);
  const privateSources = await watch.time("search", () =>
    countPrivateSources({ ask, question, readable }, parts, MAX_PASSAGES),
  );
  const interpretedAs = await interpretation(turn, asked, question, found.corrections);
  const ending = { privateSources, interpretedAs };
  if (!found.answerability.answerable) return yield await abstain(turn, found, ending);

  await options.pause();
  const admitted = await watch.time("checks", () => checks.passages(found.passages.map(passageOf)));
  if (!admitted.length) return yield turn.done("reason", endings.allQuarantined, ending);
  const passages = await stillReadable(turn, admitted);
  if (!passages.length) return yield turn.done("reason", endings.accessChanged, ending);

  yield { type: "status", text: endings.reading(passages.length) };
  // Looked at again: what earlier answers cite was readable before the search.
  const trusted = said.length ? await earlier() : [];
  const written = yield* writeAnswer(turn, {
    question: question.text,
    readAs: corrected(question.text, found.corrections),
    history: trusted,
    passages,
    superseded: found.superseded,
  });
  switch (written.ending) {
    case "answer":
      return yield turn.done("answer", written.text, {
        ...ending,
        citations: written.citations,
        named: written.named,
        model: written.model,
      });
    case "unanswered":
      return yield await abstain(turn, found, { ...ending, model: written.model });
    case "reason":
      return yield turn.done("reason", written.text, { ...ending, model: written.model });
  }
}

const passageOf = ({ passage }: Hit): Passage => passage;

/** The documents don't answer this: what was searched, and what came nearest of what the readers may read now. */
async function abstain(turn: Turn, search: SearchResult, ending: Partial<Reply>): Promise<ReplyEvent> {
  const { ask, parts, checks, watch } = turn;
  const found = search.passages.map(passageOf);
  const nearest = found.filter(
    (passage, position) => found.findIndex(({ document }) => document === passage.document) === position,
  );
  const owners = await parts.ownersOf?.(
    ask.tenant,
    nearest.map(({ document }) => document),
  );
  const labels = await watch.time("checks", () =>
    Promise.all(
      nearest.map(async (passage) => {
        const owner = owners?.get(passage.document);
        return {
          title: await checks.label(passage.title, [passage]),
          owner: owner === undefined ? undefined : await checks.label(owner, [passage]),
        };
      }),
    ),
  );
  // The last look at live membership: after it nothing waits before the ending is handed over.
  const standing = new Set((await stillReadable(turn, nearest)).map(({ id }) => id));
  const named = nearest
    .flatMap(({ id }, position) => {
      const { title, owner } = labels[position] ?? {};
      return title && standing.has(id) ? [{ id, title, owner }] : [];
    })
    .slice(0, MAX_NEAREST);
  const text = endings.abstention({
    audience: ask.audience,
    searched: search.searched,
    nearest: named,
  });
  return turn.done("abstention", text, { ...ending, named: named.map(({ id }) => id) });
}

/** The question as it was understood, when earlier turns or repaired typos made a difference. */
async function interpretation(
  { checks, watch }: Turn,
  asked: string,
  question: StandaloneQuestion,
  corrections: readonly { readonly from: string; readonly to: string }[],
): Promise<Released | undefined> {
  const repaired = corrected(question.rewritten ? question.text : asked, corrections);
  if (repaired === asked && !question.follows) return undefined;
  const [understood, follows] = await watch.time("checks", () =>
    Promise.all([checks.label(repaired, []), question.follows && checks.label(question.follows, [])]),
  );
  if (!understood || !follows) return understood;
  return ownWords`${understood} (after “${follows}”)`;
}
