import { writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { MACHINE_OWNER } from "../access/local-directory.ts";
import { labelReport } from "../audit/label-reports.ts";
import { reviewJson } from "../conversation/review-json.ts";
import { DECISIONS, type Decision, ReviewError, type ReviewItem } from "../conversation/review-queue.ts";
import { printable } from "../operations/printable.ts";
import { print } from "./print.ts";
import { UsageError } from "./usage-error.ts";
import { withCore } from "./with-core.ts";

/** `docent review list [--decided]`: what people reported, as whoever is at this machine may see it. */
export async function listCommand(options: { decided?: boolean; json?: boolean }): Promise<void> {
  await withCore(async ({ reviews }) => {
    const state = options.decided ? "decided" : "open";
    const items = await reviews.list(state, MACHINE_OWNER);
    print({ state, open: await reviews.countOpen(), items: items.map(reviewJson) }, options, () =>
      items.length ? items.map(asText).join("\n\n") : `Nothing is ${state}.`,
    );
  });
}

/** `docent review decide <report> <decision>` */
export async function decideCommand(
  report: string,
  decision: string,
  options: { filter?: string; note?: string; by?: string; json?: boolean },
): Promise<void> {
  if (!(DECISIONS as readonly string[]).includes(decision))
    throw new UsageError(`"${decision}" is no decision: use one of ${DECISIONS.join(", ")}.`);
  const { filter, note, by = userInfo().username } = options;
  await withCore(async ({ reviews }) => {
    try {
      await reviews.decide(report, { decision: decision as Decision, filter, note }, by);
    } catch (error) {
      throw error instanceof ReviewError ? new UsageError(error.message) : error;
    }
    print({ report, decision, by }, options, () => `Decided: ${report}: ${decision}.`);
  });
}

/** Every decision there will be, in one file. */
const ALL = 1_000_000;

/** `docent review export <file.jsonl>`: decisions as labelled rows. */
export async function exportCommand(file: string, options: { json?: boolean }): Promise<void> {
  await withCore(async ({ reviews }) => {
    const reports = await reviews.reports("decided", ALL);
    const rows = reports.map(labelReport);
    const written = rows.flat();
    await writeFile(file, written.map((row) => `${JSON.stringify(row)}\n`).join(""), { mode: 0o600 });
    const withoutText = rows.filter(({ length }) => length === 0).length;
    const result = { file, rows: written.length, decisions: reports.length, withoutText };
    print(
      result,
      options,
      () =>
        `${written.length} rows of ${reports.length} decisions are in ${file}.${withoutText ? ` ${withoutText} have no text: what was held back is not kept, and some replies are gone.` : ""}`,
    );
  });
}

function asText(item: ReviewItem): string {
  const { id, ask, kind, comment, reportedAt, decided } = item;
  const { reply, replyIsGone, checks } = reviewJson(item);
  const lines = [
    `${id}  ${new Date(reportedAt).toISOString()}  ${kind === "appeal" ? "appeal" : "report of bias or a mistake"}`,
    `asked: ${ask.question || "(erased)"}`,
    `reply: ${reply ? reply.text : replyIsGone ? "(taken back since)" : "(rests on documents that you may not read)"}`,
    ...checks.filter(({ concern }) => concern).map(({ check, result }) => `check: ${check}: ${result}`),
    ...(comment ? [`says: ${comment}`] : []),
    ...(decided
      ? [
          `decided: ${[decided.decision, decided.filter, `by ${decided.by}`, decided.note].filter(Boolean).join(", ")}`,
        ]
      : []),
  ];
  return lines.map((line) => printable(line.replace(/\s+/g, " "))).join("\n  ");
}
