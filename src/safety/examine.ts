/** Puts one text before every filter that knows its stage, and sums up what the policy makes of the findings. */
import type { Log } from "../operations/log.ts";
import type { Metrics } from "../operations/metrics.ts";
import { within } from "../operations/within.ts";
import type { Policy } from "./policy.ts";
import { redact } from "./redact.ts";
import { stricter } from "./stricter.ts";
import {
  type Action,
  type Filter,
  type Finding,
  type Span,
  type Subject,
  UNCHECKED,
  UNREACHABLE,
  type Verdict,
} from "./verdict.ts";

/** What is shown of a text after all filters spoke. */
export interface Examined {
  readonly action: Action;
  /** The text to go on with: redacted where the policy says so. Not to be shown when the action is withhold. */
  readonly text: string;
  /** The verdicts that withheld it. */
  readonly withheldBy: readonly Verdict[];
  /** The filters that flagged it, whatever followed. */
  readonly flaggedBy: ReadonlySet<string>;
  /** Whether a filter failed or took too long. */
  readonly unchecked: boolean;
}

export interface Examiner {
  readonly filters: readonly Filter[];
  readonly policy: Policy;
  /** How long one filter may take for one text, in milliseconds. */
  readonly timeoutMs: number;
  readonly log?: Pick<Log, "warn">;
  readonly metrics?: Pick<Metrics, "filterVerdicts">;
  /** Receives every verdict, for the receipt. */
  record(verdict: Verdict, flagged: boolean): void;
}

/** A replacement may bring up something new (a link's words hold a secret); after so many rounds it is withheld. */
const MOST_ROUNDS = 3;

/** @returns what may be shown. Never throws: a filter that does has not agreed. */
export async function examine(subject: Subject, examiner: Examiner): Promise<Examined> {
  let action: Action = "allow";
  let text = subject.text;
  const flaggedBy = new Set<string>();
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const opinions = await ask({ ...subject, text }, examiner, round);
    for (const { verdict } of opinions) if (verdict.action !== "allow") flaggedBy.add(verdict.filter);
    const withholding = opinions.filter((opinion) => opinion.verdict.action === "withhold");
    if (withholding.length) {
      return {
        action: "withhold",
        text,
        withheldBy: withholding.map((opinion) => opinion.verdict),
        flaggedBy,
        unchecked: withholding.some((opinion) => opinion.failed),
      };
    }
    for (const { verdict } of opinions) action = stricter(action, verdict.action);
    const spans = opinions.flatMap(({ verdict, spans: found }) => (verdict.action === "redact" ? found : []));
    if (spans.length === 0) return { action, text, withheldBy: [], flaggedBy, unchecked: false };
    text = redact(text, spans);
  }
  return { action: "withhold", text, withheldBy: [], flaggedBy, unchecked: false };
}

interface Opinion {
  readonly verdict: Verdict;
  readonly spans: readonly Span[];
  readonly failed: boolean;
}

/** All filters at once. After the first round only those that look at the words, not at their support, are asked. */
async function ask(subject: Subject, examiner: Examiner, round: number): Promise<Opinion[]> {
  const asked = examiner.filters.filter(
    ({ stages, aboutSupport }) => stages.includes(subject.stage) && (round === 1 || !aboutSupport),
  );
  const opinions = await Promise.all(asked.map((filter) => opinionOf(filter, subject, examiner)));
  for (const { verdict } of opinions) {
    const flagged = verdict.action !== "allow" || verdict.score >= verdict.threshold;
    if (round === 1 || flagged) examiner.record(verdict, flagged);
    examiner.metrics?.filterVerdicts.inc({ filter: verdict.filter, action: verdict.action });
  }
  return opinions;
}

async function opinionOf(filter: Filter, subject: Subject, examiner: Examiner): Promise<Opinion> {
  const about = { filter: filter.name, version: filter.version, stage: subject.stage };
  try {
    const answer = filter.check(subject);
    const finding =
      answer instanceof Promise
        ? await within(examiner.timeoutMs, answer, `no answer within ${examiner.timeoutMs} ms`)
        : answer;
    const { score, reason, categories } = finding;
    const spans = usable(finding, subject.text);
    const { action: decided, threshold } = examiner.policy.decide(
      filter.name,
      subject.stage,
      finding,
      subject.text,
    );
    // What a filter cannot point at cannot be taken out.
    const action = decided === "redact" && spans.length === 0 ? "withhold" : decided;
    return {
      verdict: {
        ...about,
        score,
        threshold,
        action,
        ...(reason && { reason }),
        ...(categories && { categories }),
      },
      spans,
      failed: false,
    };
  } catch (error) {
    if (filter.isRemote && examiner.policy.whenUnreachable(filter.name) === "local") {
      examiner.log?.warn("A moderation service could not check a text; Docent's own filters did", {
        ...about,
        error,
      });
      const verdict: Verdict = { ...about, score: 0, threshold: 1, action: "note", reason: UNREACHABLE };
      return { verdict, spans: [], failed: false };
    }
    examiner.log?.warn("A filter could not check a text, which is withheld", { ...about, error });
    const verdict: Verdict = { ...about, score: 1, threshold: 0, action: "withhold", reason: UNCHECKED };
    return { verdict, spans: [], failed: true };
  }
}

const usable = (finding: Finding, text: string): readonly Span[] =>
  (finding.spans ?? []).filter(({ start, end }) => start >= 0 && start < end && end <= text.length);
