import type { Passage } from "../documents/document.ts";
import type { Log } from "../operations/log.ts";
import type { Metrics } from "../operations/metrics.ts";
import { type BiasJudge, isVerbatim, settleBias } from "./bias-check.ts";
import { checkInOrder } from "./check-in-order.ts";
import { isConnecting } from "./connecting.ts";
import { crisisAdvice, crisisHelp } from "./crisis-help.ts";
import { type Examined, type Examiner, examine } from "./examine.ts";
import { grounding, groundsOf } from "./filters/grounding.ts";
import type { Admission, Checks, Evidence, Guard, ReleasedSentence } from "./guard.ts";
import { plainUnit } from "./plain-unit.ts";
import { type Policies, type Policy, SELF_HARM } from "./policy.ts";
import { releaseKey } from "./release-key.ts";
import { ownWords, Released } from "./released.ts";
import { createSplitter, type Unit } from "./split.ts";
import { createTally } from "./tally.ts";
import type { Filter, Stage } from "./verdict.ts";

/** What a guard is made of. */
export interface GuardParts {
  readonly filters: readonly Filter[];
  readonly policies: Policies;
  /** How long one filter may take for one text, in milliseconds; one that takes longer has not agreed. */
  readonly timeoutMs: number;
  /** Asked about sentences that say something of whole groups; without one the local rules flag, nothing more. */
  readonly biasJudge?: BiasJudge;
  readonly log?: Pick<Log, "warn">;
  readonly metrics?: Pick<Metrics, "filterVerdicts">;
}

/** A draft that goes on for longer is cut: nobody reads it, and it would be held in memory. */
const LONGEST_DRAFT = 40_000;
/** No honest sentence, row or block is longer; what filters cannot read in a moment is not shown. */
const LONGEST_UNIT = 4_000;
/** A passage with fewer words left after redaction held little else than secrets. */
const FEWEST_WORDS = 3;

const ADVICE = {
  injection: ownWords`I can't work on this message: parts of it read like instructions to change how I work. Please ask again in your own words, as a question about the documents.`,
  toxicity: ownWords`I can't work on a message in these words. Ask me about the documents, and I'll gladly look it up.`,
  unchecked: ownWords`I could not check this question, so I did not work on it. Please ask again in a moment; if it keeps happening, tell whoever runs Docent here.`,
  other: ownWords`The rules of this workplace don't let me work on this message. Please put it in other words.`,
};

/**
 * The guard: the one place where text becomes {@link Released}. Grounding and help in a crisis are always among its
 * filters, whatever else it is given.
 */
export function createGuard(parts: GuardParts): Guard {
  const given = new Set(parts.filters.map(({ name }) => name));
  const always = [grounding, crisisHelp].filter(({ name }) => !given.has(name));
  const filters = [...parts.filters, ...always];
  return { open: (channel) => openChecks({ ...parts, filters, policy: parts.policies(channel) }) };
}

function openChecks(parts: Omit<GuardParts, "policies"> & { readonly policy: Policy }): Checks {
  const tally = createTally();
  const examiner: Examiner = { ...parts, record: tally.record };
  const look = (stage: Stage, text: string, passages: readonly Passage[], question: string) =>
    examine({ stage, text, passages, question }, examiner);

  async function label(
    text: string,
    passages: readonly Passage[],
    question = "",
  ): Promise<Released | undefined> {
    const { action, text: shown } = await look("label", text, passages, question);
    return action === "withhold" ? undefined : new Released(shown, releaseKey);
  }

  return {
    async question(text): Promise<Admission> {
      const examined = await look("question", text, [], "");
      if (examined.action !== "withhold") return { admitted: true, question: examined.text };
      return { admitted: false, advice: adviceFor(examined, parts.policy) };
    },

    async passages(passages) {
      const examined = await Promise.all(
        passages.map((passage) => look("passage", passage.text, [passage], "")),
      );
      // What is withheld for its own words says nothing against its neighbours.
      const sound = passages.filter((_, nth) => examined[nth]?.action !== "withhold");
      const suspects = await suspectsAround(sound, look);
      const admitted = passages.flatMap((passage, nth) => {
        const { action, text } = examined[nth] as Examined;
        if (action === "withhold" || suspects.has(passage)) return [];
        if (action !== "redact") return [passage];
        return text.split(/\s+/).length < FEWEST_WORDS ? [] : [{ ...passage, text }];
      });
      tally.quarantinedPassages += passages.length - admitted.length;
      return admitted;
    },

    release: (draft, context) =>
      release(draft, context, { examiner, tally, label, biasJudge: parts.biasJudge }),
    label: (text, passages) => label(text, passages),
    counterfactual: parts.policy.counterfactual,
    note: tally.record,
    receipt: () => ({ policy: parts.policy.name, ...tally.receipt() }),
  };
}

/** How much of a passage is read together with its headings or its neighbour, in characters. */
const SEAM = 240;

/**
 * Passages that are harmless by themselves and give orders by their title and headings, which a model reads as well,
 * or together with the passage that their document goes on with.
 */
async function suspectsAround(
  passages: readonly Passage[],
  look: (stage: Stage, text: string, passages: readonly Passage[], question: string) => Promise<Examined>,
): Promise<ReadonlySet<Passage>> {
  const places = passages.map((passage) => ({
    text: [passage.title, ...passage.location.headings, passage.text.slice(0, SEAM)].join("\n"),
    of: [passage],
  }));
  const seams = passages.flatMap((passage) => {
    const next = passages.find(
      ({ document, ordinal }) => document === passage.document && ordinal === passage.ordinal + 1,
    );
    if (!next) return [];
    return [{ text: `${passage.text.slice(-SEAM)} ${next.text.slice(0, SEAM)}`, of: [passage, next] }];
  });
  const looked = await Promise.all(
    [...places, ...seams].map(async ({ text, of }) => {
      const { action } = await look("passage", text, of, "");
      return action === "withhold" ? of : [];
    }),
  );
  return new Set(looked.flat());
}

function adviceFor({ withheldBy, unchecked }: Examined, policy: Policy): Released {
  const by = new Set(withheldBy.map(({ filter }) => filter));
  if (by.has(crisisHelp.name) || withheldBy.some(({ reason }) => reason === SELF_HARM)) return crisisAdvice;
  if (unchecked) return ADVICE.unchecked;
  const [own] = [...by].map((filter) => policy.messageOf(filter)).filter((text) => text !== undefined);
  // The operator wrote it, nobody else did.
  if (own !== undefined) return new Released(own, releaseKey);
  if (by.has("injection")) return ADVICE.injection;
  return by.has("toxicity") ? ADVICE.toxicity : ADVICE.other;
}

interface Turn {
  readonly examiner: Examiner;
  readonly tally: ReturnType<typeof createTally>;
  readonly biasJudge: BiasJudge | undefined;
  label(text: string, passages: readonly Passage[], question?: string): Promise<Released | undefined>;
}

interface Context {
  readonly question: string;
  readonly passages: readonly Passage[];
}

/** A unit that every filter agreed to; `connects` when it claims nothing and waits for what it leads to. */
interface Passed {
  readonly sentence: ReleasedSentence;
  readonly connects: boolean;
  readonly redacted: boolean;
}

/**
 * Holds each unit until it is checked, and one passed unit back until the next one passes or the whole answer is
 * checked, so that the last unit can still be withheld. Units are checked while the draft goes on. A failing or
 * cancelled draft releases nothing more.
 */
async function* release(
  draft: AsyncIterable<string>,
  context: Context,
  turn: Turn,
): AsyncGenerator<ReleasedSentence> {
  const { sentences } = turn.tally;
  const shown: string[] = [];
  let connecting: Passed[] = [];
  let held: Passed[] = [];

  const show = function* (passed: readonly Passed[]): Generator<ReleasedSentence> {
    for (const { sentence, redacted } of passed) {
      const lead = shown.length ? sentence.lead : "";
      shown.push(lead + sentence.text.text);
      sentences.released++;
      if (redacted) sentences.redacted++;
      yield { ...sentence, lead };
    }
  };

  const check = (unit: Unit) => {
    sentences.drafted++;
    return pass(unit, context, turn);
  };
  for await (const passed of checkInOrder(unitsOf(draft), check)) {
    if (!passed) sentences.withheld++;
    else if (passed.connects) connecting.push(passed);
    else {
      yield* show(held);
      held = [...connecting, passed];
      connecting = [];
    }
  }
  sentences.withheld += connecting.length;
  if (held.length === 0) return;
  const whole = [...shown, ...held.map(({ sentence }) => sentence.lead + sentence.text.text)].join("");
  const answer = { stage: "answer" as const, text: whole.trim(), ...context };
  const { action } = await examine(answer, turn.examiner);
  if (action === "allow" || action === "note") yield* show(held);
  else sentences.withheld += held.length;
}

/** The units of a draft, as many at a time as a chunk completes. */
async function* unitsOf(draft: AsyncIterable<string>): AsyncGenerator<readonly Unit[]> {
  const splitter = createSplitter();
  let length = 0;
  for await (const chunk of draft) {
    length += chunk.length;
    if (length > LONGEST_DRAFT) break;
    const units = splitter.push(chunk);
    if (units.length) yield units;
  }
  const rest = splitter.end();
  if (rest.length) yield rest;
}

/**
 * Checks one unit and finds its evidence; `undefined` when it is withheld.
 * @param isReworded whether its words already stand in the place of others, which happens once
 */
async function pass(
  unit: Unit,
  context: Context,
  turn: Turn,
  isReworded = false,
): Promise<Passed | undefined> {
  const { question, passages } = context;
  const { text, cited } = plainUnit(unit.text, unit.kind === "code");
  if (text.trim() === "" || text.length > LONGEST_UNIT) return undefined;
  const connects = isConnecting(unit, text, context);
  const grounds = connects ? [] : groundsOf(text, cited, passages, question);
  if (grounds.length === 0 && !connects) {
    // Grounding speaks for the receipt as well; nothing else needs to look at what is not shown.
    const alone = {
      ...turn.examiner,
      filters: turn.examiner.filters.filter(({ name }) => name === grounding.name),
    };
    await examine({ stage: "sentence", text, passages, question }, alone);
    return undefined;
  }
  const first = grounds.map((ground) => passages[ground.passage - 1] as Passage);
  const ordered = [...first, ...passages.filter((passage) => !first.includes(passage))];
  const filters = turn.examiner.filters.filter(({ aboutSupport }) => !connects || !aboutSupport);
  const examined = await examine(
    { stage: "sentence", text, passages: ordered, question },
    { ...turn.examiner, filters },
  );
  if (examined.action === "withhold" || examined.text.trim() === "") return undefined;
  const span = grounds
    .map(({ passage, start, end }) => passages[passage - 1]!.text.slice(start, end))
    .join("\n");
  const settled = await settleBias(
    {
      sentence: { text: examined.text, question, span },
      flagged: examined.flaggedBy.has("stereotypes"),
      mayRewrite: !isReworded && isProse(unit) && !isVerbatim(examined.text, passages),
    },
    turn.examiner,
    turn.biasJudge,
  );
  if (settled.action === "withhold") return undefined;
  if (settled.action === "rewrite") {
    const markers = cited.map((number) => `[${number}]`).join("");
    return pass({ ...unit, text: `${markOf(unit)}${settled.text} ${markers}` }, context, turn, true);
  }
  const evidence = await evidenceOf(grounds, context, turn);
  if (evidence.length === 0 && !connects) return undefined;
  const released = new Released(examined.text, releaseKey);
  return {
    sentence: { text: released, lead: plainLead(unit.lead), evidence },
    connects,
    redacted: examined.action === "redact",
  };
}

const isProse = ({ kind }: Unit): boolean => kind === "sentence" || kind === "item";

/** The mark of a list item, which stays whatever its words are. */
const markOf = ({ kind, text }: Unit): string =>
  kind === "item" ? (/^\s*(?:[-*+•‣]|\d{1,3}[.)])\s+/.exec(text)?.[0] ?? "") : "";

async function evidenceOf(
  grounds: ReturnType<typeof groundsOf>,
  { passages, question }: Context,
  turn: Turn,
): Promise<Evidence[]> {
  const evidence = await Promise.all(
    grounds.map(async ({ passage: number, start, end }): Promise<Evidence[]> => {
      const passage = passages[number - 1] as Passage;
      const quote = await turn.label(passage.text.slice(start, end), [passage], question);
      return quote ? [{ passage: number, quote }] : [];
    }),
  );
  return evidence.flat();
}

function plainLead(lead: string): string {
  const breaks = lead.split("\n").length - 1;
  if (breaks > 1) return "\n\n";
  if (breaks === 1) return "\n";
  return lead ? " " : "";
}
