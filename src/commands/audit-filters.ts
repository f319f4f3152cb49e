import { writeFile } from "node:fs/promises";
import { fairnessPage } from "../audit/fairness/fairness-page.ts";
import { type FairnessReport, measureFairness } from "../audit/fairness/measure-fairness.ts";
import { localFilters } from "../safety/filters/catalogue.ts";
import { print } from "./print.ts";

/** `docent audit filters [--out page.html] [--json]`: the exit code is 1 when a filter exceeds its budget. */
export async function auditFiltersCommand(options: { out?: string; json?: boolean }): Promise<number> {
  const report = await measureFairness(localFilters());
  if (options.out !== undefined) await writeFile(options.out, fairnessPage(report));
  print(report, options, () => asText(report));
  return report.withinBudget ? 0 : 1;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function asText({ filters, texts, groups }: FairnessReport): string {
  const kinds = ["identity", "dialect", "language"] as const;
  const lines = filters.map(({ filter }) => {
    const worst = kinds.map((kind) => {
      const rates = groups.filter((group) => group.filter === filter && group.kind === kind);
      return percent(Math.max(...rates.map(({ rate }) => rate))).padStart(8);
    });
    return `${filter.padEnd(20)}${worst.join("  ")}`;
  });
  const exceeded = groups.filter((group) => group.exceeded !== undefined);
  return [
    `${texts} harmless texts; the share flagged of the group that is flagged most`,
    `${"".padEnd(20)}${kinds.map((kind) => kind.padStart(8)).join("  ")}`,
    ...lines,
    "",
    ...(exceeded.length ? exceeded : [undefined]).map((group) =>
      group
        ? `${group.filter}, ${group.group}: ${group.exceeded}. For example: ${group.examples[0]}`
        : "Every filter keeps its budget for every group.",
    ),
  ].join("\n");
}
