/** What every benchmark needs: percentiles, a table, and the folder of evaluation data. */
import { resolve } from "node:path";

export { percentile } from "../src/audit/percentile.ts";

/** Prints rows as a Markdown table, so that a result can be pasted into docs/benchmarks.md. */
export function printTable(title: string, rows: readonly Readonly<Record<string, string | number>>[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  process.stdout.write(
    [
      `\n### ${title}\n`,
      line(columns),
      line(columns.map(() => "---")),
      ...rows.map((row) => line(columns.map((name) => row[name] ?? ""))),
      "",
    ].join("\n"),
  );
}

/** DOCENT_SHARED, or `shared` beside this checkout. */
export const sharedFolder = (): string => resolve(process.env.DOCENT_SHARED ?? "../shared");
