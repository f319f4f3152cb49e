/** The whole of Docent, started as its users start it, with Slack's stand-in on the other side. */
import { type RunningDocent, removeTemporaryFolders, startDocent } from "../../end-to-end/start-docent.ts";
import { type SlackStandIn, startSlackStandIn } from "../../stand-ins/slack-api.ts";
import { visibleText } from "../../stand-ins/slack-blocks.ts";
import { buttonPress, mention, sendToDocent, slashCommand } from "../../stand-ins/slack-requests.ts";

const signingSecret = "a-signing-secret";
const question = "How many weeks of parental leave do I get?";

let slack: SlackStandIn;
let docent: RunningDocent;

const start = (folder?: string) =>
  startDocent({
    environment: {
      SLACK_BOT_TOKEN: "xoxb-stand-in",
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
    },
    ...(folder && { folder }),
  });
const send = (payload: Parameters<typeof sendToDocent>[2]) =>
  sendToDocent(`${docent.url}/slack/events`, signingSecret, payload);

beforeAll(async () => {
  slack = await startSlackStandIn();
  slack.addPerson("U1", { name: "Ana" });
  slack.addPerson("UGUEST", { name: "Wei", isGuest: true });
  slack.addChannel("C1", ["U1"]);
  slack.addChannel("CGUEST", ["U1", "UGUEST"]);
  docent = await start();
});

afterAll(async () => {
  await docent.end();
  await slack.close();
  await removeTemporaryFolders();
});

test("a slash command comes back answered, cited and checked, and may be shared where everyone may read it", async () => {
  const response = await send(slashCommand(slack, { user: "U1", channel: "C1", text: question }));
  expect(response.status).toBe(200);
  await slack.until(() => slack.callsTo("response_url").length === 1, 20_000);
  const blocks = slack.callsTo("response_url")[0]?.given.blocks as {
    elements?: { action_id?: string; value?: string }[];
  }[];
  const shown = visibleText(blocks);
  expect(shown).toMatch(/\[1\]/);
  expect(shown).toMatch(/Sources1\. .+ — modified \d{1,2} \w{3,4} \d{4}/);
  expect(shown).toContain("How this was checked");

  const share = blocks
    .flatMap(({ elements = [] }) => elements)
    .find(({ action_id }) => action_id === "docent_share");
  const press = (channel: string) =>
    send(buttonPress(slack, { user: "U1", channel, action: "docent_share", value: share?.value ?? "" }));
  await press("CGUEST");
  await slack.until(() => slack.callsTo("response_url").length === 2);
  expect(slack.callsTo("response_url")[1]?.given.text).toContain("Not shared");
  expect(slack.messages).toEqual([]);
  await press("C1");
  await slack.until(() => slack.messages.length === 1);
  expect(visibleText(slack.messages[0]?.blocks)).toContain("asked and shared");
});

test("a channel with a guest gets nothing of the organisation's documents", async () => {
  const before = slack.messages.length;
  await send(mention(slack, { user: "U1", channel: "CGUEST", text: question }));
  await slack.until(() => slack.messages.length > before && !slack.messages.at(-1)?.isStreaming, 20_000);
  expect(visibleText(slack.messages.at(-1)?.blocks)).toContain("Not answered by the documents");
});

test("a mention is streamed and closed with its sources", async () => {
  const before = slack.calls.length;
  await send(mention(slack, { user: "U1", channel: "C1", text: question }));
  await slack.until(() => slack.callsTo("chat.stopStream").length === 1, 20_000);
  const methods = slack.calls.slice(before).map(({ method }) => method);
  expect(methods.filter((method) => /chat\.(postMessage|update)/.test(method))).toEqual([]);
  expect(slack.messages.at(-1)?.text).toMatch(/\[1\]/);
  expect(visibleText(slack.messages.at(-1)?.blocks)).toContain("Sources1. ");
});

test("a mention that was acknowledged right before a power cut is answered once after the restart", async () => {
  const before = slack.messages.length;
  slack.always("chat.startStream", { delayMs: 60_000 });
  slack.always("assistant.threads.setStatus", undefined);
  const payload = mention(slack, { user: "U1", channel: "C1", text: question });
  expect((await send(payload)).status).toBe(200);
  await docent.end("SIGKILL");
  slack.always("chat.startStream", undefined);
  docent = await start(docent.folder);
  await slack.until(() => slack.messages.length > before && !slack.messages.at(-1)?.isStreaming, 30_000);
  expect((await send(payload)).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(slack.messages).toHaveLength(before + 1);
}, 120_000);
