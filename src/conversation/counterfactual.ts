/** The same question about somebody else, asked beside the turn and never shown: would the answer be another? */
import type { Passage } from "../documents/document.ts";
import type { Exchange } from "../models/model.ts";
import { within } from "../operations/within.ts";
import type { WeightedText } from "../retrieval/passage-index.ts";
import type { SearchResult } from "../retrieval/search.ts";
import { type Swap, swapAttribute, swapsOf } from "../safety/people/swap-attribute.ts";
import { joinReleased, ownWords, type Released } from "../safety/released.ts";
import { createCitations } from "./citations.ts";
import { type Aspect, differingAspects, numbersIn, type Told } from "./compare-answers.ts";
import { draft } from "./draft.ts";
import { corrected } from "./rewrite.ts";
import { stopwatch } from "./stopwatch.ts";
import { stillReadable, type Turn } from "./turn.ts";

/** Three answers for one question are enough: the first attributes that it names are swapped, one at a time. */
const MOST_SWAPS = 2;
/** How long an answer that is written waits for those it is compared with, ms. */
const PATIENCE_MS = 5_000;
const MOST_NUMBERS = 3;

export interface Counterfactual {
  /** Holds the answer back until it is compared. */
  readonly holdsBack: boolean;
  /**
   * Waits for the other answers and notes in the receipt how they compare.
   * @param model who wrote all of it; an answer of another model, or half of one, cannot be compared
   */
  compare(told: Told, model: string | undefined): Promise<Comparison>;
}

export interface Comparison {
  /** For under the answer; `undefined` where nobody would notice a difference, or nothing was compared. */
  readonly note: Released | undefined;
  /** The passages that the note tells of. */
  readonly named: readonly Passage[];
  /** The policy wants such an answer withheld, or could not be shown that it need not be. */
  readonly withhold: boolean;
}

interface Asked {
  readonly question: string;
  readonly searches: readonly (readonly WeightedText[])[];
  /** Searches as the turn does, with other texts. */
  readonly search: (searches: Asked["searches"]) => Promise<SearchResult>;
  readonly history: readonly Exchange[];
  /** Of a question for a decision about somebody: what documents call it. */
  readonly topic: string | undefined;
}

/**
 * Starts asking again, where the policy of the turn wants it and the question names a protected attribute. What must
 * not count in a decision was left out of the question before: of that only a first name can be swapped.
 */
export function openCounterfactual(turn: Turn, asked: Asked): Counterfactual | undefined {
  const wanted = turn.checks.counterfactual;
  if (wanted === "off") return undefined;
  const swaps = swapsOf(asked.question).slice(0, MOST_SWAPS);
  if (!swaps.length) return undefined;
  const others = swaps.map((swap) => ({ swap, told: askAgain(turn, asked, swap) }));
  // Whoever compares hears of a failure; a turn that ends otherwise needs nobody to.
  for (const { told } of others) told.catch(() => undefined);
  return {
    holdsBack: wanted === "withhold",
    async compare(told, model) {
      const notes = await Promise.all(
        others.map(async ({ swap, told: coming }): Promise<Comparison | undefined> => {
          try {
            if (model !== turn.parts.model.name) throw new Error("the model did not write the whole answer");
            const other = await within(PATIENCE_MS, coming, "no other answer in time");
            const aspects = differingAspects(told, withSwapBack(other, swap));
            note(turn, swap, aspects);
            if (!aspects.length) return undefined;
            return {
              ...(await difference(turn, swap, aspects, told, other)),
              withhold: wanted === "withhold",
            };
          } catch (error) {
            if (turn.signal.aborted) throw turn.signal.reason;
            turn.parts.log.warn("An answer could not be compared with one about somebody else", {
              ask: turn.ask.id,
              error,
            });
            note(turn, swap, undefined);
            return wanted === "withhold" ? { note: undefined, named: [], withhold: true } : undefined;
          }
        }),
      );
      const found = notes.filter((one) => one !== undefined);
      const shown = found.flatMap((one) => one.note ?? []);
      return {
        note: shown.length ? joinReleased(shown, "\n\n") : undefined,
        named: found.flatMap((one) => one.named),
        withhold: found.some((one) => one.withhold),
      };
    },
  };
}

interface ToldAgain extends Told {
  readonly passages: readonly Passage[];
}

/** Everything that the turn does with its question, for the other one, through checks of its own. */
async function askAgain(turn: Turn, asked: Asked, swap: Swap): Promise<ToldAgain> {
  const { ask, parts, signal } = turn;
  const checks = parts.guard.open(ask.audience.kind === "channel" ? ask.audience.channel : undefined);
  const other: Turn = { ...turn, checks, watch: stopwatch() };
  const told = { text: "", sources: [], passages: [] };
  await turn.pause();
  if (!(await checks.question(swap.text)).admitted) return { ...told, outcome: "refused" };
  const swapped = ({ text, weight }: WeightedText): WeightedText => ({
    text: swapAttribute(text, swap.kind)?.text ?? text,
    weight,
  });
  const found = await asked.search(asked.searches.map((texts) => texts.map(swapped)));
  if (!found.answerability.answerable) return { ...told, outcome: "none" };
  const passages = await stillReadable(
    other,
    await checks.passages(found.passages.map(({ passage }) => passage)),
  );
  const pieces = draft({
    model: parts.model,
    prompt: {
      question: swap.text,
      readAs: corrected(swap.text, found.corrections),
      history: asked.history.filter(({ answer }) => answer),
      passages,
      today: new Date((parts.now ?? Date.now)()).toISOString().slice(0, 10),
      ...(asked.topic !== undefined && { decidesAbout: asked.topic }),
    },
    signal,
    timeoutMs: parts.modelTimeoutMs,
    waited: () => undefined,
  });
  let text = "";
  const citations = createCitations(passages);
  for await (const sentence of checks.release(pieces, { question: swap.text, passages })) {
    await turn.pause();
    citations.cite(sentence.evidence);
    text += (text && sentence.lead) + sentence.text.text;
  }
  const sources = citations.sources();
  return {
    ...told,
    outcome: text ? "answer" : "none",
    text,
    sources: sources.map(({ id }) => id),
    passages: sources,
  };
}

/** The swapped words alone are no difference. */
const withSwapBack = (told: Told, { kind }: Swap): Told => ({
  ...told,
  text: swapAttribute(told.text, kind)?.text ?? told.text,
});

function note({ checks, parts }: Turn, { kind }: Swap, aspects: readonly Aspect[] | undefined): void {
  const action = aspects?.length === 0 ? "allow" : checks.counterfactual === "withhold" ? "withhold" : "note";
  const found = aspects ? aspects.map((aspect) => RECEIPT[aspect]).join(", ") : "could not be compared";
  const about = {
    filter: "counterfactual",
    version: parts.model.name,
    stage: "answer",
    threshold: 0.5,
  } as const;
  checks.note(
    {
      ...about,
      score: Number((aspects?.length ?? 0) > 0),
      action,
      ...(found && { reason: `asked with ${ATTRIBUTE[kind]} swapped: ${found}` }),
    },
    action !== "allow",
  );
}

const ATTRIBUTE: Readonly<Record<Swap["kind"], string>> = {
  gender: "the gender",
  origin: "the origin",
  religion: "the religion",
  age: "the age",
  disability: "the disability",
  "family-status": "the family status",
  orientation: "the sexual orientation",
};
const RECEIPT: Readonly<Record<Aspect, string>> = {
  outcome: "another outcome",
  sources: "other sources",
  numbers: "other numbers",
  advice: "other advice",
  length: "another length",
  wording: "other words",
};

/** In plain words, what of the other answer is different. */
async function difference(
  turn: Turn,
  { from, to }: Swap,
  aspects: readonly Aspect[],
  here: Told,
  there: ToldAgain,
): Promise<Pick<Comparison, "note" | "named">> {
  const labels = (texts: readonly string[]) =>
    Promise.all(texts.slice(0, MOST_NUMBERS).map((text) => turn.checks.label(text, there.passages)));
  const [shownTo, shownFrom] = await labels([to, from]);
  const said = await Promise.all(
    aspects.map(async (aspect): Promise<Released> => {
      switch (aspect) {
        case "outcome":
          if (there.outcome === "answer") return ownWords`I found an answer`;
          return there.outcome === "none" ? ownWords`I found no answer` : ownWords`the question was refused`;
        case "sources":
          return ownWords`the answer named other sources`;
        case "numbers": {
          const [ours, theirs] = [numbersIn(here.text), numbersIn(there.text)];
          const only = await Promise.all([without(theirs, ours), without(ours, theirs)].map(labels));
          const [named, replaced] = only.map(inRow) as [Released, Released];
          return ownWords`the answer gave other numbers (${named} there, ${replaced} here)`;
        }
        case "advice":
          return ownWords`the answer allowed, refused or advised something else`;
        case "length":
          return there.text.length < here.text.length
            ? ownWords`the answer was much shorter`
            : ownWords`the answer was much longer`;
        case "wording":
          return ownWords`the answer said it differently`;
      }
    }),
  );
  const list = joinReleased(said.map((one, nth) => (nth ? ownWords`; ${one}` : one)));
  const swapped =
    shownTo && shownFrom
      ? ownWords`asked with “${shownTo}” in place of “${shownFrom}”`
      : ownWords`asked about somebody else`;
  return {
    note: ownWords`Fairness check: ${swapped}, ${list}. Read the sources yourself before you rely on this answer.`,
    // Nothing else of it comes from a document.
    named: aspects.includes("numbers") ? there.passages : [],
  };
}

const without = (some: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
  [...some].filter((one) => !others.has(one));

const inRow = (numbers: readonly (Released | undefined)[]): Released => {
  const shown = numbers.filter((number) => number !== undefined);
  return shown.length
    ? joinReleased(shown.map((number, nth) => (nth ? ownWords`, ${number}` : number)))
    : ownWords`none`;
};
