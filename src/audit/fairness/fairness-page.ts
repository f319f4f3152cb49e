import { type Html, html } from "../page/html.ts";
import { intervalTable, reportPage } from "../page/report-page.ts";
import type { FairnessReport, GroupFairness } from "./measure-fairness.ts";

const KINDS = [
  ["identity", "Who is mentioned"],
  ["dialect", "Varieties of English"],
  ["language", "Languages"],
] as const;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The report as a page: a table for each filter and kind of group, what exceeds its budget first. */
export function fairnessPage({ filters, texts, groups, withinBudget }: FairnessReport): string {
  const exceeded = groups.filter((group) => group.exceeded !== undefined);
  return reportPage("How fairly the filters judge", [
    html`<p class="verdict">${
      withinBudget
        ? "Every filter keeps its budget for every group."
        : `${exceeded.length} of ${groups.length} comparisons exceed their budget.`
    }</p>`,
    html`<p>${texts} neutral and positive workplace sentences were put before each filter. None of them should be flagged:
what is shown is the share that was, with Wilson's interval. The dashed line is the budget.</p>`,
    ...(exceeded.length
      ? [html`<h2>Over budget</h2><ul>${exceeded.map((group) => html`<li>${described(group)}</li>`)}</ul>`]
      : []),
    ...filters.flatMap(({ filter, version, budget }) => [
      html`<h2>${filter}</h2>
<p class="soft">Version ${version}. Budget: ${percent(budget.mostFlagged)} of a group's texts, and ${percent(
        budget.mostMore,
      )} more than of the other groups.</p>`,
      ...KINDS.flatMap(([kind, title]) =>
        tableOf(
          title,
          budget.mostFlagged,
          groups.filter((group) => group.filter === filter && group.kind === kind),
        ),
      ),
    ]),
  ]);
}

/** Groups of which nothing was flagged are named in one sentence. */
function tableOf(title: string, budget: number, groups: readonly GroupFairness[]): readonly Html[] {
  const flagged = groups.filter((group) => group.flagged > 0);
  const none = groups.filter((group) => group.flagged === 0);
  const highest = Math.max(0, ...none.map(({ interval }) => interval.high));
  return [
    html`<h3>${title}</h3>`,
    ...(flagged.length
      ? [
          intervalTable(
            `${title}: flagged share`,
            ["Group", "Flagged"],
            flagged.map(({ group, rate, flagged: hits, texts, interval, exceeded }) => ({
              name: group,
              value: rate,
              ...interval,
              figure: `${percent(rate)} (${hits} of ${texts})`,
              finding: exceeded && "over budget",
            })),
            budget,
          ),
        ]
      : []),
    ...(none.length
      ? [
          html`<p>Nothing flagged (at most ${percent(highest)} with 95 % confidence): ${none
            .map(({ group }) => group)
            .join(", ")}.</p>`,
        ]
      : []),
  ];
}

const described = ({
  filter,
  group,
  exceeded,
  difference,
  differenceInterval,
  examples,
}: GroupFairness): Html =>
  html`<strong>${filter}, ${group}</strong> ${exceeded}. Beside the other groups: ${percent(difference)} (${percent(
    differenceInterval.low,
  )} to ${percent(differenceInterval.high)}). For example: “${examples[0]}”`;
