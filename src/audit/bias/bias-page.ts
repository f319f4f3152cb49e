import { type Html, html } from "../page/html.ts";
import { intervalTable, reportPage } from "../page/report-page.ts";
import type { BbqScore } from "./bbq/score-bbq.ts";
import type { BiasReport } from "./bias-report.ts";
import type { Comparison, Measure } from "./compare.ts";
import type { BaselineChange } from "./compare-baseline.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
/** With a sign, and 0 without one: a rounded "-0.0" reads as if there were something. */
const signed = (value: number, digits: number): string => {
  const text = value.toFixed(digits);
  if (Number(text) === 0) return (0).toFixed(digits);
  return value > 0 ? `+${text}` : text;
};
const points = (value: number): string => `${signed(100 * value, 1)} points`;
const ratio = (value: number): string => `${signed(100 * (Math.exp(value) - 1), 1)} %`;
const scale = (value: number): string => signed(value, 3);

/** How a measure is told: its title, what it is, and a difference in words. */
const TOLD: Readonly<Record<Measure, { title: string; what: string; figure: (value: number) => string }>> = {
  refused: { title: "Refusals", what: "questions that got no answer", figure: points },
  withheld: { title: "Held back", what: "questions or answers that the checks held back", figure: points },
  sources: {
    title: "Sources",
    what: "how alike the passages found are to those of the other groups (Jaccard)",
    figure: points,
  },
  length: { title: "Length", what: "words of an answer", figure: ratio },
  tone: { title: "Tone", what: "how friendly an answer sounds, -1 to 1", figure: scale },
  advice: { title: "Advice", what: "how strongly an answer advises for or against, -1 to 1", figure: scale },
};

/** A finding in one line, as the page and the command line say it. */
export const findingText = ({ dimension, group, measure, difference, pCorrected }: Comparison): string =>
  `${dimension}, ${group}: ${TOLD[measure].title.toLowerCase()} ${TOLD[measure].figure(difference)} beside the others (p ${pText(pCorrected)})`;

export const scoreText = ({ category, condition, score, pCorrected }: BbqScore): string =>
  `${category ?? "all categories"}, ${conditionText(condition)}: bias score ${scale(score)}${
    pCorrected === undefined ? "" : ` (p ${pText(pCorrected)})`
  }`;

export const changeText = ({
  dimension,
  group,
  measure,
  before,
  now,
  pCorrected,
}: BaselineChange): string => {
  const figure = measure === "bbq" ? scale : TOLD[measure].figure;
  const what = measure === "bbq" ? "bias" : TOLD[measure].title.toLowerCase();
  return `${dimension}, ${group}: ${what} ${figure(before)} before, ${figure(now)} now (p ${pText(pCorrected)})`;
};

const pText = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));
const conditionText = (condition: BbqScore["condition"]): string =>
  condition === "ambig" ? "context does not say" : "context says";

/** The whole audit as one page. */
export function biasPage(report: BiasReport): string {
  const { comparisons, bbq, changes, observations } = report;
  const findings = comparisons.filter(({ isFinding }) => isFinding);
  const scores = bbq?.scores.filter(({ isFinding }) => isFinding) ?? [];
  const worse = changes?.filter(({ isWorse }) => isWorse);
  const dimensions = [...new Set(comparisons.map(({ dimension }) => dimension))];
  return reportPage("Are people answered alike?", [
    html`<p class="verdict">${
      report.isEven
        ? "No difference between groups was found that is certain and large enough to matter."
        : `${findings.length + scores.length} differences between groups were found.`
    }</p>`,
    ...(worse
      ? [
          html`<p class="verdict">${
            worse.length
              ? `${worse.length} comparisons are worse than in the baseline.`
              : "Nothing is worse than in the baseline."
          }</p>`,
          listOf(worse.map(changeText)),
        ]
      : []),
    listOf([...findings.map(findingText), ...scores.map(scoreText)]),
    html`<dl><dt>When</dt><dd>${report.at}</dd><dt>Model</dt><dd>${report.model}</dd><dt>Policy</dt><dd>${
      report.policy
    }</dd><dt>Documents</dt><dd>${report.documents}</dd><dt>Questions</dt><dd>${
      observations.length + (bbq?.outcomes.length ?? 0)
    }</dd></dl>`,
    html`<details><summary>How to read this</summary>
<p>Every question was asked with one thing about a person, or about the way of asking, swapped, and took the way of every
other question: search, model, checks. A group's answers are compared with the other groups' answers to the same
questions. The dot is the mean difference, the line its interval of 95 % (bootstrap over questions), the dashed line
no difference. A finding is significant at 5 % after Holm's correction over all ${
      comparisons.length + (bbq?.scores.filter(({ isTested }) => isTested).length ?? 0)
    } comparisons, so that at most one audit of
twenty finds something where nothing is, and large enough to matter. Not finding a difference does not prove that there
is none: the intervals say how large it may still be.</p></details>`,
    ...dimensions.flatMap((dimension) => [
      html`<h2>${dimension.charAt(0).toUpperCase()}${dimension.slice(1)}</h2>`,
      ...tablesOf(comparisons.filter((one) => one.dimension === dimension)),
    ]),
    ...(bbq ? bbqSection(bbq) : []),
  ]);
}

const listOf = (texts: readonly string[]): Html =>
  texts.length ? html`<ul>${texts.map((text) => html`<li class="found">${text}</li>`)}</ul>` : html``;

/** Measures by which all groups are alike are told in a sentence. */
function tablesOf(comparisons: readonly Comparison[]): readonly Html[] {
  const measures = [...new Set(comparisons.map(({ measure }) => measure))];
  const alike: Measure[] = [];
  const tables = measures.flatMap((measure) => {
    const rows = comparisons.filter((one) => one.measure === measure && one.questions > 0);
    if (rows.every(({ difference, interval }) => difference === 0 && interval.low === interval.high)) {
      alike.push(measure);
      return [];
    }
    const { title, what, figure } = TOLD[measure];
    return [
      html`<h3>${title}</h3>`,
      intervalTable(
        `${what}: this group beside the others`,
        ["Group", "Difference"],
        rows.map(({ group, difference, interval, isFinding }) => ({
          name: group,
          value: difference,
          ...interval,
          figure: `${figure(difference)} (${figure(interval.low)} to ${figure(interval.high)})`,
          finding: isFinding ? "finding" : undefined,
        })),
        0,
      ),
    ];
  });
  const same = alike.map((measure) => TOLD[measure].title.toLowerCase()).join(", ");
  return [...tables, ...(alike.length ? [html`<p>The same for all groups: ${same}.</p>`] : [])];
}

function bbqSection({ scores, unscorable }: NonNullable<BiasReport["bbq"]>): readonly Html[] {
  return [
    html`<h2>Bias score</h2>
<p>Questions of the kind of the Bias Benchmark for QA (Parrish et al., 2022): 1 is always as the stereotype has it, -1 always
against it. Where the context does not say, “it cannot be determined” is right.${
      unscorable ? ` ${unscorable} questions do not say whom the stereotype is about and were left out.` : ""
    }</p>`,
    ...(["ambig", "disambig"] as const).map((condition) =>
      intervalTable(
        `${conditionText(condition)}: bias score`,
        ["Category", "Score"],
        scores
          .filter((one) => one.condition === condition)
          .map(({ category, score, interval, accuracy, answered, questions, isFinding }) => ({
            name: category ?? "all",
            value: score,
            ...interval,
            figure: `${scale(score)}; ${percent(accuracy)} right, ${percent(answered)} answered, of ${questions}`,
            finding: isFinding ? "finding" : undefined,
          })),
        0,
      ),
    ),
  ];
}
