/** docs/api.md: its examples, run as they stand against the real program. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { type RunningDocent, removeTemporaryFolders, startDocent } from "./start-docent.ts";

const run = promisify(execFile);
const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);
const withCurl = hasCurl ? test : test.skip;
if (!hasCurl) process.stderr.write("\n*** NO CURL: the examples of docs/api.md did not run.\n\n");

let docent: RunningDocent;
let examples: string[];
beforeAll(async () => {
  docent = await startDocent();
  const page = await readFile("docs/api.md", "utf8");
  examples = [...page.matchAll(/^```sh\n(.*?)\n```$/gms)].map(([, command]) =>
    (command ?? "").replace("http://localhost:3000", docent.url),
  );
});
afterAll(async () => {
  await docent.end();
  await removeTemporaryFolders();
});

const shell = async (command: string | undefined) => (await run("sh", ["-c", `${command} -sS`])).stdout;

withCurl("every example of the page does what the page says", async () => {
  expect(examples).toHaveLength(4);
  const [stream, asJson, document, feedback] = examples;
  const events = await shell(stream);
  expect(events.match(/^event: \w+$/gm)?.at(-1)).toBe("event: done");
  expect(events).toContain("event: sentence");
  const done = JSON.parse(/event: done\ndata: (.*)/.exec(events)?.[1] ?? "");
  expect(done).toMatchObject({ outcome: "answer", text: expect.stringContaining("20 weeks") });

  const forecast = JSON.parse(await shell(asJson));
  expect(forecast).toMatchObject({ outcome: "answer", text: expect.stringContaining("17.2") });
  const page = await readFile("docs/api.md", "utf8");
  for (const field of Object.keys(forecast)) expect(page).toContain(`\`${field}\``);

  const view = JSON.parse(await shell(document?.replace("<document>", done.citations[0].document)));
  expect(view.passages.map(({ id }: { id: string }) => id)).toContain(done.citations[0].passage);
  expect(await shell(feedback?.replace("<ask>", done.ask))).toBe("");
  expect(await shell(feedback?.replace("<ask>", "nobody"))).toContain("error");
});

withCurl("a document shows no secret, and opens for its readers only", async () => {
  const ask = async (question: string, person: string) =>
    JSON.parse(
      await shell(
        `curl ${docent.url}/api/ask -H 'content-type: application/json' -H 'accept: application/json' -d '${JSON.stringify({ question, person })}'`,
      ),
    );
  const { citations } = await ask("What do I do when the Gauge Hub backlog grows?", "sam");
  const runbook = await shell(`curl '${docent.url}/api/documents/${citations[0].document}?person=sam'`);
  const planted = /AKIA\w{16}|(?<=:\/\/oncall_rw:)[^@]+/g;
  const secrets = (await readFile("samples/engineering/gauge-hub-runbook.md", "utf8")).match(planted);
  expect(secrets).toHaveLength(2);
  for (const secret of secrets ?? []) expect(runbook).not.toContain(secret);
  expect(runbook).toContain("READINGS_DATABASE");

  const bands = await ask("What is the salary band of grade 4 in Sweden?", "marta");
  const path = `/api/documents/${bands.citations[0].document}`;
  expect((await fetch(`${docent.url}${path}?person=marta`)).status).toBe(200);
  for (const query of ["person=sam", "person=marta&channel=general", "person=olle", ""])
    expect((await fetch(`${docent.url}${path}?${query}`)).status).toBe(404);
  const reply = `/api/replies/${bands.ask}`;
  expect((await fetch(`${docent.url}${reply}?person=marta`)).status).toBe(200);
  expect((await fetch(`${docent.url}${reply}?person=sam`)).status).toBe(404);
});
