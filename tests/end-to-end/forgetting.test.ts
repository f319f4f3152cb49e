/** Forgetting through the command line, beside a running server: what people see, and the bytes on the disk. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Certificate } from "../../src/forgetting/certificate.ts";
import { runDocent } from "../commands/run-docent.ts";
import { until } from "../documents/keeper-bench.ts";
import { tracesOf } from "../forgetting/traces-of.ts";
import { type RunningDocent, removeTemporaryFolders, startDocent, temporaryFolder } from "./start-docent.ts";

/** Stand in the documents and nowhere else. */
const PORTER = "Quibblefrost";
const DIARY = "Zwirbelbach";

let docent: RunningDocent;
let documents: string;
const environment = () => ({ DOCENT_DATA: docent.folder, DOCENT_DOCUMENTS: documents });
const run = (...args: string[]) => runDocent(args, environment());
const json = async <Shape>(path: string, options: RequestInit = {}): Promise<Shape> => {
  const response = await fetch(`${docent.url}${path}`, {
    ...options,
    headers: { accept: "application/json", "content-type": "application/json" },
  });
  return response.status === 204 ? (undefined as Shape) : ((await response.json()) as Shape);
};
interface Done {
  readonly ask: string;
  readonly outcome: string;
  readonly text: string;
  readonly notice?: string;
  readonly citations: readonly { readonly quote: string }[];
}
const ask = (question: string, who: { person?: string; channel?: string; conversation?: string } = {}) =>
  json<Done>("/api/ask", { method: "POST", body: JSON.stringify({ question, ...who }) });
const removed = ({ removals }: Certificate) =>
  Object.fromEntries(removals.map(({ place, what, removed: count }) => [`${what} of ${place}`, count]));

beforeEach(async () => {
  documents = join(await temporaryFolder(), "documents");
  await mkdir(join(documents, "ana"), { recursive: true });
  await writeFile(
    join(documents, "docent.json"),
    JSON.stringify({
      people: [
        { id: "local:ana", name: "Ana" },
        { id: "local:ben", name: "Ben" },
      ],
      channels: [{ id: "local:garden", name: "#garden", members: ["local:ana", "local:ben"] }],
      documents: [{ path: "ana/", scopes: ["person:local:ana"] }],
    }),
  );
  await writeFile(
    join(documents, "greenhouse.md"),
    `# The ${PORTER} rota\n\nThe greenhouse is watered on Tuesdays by ${PORTER}, the night porter.\n`,
  );
  await writeFile(
    join(documents, "ana", "diary.md"),
    `# Diary\n\nThe violin lesson with ${DIARY} takes place every Thursday at noon.\n`,
  );
  docent = await startDocent({ environment: { DOCENT_DOCUMENTS: documents } });
});

afterEach(async () => {
  await docent.end();
  await removeTemporaryFolders();
});

test("a forgotten document leaves replies, history, search and every file, and a certificate says so", async () => {
  const answer = await ask("When is the greenhouse watered?", { conversation: "one" });
  expect(answer.text + answer.citations[0]?.quote).toContain(PORTER);
  expect(await tracesOf(docent.folder, PORTER)).not.toEqual([]);

  const { code, stdout, stderr } = await run("forget", "greenhouse.md", "--by", "the data officer", "--json");
  expect([code, stderr]).toEqual([0, ""]);
  const { certificate } = JSON.parse(stdout) as { certificate: Certificate };
  expect(certificate).toMatchObject({ request: "forget document", by: "the data officer", verified: true });
  expect(removed(certificate)).toMatchObject({
    "passages of the search index": 1,
    "titles of the catalogue": 1,
    "replies of the ledger and its history": 1,
  });
  expect(certificate.removals.every(({ left }) => left === 0)).toBe(true);
  expect(stdout).not.toContain(PORTER);

  expect(await tracesOf(docent.folder, PORTER)).toEqual([]);
  expect(await tracesOf(docent.folder, PORTER.toLowerCase())).toEqual([]);
  const again = await json<Done>(`/api/replies/${answer.ask}`);
  expect(again).toMatchObject({ outcome: "reason", citations: [] });
  expect(again.text).toContain("I took this reply back on");
  expect((await ask("And who does it?", { conversation: "one" })).text).not.toContain(PORTER);
  const notices = await until(
    () => json<{ id: string; text: string }[]>("/api/notices"),
    (all) => all.length === 1,
    30_000,
  );
  expect(notices[0]?.text).toContain("About my answer to “When is the greenhouse watered?”");
  await json(`/api/notices/${notices[0]?.id}`, { method: "DELETE" });
  expect(await json("/api/notices")).toEqual([]);

  await docent.end();
  docent = await startDocent({ folder: docent.folder, environment: { DOCENT_DOCUMENTS: documents } });
  expect((await ask("When is the greenhouse watered?")).outcome).toBe("abstention");
  expect(await json("/api/notices")).toEqual([]);
  expect(await tracesOf(docent.folder, PORTER)).toEqual([]);

  const list = await run("certificates");
  expect(list.stdout).toContain(certificate.id);
  const kept = JSON.parse((await run("certificates", certificate.id, "--json")).stdout);
  expect(kept).toEqual({ ...certificate, authentic: true });
}, 180_000);

test("an erased person leaves the ledger and every file; what others read in the channel stays, nobody's", async () => {
  const mine = await ask("When does the violin lesson take place?", { person: "ana" });
  expect(mine.text + mine.citations[0]?.quote).toContain(DIARY);
  const shared = await ask("Who waters the greenhouse on Tuesdays?", { person: "ana", channel: "garden" });
  expect(shared.outcome).toBe("answer");
  await json("/api/feedback", {
    method: "POST",
    body: JSON.stringify({
      ask: shared.ask,
      kind: "unhelpful",
      comment: "Snarkelmoss is wrong",
      person: "ana",
    }),
  });
  expect(await tracesOf(docent.folder, "Snarkelmoss")).not.toEqual([]);

  const { code, stdout, stderr } = await run("erase", "ana", "--json");
  expect([code, stderr]).toEqual([0, ""]);
  const { certificate } = JSON.parse(stdout) as { certificate: Certificate };
  expect(removed(certificate)).toMatchObject({
    "passages of the search index": 1,
    "questions with their replies of the ledger and its history": 1,
    "questions in channels of the ledger and its history": 1,
    "opinions of the ledger and its history": 1,
  });
  expect(JSON.stringify(certificate)).not.toContain("local:ana");
  for (const trace of [DIARY, "Snarkelmoss", "violin lesson", "waters the greenhouse", "local:ana"])
    expect([trace, await tracesOf(docent.folder, trace)]).toEqual([trace, []]);

  expect(await json(`/api/replies/${mine.ask}?person=ana`)).toHaveProperty("error");
  const others = await json<Done>(`/api/replies/${shared.ask}?person=ben&channel=garden`);
  expect(others).toMatchObject({ outcome: "answer", text: shared.text });
  expect(await run("forget", "greenhouse.md")).toMatchObject({ code: 0 });
  const later = await json<Done>(`/api/replies/${shared.ask}?person=ben&channel=garden`);
  expect(later.text).toContain("I took this reply back on");
}, 180_000);

test("a changed source puts a notice above the reply, and an open page is told to fetch it again", async () => {
  const answer = await ask("When is the greenhouse watered?");
  const page = await fetch(`${docent.url}/api/notices`, { headers: { accept: "text/event-stream" } });
  const reader = page.body!.pipeThrough(new TextDecoderStream()).getReader();
  await writeFile(join(documents, "greenhouse.md"), "# Rota\n\nThe greenhouse waters itself by now.\n");
  let heard = "";
  while (!/event: notice/.test(heard)) heard += (await reader.read()).value;
  expect(heard).toContain(`event: amended\ndata: {"ask":"${answer.ask}"}`);
  await reader.cancel();
  const now = await json<Done>(`/api/replies/${answer.ask}`);
  expect(now.notice).toMatch(/^A source of this answer changed on \d+ \w+ \d{4}: “Rota”/);
  expect(now.text).toBe(answer.text);
});
