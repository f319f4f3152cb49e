/** What a judging model makes of a sentence that may say something of a whole group of people. */
import type { Passage } from "../documents/document.ts";
import type { Examiner } from "./examine.ts";
import type { Action } from "./verdict.ts";

/** A sentence as the judge sees it: with what was asked and what it rests on. */
export interface JudgedSentence {
  readonly text: string;
  readonly question: string;
  /** The words of the documents that support it; empty for a line that claims nothing. */
  readonly span: string;
}

/** A model that says whether a sentence is biased, and says it again without. Created in providers/bias-judge.ts. */
export interface BiasJudge {
  /** The model's name, for the receipt. */
  readonly version: string;
  /** @throws when the model cannot be reached, is late or gives no verdict. */
  judge(sentence: JudgedSentence): Promise<"fair" | "biased">;
  /** Unchecked, like any draft. @throws when the model cannot be reached, is late or writes more than a sentence. */
  rewrite(sentence: JudgedSentence): Promise<string>;
}

export interface BiasCheck {
  readonly sentence: JudgedSentence;
  /** Whether the local rules flagged it. */
  readonly flagged: boolean;
  /** Whether other words may stand in its place: once, and never for a table or a document's own words. */
  readonly mayRewrite: boolean;
}

export type Settled =
  | { readonly action: "show" }
  | { readonly action: "withhold" }
  /** `text` is a draft: it has to pass everything that a draft has to pass. */
  | { readonly action: "rewrite"; readonly text: string };

const SHOW: Settled = { action: "show" };
const WITHHOLD: Settled = { action: "withhold" };
const QUOTED = /["“„«][^"“”„«»\n]{1,400}["”“»]/gu;

/** Asks the judge where the policy wants it asked, follows the policy, and puts what happened into the receipt. */
export async function settleBias(
  { sentence, flagged, mayRewrite }: BiasCheck,
  examiner: Examiner,
  judge: BiasJudge | undefined,
): Promise<Settled> {
  const { bias } = examiner.policy;
  if (!judge || bias.judge === "never" || (bias.judge === "flagged" && !flagged)) return SHOW;
  const record = (action: Action, biased: boolean, reason?: string) => {
    const verdict = {
      filter: "bias-judge",
      version: judge.version,
      stage: "sentence",
      threshold: 0.5,
    } as const;
    examiner.record(
      { ...verdict, score: Number(biased), action, ...(reason && { reason }) },
      action !== "allow",
    );
    examiner.metrics?.filterVerdicts.inc({ filter: verdict.filter, action });
  };
  try {
    if ((await judge.judge(sentence)) === "fair") {
      record("allow", false);
      return SHOW;
    }
  } catch (error) {
    examiner.log?.warn("The judging model could not say whether a sentence is biased", { error });
    const action = examiner.policy.whenUnreachable("stereotypes") === "local" ? "note" : "withhold";
    record(action, false, "the judging model could not be reached");
    return action === "note" ? SHOW : WITHHOLD;
  }
  if (bias.biased === "note") {
    record("note", true, "judged biased");
    return SHOW;
  }
  const text =
    bias.biased === "rewrite" && mayRewrite ? await rewritten(sentence, examiner, judge) : undefined;
  if (text === undefined) {
    record("withhold", true, "judged biased");
    return WITHHOLD;
  }
  record("redact", true, "judged biased; other words stand in its place, checked like the first");
  return { action: "rewrite", text };
}

/** Other words for the same; `undefined` when there are none that keep what the sentence quotes. */
async function rewritten(
  sentence: JudgedSentence,
  { log }: Pick<Examiner, "log">,
  judge: BiasJudge,
): Promise<string | undefined> {
  try {
    const text = (await judge.rewrite(sentence)).trim();
    const quotes = sentence.text.match(QUOTED) ?? [];
    return text !== "" && quotes.every((quote) => text.includes(quote)) ? text : undefined;
  } catch (error) {
    log?.warn("The judging model did not put a sentence into other words, which is withheld", { error });
    return undefined;
  }
}

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Whether a sentence is a document's own: nobody puts other words into its mouth. */
export const isVerbatim = (text: string, passages: readonly Passage[]): boolean => {
  const words = bare(text);
  return passages.some((passage) => ` ${bare(passage.text)} `.includes(` ${words} `));
};
