/** One turn: from an ask to exactly one ending. */
import { readableBy } from "../access/audience.ts";
import type { Passage } from "../documents/document.ts";
import type { Exchange } from "../models/model.ts";
import type { Hit, WeightedText } from "../retrieval/passage-index.ts";
import type { SearchResult } from "../retrieval/search.ts";
import { decisionReason, peopleDecisions } from "../safety/filters/people-decisions.ts";
import { impartial, readDecision } from "../safety/people/decision-question.ts";
import { joinReleased, ownWords, type Released } from "../safety/released.ts";
import type { AnswerParts } from "./answer-parts.ts";
import type { Ask } from "./ask.ts";
import { type Counterfactual, openCounterfactual } from "./counterfactual.ts";
import * as endings from "./endings.ts";
import { type Framed, framed, framing } from "./framing.ts";
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
  const alone = standalone(asked, said);
  const decision = readDecision(alone.text);
  const question = await (decision
    ? rewrittenByModel(turn, alone, impartial(asked), said.map(impartially))
    : rewrittenByModel(turn, alone, asked, said));
  const frame = decision && framed(question, decision);
  if (frame && !readDecision(asked)) noteDecision(turn, frame);
  const sought = frame?.question ?? question;
  const limits = { limit: MAX_PASSAGES, tokens: PASSAGE_TOKENS };
  const searches = frame?.searches ?? [sought.texts];
  const search = (all: Searches) =>
    firstAnswering(all, (texts) =>
      retrieval.search({ tenant: ask.tenant, texts, scopes: readable, ...limits }),
    );
  const counterfactual = openCounterfactual(turn, {
    question: sought.text,
    searches,
    search,
    history: frame ? said.map(impartially) : said,
    topic: frame?.topic,
  });
  const found = await watch.time("search", () => search(searches));
  options.found?.(found.passages.map(passageOf));
  if (found.embeddingMs !== undefined) watch.add("embedding", found.embeddingMs);
  const privateSources = await watch.time("search", () =>
    countPrivateSources({ ask, question: sought, readable }, parts, MAX_PASSAGES),
  );
  const interpretedAs = await interpretation(turn, asked, question, found.corrections);
  const ending = { privateSources, interpretedAs };
  const around = { frame, counterfactual };
  if (!found.answerability.answerable) return yield await abstain(turn, found, ending, around);

  await options.pause();
  const admitted = await watch.time("checks", () => checks.passages(found.passages.map(passageOf)));
  if (!admitted.length) return yield turn.done("reason", endings.allQuarantined, ending);
  const passages = await stillReadable(turn, admitted);
  if (!passages.length) return yield turn.done("reason", endings.accessChanged, ending);

  yield { type: "status", text: endings.reading(passages.length) };
  // Looked at again: what earlier answers cite was readable before the search.
  const trusted = said.length ? await earlier() : [];
  const material = {
    question: sought.text,
    readAs: corrected(sought.text, found.corrections),
    passages,
    superseded: found.superseded,
    frame,
    counterfactual,
  };
  const writing = writeAnswer(turn, { ...material, history: frame ? trusted.map(impartially) : trusted });
  const written = yield* counterfactual?.holdsBack ? heldBack(writing) : writing;
  switch (written.ending) {
    case "answer":
      return yield turn.done("answer", written.text, {
        ...ending,
        citations: written.citations,
        named: written.named,
        model: written.model,
      });
    case "unanswered":
      return yield await abstain(turn, found, { ...ending, model: written.model }, around);
    case "reason":
      return yield turn.done("reason", preceded(frame, written.text), { ...ending, model: written.model });
  }
}

type Searches = readonly (readonly WeightedText[])[];

/** The first of several searches that answers; the first of all when none does. */
async function firstAnswering(
  searches: Searches,
  search: (texts: readonly WeightedText[]) => Promise<SearchResult>,
): Promise<SearchResult> {
  const [likeliest = [], ...others] = searches;
  const first = await search(likeliest);
  if (first.answerability.answerable) return first;
  for (const texts of others) {
    const found = await search(texts);
    if (found.answerability.answerable) return found;
  }
  return first;
}

/** What stands around an answer or an abstention. */
interface Around {
  readonly frame: Framed | undefined;
  readonly counterfactual: Counterfactual | undefined;
}

/** A text of Docent's own after what it says to questions for a decision about somebody. */
const preceded = (frame: Framed | undefined, text: Released): Released =>
  frame ? joinReleased([framing(frame.decision, false), text], "\n\n") : text;

/** What was said before holds what must not count as well. */
const impartially = (exchange: Exchange): Exchange => ({
  ...exchange,
  question: impartial(exchange.question),
});

/** A follow-up asks for a decision only together with what it follows, which the guard did not see. */
function noteDecision({ checks }: Turn, { decision }: Framed): void {
  const { name: filter, version } = peopleDecisions;
  checks.note(
    {
      filter,
      version,
      stage: "question",
      score: 1,
      threshold: 0.5,
      action: "note",
      reason: decisionReason(decision),
    },
    true,
  );
}

/** Lets go of sentences only once it is known that they make an answer. */
async function* heldBack(writing: ReturnType<typeof writeAnswer>): ReturnType<typeof writeAnswer> {
  const sentences: ReplyEvent[] = [];
  for (;;) {
    const next = await writing.next();
    if (next.done) {
      if (next.value.ending === "answer") yield* sentences;
      return next.value;
    }
    if (next.value.type === "sentence") sentences.push(next.value);
    else yield next.value;
  }
}

const passageOf = ({ passage }: Hit): Passage => passage;

/** The documents don't answer this: what was searched, and what came nearest of what the readers may read now. */
async function abstain(
  turn: Turn,
  search: SearchResult,
  ending: Partial<Reply>,
  { frame, counterfactual }: Around,
): Promise<ReplyEvent> {
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
  const model = ending.model ?? turn.parts.model.name;
  const comparison = await counterfactual?.compare({ outcome: "none", text: "", sources: [] }, model);
  const compared = comparison?.named ?? [];
  // The last look at live membership: after it nothing waits before the ending is handed over.
  const standing = new Set((await stillReadable(turn, [...nearest, ...compared])).map(({ id }) => id));
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
  const note = compared.every(({ id }) => standing.has(id)) ? comparison?.note : undefined;
  const whole = preceded(frame, note ? joinReleased([text, note], "\n\n") : text);
  const told = note ? compared.map(({ id }) => id) : [];
  return turn.done("abstention", whole, { ...ending, named: [...named.map(({ id }) => id), ...told] });
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
