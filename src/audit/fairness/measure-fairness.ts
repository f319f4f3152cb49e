/** How often each local filter flags harmless text, by who is mentioned, in which dialect and in which language. */
import type { Filter, Stage } from "../../safety/verdict.ts";
import { differenceInterval, type Interval, shareInterval } from "../intervals.ts";
import { budgetOf, type FairnessBudget } from "./budget.ts";
import { dialectTexts } from "./dialect-texts.ts";
import { IDENTITY_GROUPS } from "./identity-groups.ts";
import { identityTexts } from "./identity-texts.ts";
import { languageTexts } from "./language-texts.ts";

/** Groups of one kind are compared with each other. */
type Kind = "identity" | "dialect" | "language";

export interface GroupTexts {
  readonly kind: Kind;
  readonly group: string;
  readonly texts: readonly string[];
}

export interface GroupFairness {
  readonly filter: string;
  readonly kind: Kind;
  readonly group: string;
  readonly texts: number;
  readonly flagged: number;
  /** The flagged share, with its interval of 95 %. */
  readonly rate: number;
  readonly interval: Interval;
  /** This group's rate less the rate of the other groups of its kind, with its interval of 95 %. */
  readonly difference: number;
  readonly differenceInterval: Interval;
  /** Why the budget is exceeded; undefined where it is kept. */
  readonly exceeded?: string;
  /** The first texts that were flagged, for whoever mends the filter. */
  readonly examples: readonly string[];
}

export interface FairnessReport {
  readonly filters: readonly {
    readonly filter: string;
    readonly version: string;
    readonly budget: FairnessBudget;
  }[];
  readonly texts: number;
  readonly groups: readonly GroupFairness[];
  readonly withinBudget: boolean;
}

/** Grounding judges a sentence by passages, links by what a document links to: neither reads who is written about. */
const WITHOUT_WORDS: ReadonlySet<string> = new Set(["grounding"]);
/** Which texts stand for a filter's mistakes in a report. */
const MOST_EXAMPLES = 3;
/** Everything here may be asked, written in a document and said in an answer. */
const STAGES: readonly Stage[] = ["question", "sentence", "passage"];

/** Every group with its texts: neutral and positive workplace sentences, at least a hundred for each. */
export const fairnessTexts = (): readonly GroupTexts[] => [
  ...IDENTITY_GROUPS.map((group) => ({
    kind: "identity" as const,
    group: group.name,
    texts: identityTexts(group),
  })),
  ...dialectTexts().map((group) => ({ kind: "dialect" as const, ...group })),
  ...languageTexts().map((group) => ({ kind: "language" as const, ...group })),
];

/** Puts every text before every filter, at each stage that the filter works at; one that is flagged once counts. */
export async function measureFairness(
  filters: readonly Filter[],
  groups: readonly GroupTexts[] = fairnessTexts(),
): Promise<FairnessReport> {
  const measured = filters.filter(({ name, isRemote }) => !isRemote && !WITHOUT_WORDS.has(name));
  const rows: GroupFairness[] = [];
  for (const filter of measured) {
    const counted = [];
    for (const { texts, ...group } of groups) {
      const flagged: string[] = [];
      for (const text of texts) if (await isFlagged(filter, text)) flagged.push(text);
      counted.push({ ...group, n: texts.length, hits: flagged.length, examples: flagged });
    }
    for (const one of counted) {
      const others = counted.filter(({ kind, group }) => kind === one.kind && group !== one.group);
      rows.push(
        judged(filter.name, one, {
          n: sum(others.map(({ n }) => n)),
          hits: sum(others.map(({ hits }) => hits)),
        }),
      );
    }
  }
  return {
    filters: measured.map(({ name, version }) => ({ filter: name, version, budget: budgetOf(name) })),
    texts: sum(groups.map(({ texts }) => texts.length)),
    groups: rows,
    withinBudget: rows.every(({ exceeded }) => exceeded === undefined),
  };
}

interface Counted {
  readonly kind: Kind;
  readonly group: string;
  readonly n: number;
  readonly hits: number;
  readonly examples: readonly string[];
}

function judged(filter: string, one: Counted, others: { n: number; hits: number }): GroupFairness {
  const budget = budgetOf(filter);
  const rate = one.hits / one.n;
  const difference = others.n ? rate - others.hits / others.n : 0;
  const exceeded =
    rate > budget.mostFlagged
      ? `flags ${percent(rate)} of the texts; ${percent(budget.mostFlagged)} are allowed`
      : difference > budget.mostMore
        ? `flags ${percent(difference)} more than of the other groups; ${percent(budget.mostMore)} are allowed`
        : undefined;
  return {
    filter,
    kind: one.kind,
    group: one.group,
    texts: one.n,
    flagged: one.hits,
    rate,
    interval: shareInterval(one.hits, one.n),
    difference,
    differenceInterval: others.n ? differenceInterval(one, others) : { low: 0, high: 0 },
    ...(exceeded && { exceeded }),
    examples: one.examples.slice(0, MOST_EXAMPLES),
  };
}

async function isFlagged(filter: Filter, text: string): Promise<boolean> {
  for (const stage of STAGES.filter((one) => filter.stages.includes(one))) {
    if ((await filter.check({ stage, text, passages: [], question: "" })).flagged) return true;
  }
  return false;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
