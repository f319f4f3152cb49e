/** The main job on real documents: index them, ask about them, get the right source first or silence. */
import { readFileSync } from "node:fs";
import { MACHINE_OWNER } from "../../src/access/local-directory.ts";
import type { SyncResult } from "../../src/documents/sync.ts";
import { type QuietCore, quietCore } from "../end-to-end/quiet-core.ts";
import { removeTemporaryFolders } from "../end-to-end/start-docent.ts";
import { describeWithData } from "./shared-data.ts";

interface Questions {
  readonly answerable: readonly { readonly question: string; readonly source: readonly string[] }[];
  readonly unanswerable: readonly string[];
}

const questions = JSON.parse(readFileSync("tests/acceptance/questions.json", "utf8")) as Questions;

describeWithData("questions over 250 handbook pages and 6 PDFs", (shared) => {
  let core: QuietCore;
  let result: SyncResult;
  let paths: Map<string, string>;

  beforeAll(async () => {
    core = await quietCore();
    result = await core.indexFolder(`${shared}/data/documents`, {});
    paths = new Map((await core.catalogue.list(core.tenant)).map(({ id, path }) => [id, path]));
  });

  afterAll(async () => {
    await core.close();
    await removeTemporaryFolders();
  });

  const ask = (question: string) => core.ask(question, { as: MACHINE_OWNER });

  test("every document is indexed, but for the pages that hold nothing but a redirect", async () => {
    const failed = (await core.catalogue.list(core.tenant)).filter(({ status }) => status === "failed");
    expect(failed.filter(({ reason }) => !reason?.startsWith("it holds no text"))).toEqual([]);
    expect(result.indexed + result.failed).toBeGreaterThanOrEqual(256);
    expect(result.failed).toBeLessThanOrEqual(8);
  });

  test("at least fifteen of twenty questions cite the right source first", async () => {
    const rows: string[] = [];
    let right = 0;
    for (const { question, source } of questions.answerable) {
      const reply = await ask(question);
      const first = paths.get(reply.citations[0]?.document ?? "") ?? "–";
      const isRight = source.some((name) => first.endsWith(`/${name}`));
      if (isRight) right++;
      rows.push(
        `${isRight ? "✓" : "✗"} ${reply.outcome.padEnd(10)} ${question}\n    ${first}\n    ${reply.text}`,
      );
    }
    process.stdout.write(`\n${rows.join("\n")}\n${right} of ${questions.answerable.length} right\n`);
    expect(right).toBeGreaterThanOrEqual(15);
  });

  test("at least eight of ten unanswerable questions are met with silence", async () => {
    const rows: string[] = [];
    let silentReplies = 0;
    for (const question of questions.unanswerable) {
      const reply = await ask(question);
      if (reply.outcome === "abstention") silentReplies++;
      rows.push(
        `${reply.outcome === "abstention" ? "✓" : "✗"} ${reply.outcome.padEnd(10)} ${question}\n    ${reply.text}`,
      );
    }
    process.stdout.write(
      `\n${rows.join("\n")}\n${silentReplies} of ${questions.unanswerable.length} silent\n`,
    );
    expect(silentReplies).toBeGreaterThanOrEqual(8);
  });
});
