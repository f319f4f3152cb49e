/** Answer recall in Slack: the real program, a folder that changes, and Slack's stand-in on the other side. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type RunningDocent,
  removeTemporaryFolders,
  startDocent,
  temporaryFolder,
} from "../../end-to-end/start-docent.ts";
import { type SlackStandIn, startSlackStandIn } from "../../stand-ins/slack-api.ts";
import { visibleText } from "../../stand-ins/slack-blocks.ts";
import type { StandInMessage } from "../../stand-ins/slack-methods.ts";
import { buttonPress, mention, sendToDocent, slashCommand } from "../../stand-ins/slack-requests.ts";

const signingSecret = "a-signing-secret";
const LEAVE = "Each parent may take sixteen weeks of paid parental leave for every birth.";
const BICYCLES = "The bicycle cellar is locked at eleven in the evening by the porter.";

let slack: SlackStandIn;
let docent: RunningDocent;
let documents: string;

const start = async (folder?: string) => {
  docent = await startDocent({
    ...(folder && { folder }),
    environment: {
      DOCENT_DOCUMENTS: documents,
      SLACK_BOT_TOKEN: "xoxb-stand-in",
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
    },
  });
};
const put = (name: string, text: string) => writeFile(join(documents, name), text);
const send = (payload: Parameters<typeof sendToDocent>[2]) =>
  sendToDocent(`${docent.url}/slack/events`, signingSecret, payload);
const told = () => slack.messages.filter(({ channel }) => channel === "U1");
const inChannel = () => slack.messages.filter(({ channel }) => channel === "C1");
const shown = ({ text, blocks }: StandInMessage) => `${text} ${visibleText(blocks)}`;

async function ask(text: string): Promise<StandInMessage> {
  const before = inChannel().length;
  const answered = () => inChannel().length > before && !inChannel().at(-1)?.isStreaming;
  expect((await send(mention(slack, { user: "U1", channel: "C1", text }))).status).toBe(200);
  await slack.until(() => answered() && visibleText(inChannel().at(-1)?.blocks) !== "", 20_000);
  return inChannel().at(-1) as StandInMessage;
}

beforeEach(async () => {
  slack = await startSlackStandIn();
  slack.addPerson("U1", { name: "Ana" });
  slack.addChannel("C1", ["U1"]);
  documents = join(await temporaryFolder(), "documents");
  await mkdir(documents);
  await put("leave.md", `# Leave\n\n${LEAVE}\n`);
  await put("cellar.md", `# Cellar\n\n${BICYCLES}\n`);
  await start();
});

afterEach(async () => {
  await docent.end();
  await slack.close();
  await removeTemporaryFolders();
});

test("an answer is left alone while its words stand, marked when they change, and emptied when they are gone", async () => {
  const payload = mention(slack, { user: "U1", channel: "C1", text: "How much parental leave?" });
  await send(payload);
  await slack.until(() => inChannel().length === 1 && visibleText(inChannel()[0]?.blocks) !== "", 20_000);
  const leave = inChannel()[0] as StandInMessage;
  const cellar = await ask("When is the bicycle cellar locked?");
  const before = shown(leave);
  expect(before).toContain("sixteen weeks");

  // The same words in another place, and other words beside them: nothing to say.
  await put("leave.md", `# Leave\n\nAsk the office early.\n\n## Parents\n\n${LEAVE}\n`);
  await put("cellar.md", "# Cellar\n\nThe bicycle cellar stays open all night since October.\n");
  await slack.until(() => told().length === 1, 20_000);
  expect(shown(cellar)).toMatch(/A source of this answer changed on \d+ \w+ \d{4}: “Cellar”/);
  expect(shown(cellar)).toContain("Ask again");
  expect(shown(told()[0]!)).toContain("When is the bicycle cellar locked?");
  expect(shown(leave)).toBe(before);
  expect(leave.isEdited).toBe(false);

  await put("cellar.md", "# Cellar\n\nThe bicycle cellar is closed for good.\n");
  await rm(join(documents, "leave.md"));
  await slack.until(() => told().length === 2, 20_000);
  expect(shown(leave)).toContain("I took this reply back on");
  expect(shown(leave)).not.toMatch(/sixteen|parental leave for every/);
  expect(shown(told()[1]!)).not.toMatch(/sixteen/);

  // Slack sends the question once more: it is neither answered nor told of again.
  await send(payload);
  await ask("Who waters the plants?");
  expect(told()).toHaveLength(2);
  expect(inChannel().filter(({ text }) => text.includes("sixteen"))).toEqual([]);
}, 120_000);

test("a document that is closed to some of an answer's readers leaves the answer", async () => {
  const leave = await ask("How much parental leave?");
  const cellar = await ask("When is the bicycle cellar locked?");
  const before = shown(cellar);
  await put(
    "docent.json",
    JSON.stringify({ documents: [{ path: "leave.md", scopes: ["person:slack:U1"] }] }),
  );
  await slack.until(() => told().length === 1, 20_000);
  expect(shown(leave)).toContain("I took this reply back on");
  expect(shown(leave)).not.toContain("sixteen");
  expect(shown(cellar)).toBe(before);
}, 120_000);

test("an answer that was shared in a channel is emptied there too, and its asker told once", async () => {
  await send(slashCommand(slack, { user: "U1", channel: "C1", text: "How much parental leave?" }));
  await slack.until(() => slack.callsTo("response_url").length === 1, 20_000);
  const blocks = slack.callsTo("response_url")[0]?.given.blocks as {
    elements?: { action_id?: string; value?: string }[];
  }[];
  const share = blocks
    .flatMap(({ elements = [] }) => elements)
    .find((each) => each.action_id === "docent_share");
  const press = { user: "U1", channel: "C1", action: "docent_share", value: share?.value ?? "" };
  await send(buttonPress(slack, press));
  await slack.until(() => inChannel().length === 1 && slack.callsTo("response_url").length === 2);
  expect(shown(inChannel()[0]!)).toContain("sixteen weeks");
  await rm(join(documents, "leave.md"));
  await slack.until(() => slack.callsTo("chat.update").length === 1 && told().length === 1, 20_000);
  expect(shown(inChannel()[0]!)).toContain("I took this reply back on");
  expect(shown(inChannel()[0]!)).not.toContain("sixteen");
  await ask("When is the bicycle cellar locked?");
  expect(told()).toHaveLength(1);
}, 120_000);

test.each(["before", "after"] as const)(
  "killed while telling, with the message %s Slack has it: the asker is told once after the restart",
  async (breaks) => {
    const answer = await ask("How much parental leave?");
    slack.next("chat.postMessage", { breaks });
    slack.always("conversations.open", { delayMs: 60_000 });
    await rm(join(documents, "leave.md"));
    await slack.until(() => slack.callsTo("chat.postMessage").length === 1, 20_000);
    await docent.end("SIGKILL");
    slack.always("conversations.open", undefined);
    await start(docent.folder);
    await slack.until(() => slack.callsTo("conversations.history").length > 0, 30_000);
    await slack.until(() => told().length === 1, 20_000);
    expect(shown(answer)).not.toContain("sixteen");
    await ask("When is the bicycle cellar locked?");
    expect(told()).toHaveLength(1);
  },
  120_000,
);

test("killed while the message is edited: it is edited after the restart", async () => {
  const answer = await ask("How much parental leave?");
  slack.always("chat.update", { delayMs: 60_000 });
  await rm(join(documents, "leave.md"));
  await slack.until(() => docent.output().includes("A source of an answer moved"), 20_000);
  await docent.end("SIGKILL");
  slack.always("chat.update", undefined);
  await start(docent.folder);
  await slack.until(() => told().length === 1, 30_000);
  expect(shown(answer)).toContain("I took this reply back on");
}, 120_000);

test("a private reply is replaced while Slack lets anybody, and a deleted message is left alone", async () => {
  const answer = await ask("How much parental leave?");
  await send(slashCommand(slack, { user: "U1", channel: "C1", text: "When is the bicycle cellar locked?" }));
  await slack.until(() => slack.callsTo("response_url").length === 1, 20_000);
  slack.messages.splice(slack.messages.indexOf(answer), 1);
  await rm(join(documents, "leave.md"));
  await rm(join(documents, "cellar.md"));
  await slack.until(() => told().length === 2, 20_000);
  const last = slack.callsTo("response_url").at(-1)?.given;
  expect(last?.replace_original).toBe(true);
  expect(JSON.stringify(last)).toContain("I took this reply back on");
  expect(JSON.stringify(last)).not.toContain("eleven");
  expect(inChannel()).toEqual([]);
  expect(slack.callsTo("chat.update")).toHaveLength(1);
}, 120_000);
