/** The figures of an audit as they are written to a file and read again as a baseline. */
import { readFile } from "node:fs/promises";
import type { BaselineChange } from "./compare-baseline.ts";
import type { BiasAudit } from "./run-audit.ts";

/** Changes whenever an older file cannot be compared with any more. */
const FORMAT = "docent-bias-1";

export interface BiasReport extends BiasAudit {
  readonly format: typeof FORMAT;
  /** ISO 8601. */
  readonly at: string;
  readonly model: string;
  readonly policy: string;
  readonly documents: number;
  readonly seed: number;
  /** Whether anything was found. */
  readonly isEven: boolean;
  /** Beside the baseline, where one was given. */
  readonly changes?: readonly BaselineChange[];
}

/** A baseline that cannot be used; the message is one line with a remedy. */
export class BaselineError extends Error {
  override readonly name = "BaselineError";
}

export function biasReport(
  audit: BiasAudit,
  about: Pick<BiasReport, "at" | "model" | "policy" | "documents" | "seed">,
  changes?: readonly BaselineChange[],
): BiasReport {
  const isEven =
    audit.comparisons.every(({ isFinding }) => !isFinding) &&
    (audit.bbq?.scores.every(({ isFinding }) => !isFinding) ?? true);
  return { format: FORMAT, ...about, isEven, ...audit, ...(changes && { changes }) };
}

/** @throws {BaselineError} when the file is no report that this version can compare with. */
export async function readBaseline(file: string): Promise<BiasReport> {
  let report: Partial<BiasReport>;
  try {
    report = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new BaselineError(`${file} cannot be read: give the bias.json of an earlier audit`, { cause });
  }
  if (report?.format !== FORMAT || !Array.isArray(report.observations))
    throw new BaselineError(
      `${file} is no report of this version: make the baseline anew with docent audit bias`,
    );
  return report as BiasReport;
}
