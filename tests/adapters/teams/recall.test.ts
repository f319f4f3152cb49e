/** Answer recall in Teams: the whole of Docent, the real Bot Framework SDK, and the stand-in for Microsoft. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, createApp } from "../../../src/app.ts";
import { readSettings } from "../../../src/config.ts";
import { silentLog, until } from "../../documents/keeper-bench.ts";
import { type BotFramework, type ConnectorCall, startBotFramework } from "../../stand-ins/bot-framework.ts";
import { APP_ID, HURRIED_PACE, inChannel, message, TENANT } from "../../stand-ins/teams-docent.ts";

const ana = { id: "29:ana", aadObjectId: "ana-object-id", name: "Ana", tenantId: TENANT, userRole: "user" };
const QUESTION = "How many weeks of parental leave may a parent take?";
const TAKEN_BACK = "I took this reply back on";

let folder: string;
let microsoft: BotFramework;
let docent: App;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-teams-recall-"));
  await mkdir(join(folder, "documents"));
  await putLeave("Each parent may take sixteen weeks of paid parental leave for every birth.");
  await writeFile(
    join(folder, "documents", "cellar.md"),
    "# Cellar\n\nThe bicycle cellar is locked at eleven in the evening by the porter.\n",
  );
  microsoft = await startBotFramework({ appId: APP_ID });
  microsoft.rosters.set("a:chat-with-ana", [ana]);
  microsoft.rosters.set("19:general@thread.tacv2", [ana]);
  await boot();
});

afterEach(async () => {
  await docent.stop();
  await microsoft.stop();
  await rm(folder, { recursive: true, force: true });
});

const putLeave = (text: string) =>
  writeFile(join(folder, "documents", "leave.md"), `# Leave\n\n## Parental leave\n\n${text}\n`);

async function boot(): Promise<void> {
  docent = await createApp({
    settings: readSettings({
      PORT: "0",
      DOCENT_DATA: join(folder, "data"),
      DOCENT_DOCUMENTS: join(folder, "documents"),
      TEAMS_APP_ID: APP_ID,
      TEAMS_APP_PASSWORD: "secret",
      TEAMS_TENANT_ID: TENANT,
      TEAMS_OPENID_METADATA_URL: microsoft.openIdMetadataUrl,
      TEAMS_LOGIN_URL: microsoft.loginUrl,
    }),
    log: silentLog,
    report: () => undefined,
    teamsPace: HURRIED_PACE,
  });
  ({ url } = await docent.start());
}

const since = (from: number) => microsoft.activities().slice(from);
const bodiesOf = (calls: readonly ConnectorCall[]) => calls.map(({ body }) => JSON.stringify(body));

/** Asks and waits until the reply is delivered; resolves with the calls that carried it. */
async function ask(change: object): Promise<readonly ConnectorCall[]> {
  const before = microsoft.activities().length;
  const response = await fetch(`${url}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await microsoft.token()}` },
    body: JSON.stringify(message(microsoft, change)),
  });
  expect(response.status).toBe(200);
  await until(
    () => bodiesOf(since(before)),
    (bodies) =>
      bodies.some((body) => body.includes("[1]")) && bodies.some((body) => body.includes("AdaptiveCard")),
  );
  return since(before);
}

test("a deleted document's words leave the streamed reply and the channel's, card and all, and the asker hears once of each", async () => {
  await ask({ id: "1", text: QUESTION });
  const inTheChannel = await ask({ id: "2", ...inChannel, text: `<at>Docent</at> ${QUESTION}` });
  const card = inTheChannel.find(({ method, body }) => method === "POST" && body.attachments);
  expect(JSON.stringify(card?.body)).toContain("sixteen");

  const before = microsoft.activities().length;
  await rm(join(folder, "documents", "leave.md"));
  const told = () =>
    since(before).filter(({ method, body }) => method === "PUT" && /About my answer to/.test(body.text));
  await until(told, (calls) => calls.length === 2);
  const edits = since(before).filter(
    ({ method, body }) => method === "PUT" && !/About my answer/.test(body.text),
  );
  expect(edits.filter(({ body }) => body.text?.includes(TAKEN_BACK))).toHaveLength(2);
  expect(edits.filter(({ body }) => body.attachments)).toHaveLength(1);
  expect(bodiesOf(since(before)).join()).not.toContain("sixteen");
  expect(told().every(({ path }) => path.includes("a:chat-with-ana"))).toBe(true);
  const news = since(before).filter(({ method }) => method === "POST");
  expect(news).toHaveLength(2);

  await docent.stop();
  await boot();
  await ask({ id: "3", text: "When is the bicycle cellar locked?" });
  expect(told()).toHaveLength(2);
});

test("words that changed leave the reply with a notice above it", async () => {
  await ask({ id: "2", ...inChannel, text: `<at>Docent</at> ${QUESTION}` });
  const before = microsoft.activities().length;
  await putLeave("Each parent may take eighteen weeks from January on.");
  await until(
    () =>
      since(before).filter(({ method, body }) => method === "PUT" && /About my answer to/.test(body.text)),
    (calls) => calls.length === 1,
  );
  const [edited] = since(before).filter(
    ({ method, body }) => method === "PUT" && body.text?.startsWith("> "),
  );
  expect(edited?.body.text).toMatch(/^> A source of this answer changed on \d+ \w+ \d{4}: “Leave”/);
  expect(edited?.body.text).toContain("sixteen weeks");
  const label = edited?.body.entities.find(
    ({ type }: { type: string }) => type === "https://schema.org/Message",
  );
  expect(label.citation[0].appearance.abstract).toBe(
    "The words that were quoted here are no longer in the document.",
  );
});

test("a reply that somebody deleted is done, and one that Teams refuses is tried again", async () => {
  await ask({ id: "2", ...inChannel, text: `<at>Docent</at> ${QUESTION}` });
  const before = microsoft.activities().length;
  let refused = 0;
  microsoft.refuse = ({ method, body }) => {
    if (method === "PUT" && body.text?.includes(TAKEN_BACK) && !/About my answer/.test(body.text))
      return { status: 404, code: "ActivityNotFoundInConversation" };
    return method === "POST" && /There is news/.test(body.text ?? "") && refused++ < 2
      ? { status: 400, code: "ServiceError" }
      : undefined;
  };
  await rm(join(folder, "documents", "leave.md"));
  await until(
    () =>
      since(before).filter(({ method, body }) => method === "PUT" && /About my answer to/.test(body.text)),
    (calls) => calls.length === 1,
    50_000,
  );
  expect(refused).toBe(3);
});
