/** A whole Docent in Slack: a channel's messages as threads, once its members turned that on. */
import type { Clock } from "../../../adapters/slack/files/pacer.ts";
import { removeTemporaryFolders, startDocent } from "../../end-to-end/start-docent.ts";
import { startSlackStandIn } from "../../stand-ins/slack-api.ts";
import { type SlackDocent, startSlackDocent } from "../../stand-ins/slack-docent.ts";
import { eventCallback, message, sendToDocent, slashCommand } from "../../stand-ins/slack-requests.ts";

const DOOR = "Which door does the courier use?";

let docent: SlackDocent;
async function open(options: Parameters<typeof startSlackDocent>[0] = {}): Promise<void> {
  docent = await startSlackDocent(options);
  const { slack } = docent;
  slack.channels.set("C1", { ...slack.channels.get("C1")!, members: ["U1", "U2", "UADMIN", slack.bot.user] });
}
afterEach(() => docent.stop());

/** Somebody writes, and Slack says so. */
async function written(user: string, text: string, more: { thread?: string } = {}): Promise<string> {
  const { slack, send } = docent;
  const ts = slack.write({ channel: "C1", user, text, ...more });
  const payload = message(slack, { user, channel: "C1", text, ts, ...more }, { channel_type: "channel" });
  expect((await send(payload)).status).toBe(200);
  return ts;
}
async function edited(ts: string, text: string): Promise<void> {
  const stored = docent.slack.messages.find((each) => each.ts === ts)!;
  stored.text = text;
  const { user, thread } = stored;
  await docent.event({
    type: "message",
    subtype: "message_changed",
    hidden: true,
    channel: "C1",
    ts: "1790000000.900000",
    message: {
      type: "message",
      user,
      text,
      ts,
      ...(thread && { thread_ts: thread }),
      edited: { user, ts: "1790000000.000000" },
    },
  });
}
async function deleted(ts: string): Promise<void> {
  const { messages } = docent.slack;
  messages.splice(
    messages.findIndex((each) => each.ts === ts),
    1,
  );
  await docent.event({
    type: "message",
    subtype: "message_deleted",
    hidden: true,
    channel: "C1",
    ts: "1790000000.900001",
    deleted_ts: ts,
    previous_message: { type: "message", ts },
  });
}
const settled = (wanted = /Messages are read\./) =>
  docent.eventually(() => docent.ask("U1", "sources"), wanted);

test("messages are read only once members ask for it, as threads with names; events keep them in step", async () => {
  await open();
  const { slack, ask, eventually } = docent;
  const root = slack.write({ channel: "C1", user: "U1", text: "Which door does the courier use, <@U2>?" });
  slack.write({
    channel: "C1",
    user: "U2",
    text: "The courier uses the <https://x.test|Hawthorn> door.",
    thread: root,
  });
  slack.write({ channel: "C1", user: "U2", text: "has joined the channel", subtype: "channel_join" });
  slack.write({
    channel: "C1",
    user: "UBOT",
    text: "The courier robot says Bramble door.",
    bot: "B9",
    subtype: "bot_message",
  });
  slack.write({ channel: "C1", user: "U1", text: `<@${slack.bot.user}> is the courier door the Sloe door?` });
  expect(await ask("U1", "index")).toMatch(/I am reading the files/);
  expect(await ask("U1", DOOR)).not.toMatch(/Hawthorn/);
  expect(slack.callsTo("conversations.history")).toEqual([]);

  expect(await ask("U1", "index messages")).toMatch(/I am reading the messages/);
  await eventually(() => ask("U2", DOOR), /Hawthorn/);
  const answer = await ask("U2", DOOR);
  expect(answer).toMatch(/Sources1\. Which door does the courier use/);
  expect(answer).not.toMatch(/Bramble|Sloe/);
  await settled();
  expect(await ask("U1", "sources")).toMatch(/0 files and 1 thread\./);
  expect(await ask("U3", DOOR, "C2")).not.toMatch(/Hawthorn/);
  expect(slack.messages.filter(({ text }) => text.includes("I was asked to read the messages"))).toHaveLength(
    1,
  );

  // A new thread, a reply to it, an edit of the reply and its deletion; then the thread's.
  const thread = await written("U1", "Who waters the plants in the Larkspur office?");
  const reply = await written("U2", "Cleo waters the Larkspur plants on Mondays.", { thread });
  const plants = () => ask("U1", "Who waters the plants in the Larkspur office?");
  await eventually(plants, /Mondays/);
  await edited(reply, "Cleo waters the Larkspur plants on Fridays.");
  await eventually(plants, /Fridays/);
  expect(await plants()).not.toMatch(/Mondays/);
  await deleted(reply);
  await eventually(plants, /Fridays/, false);
  await deleted(thread);
  await eventually(() => ask("U1", "sources"), /and 1 thread\./);

  expect(await ask("U1", "index files")).toMatch(/forgetting the messages/);
  await eventually(() => ask("U2", DOOR), /Hawthorn/, false);
  const rows = docent.core.db.selectFrom("slack_messages").select(({ fn }) => fn.countAll().as("count"));
  await eventually(async () => String((await rows.executeTakeFirstOrThrow()).count), /^0$/);
});

test("what was written, answered and deleted while Docent was away is found at its return", async () => {
  await open();
  docent.slack.pageSize = 4;
  const thread = docent.slack.write({ channel: "C1", user: "U1", text: "Which door does the courier use?" });
  const gone = docent.slack.write({
    channel: "C1",
    user: "U1",
    text: "The canteen closes at Tamarind o'clock.",
  });
  for (let n = 0; n < 10; n += 1)
    docent.slack.write({ channel: "C1", user: "U2", text: `Number ${n} of the small talk.` });
  await docent.ask("U1", "index messages");
  await docent.eventually(() => docent.ask("U1", "When does the canteen close?"), /Tamarind/);
  await settled();
  await docent.core.db.updateTable("slack_channels").set({ walked_at: 1 }).execute();
  const { slack } = docent;
  slack.write({ channel: "C1", user: "U2", text: "The courier uses the Hawthorn door.", thread });
  for (let n = 0; n < 9; n += 1) slack.write({ channel: "C1", user: "U2", text: `More small talk ${n}.` });
  slack.messages.splice(
    slack.messages.findIndex(({ ts }) => ts === gone),
    1,
  );
  docent = await docent.restart();
  await docent.eventually(() => docent.ask("U1", DOOR), /Hawthorn/);
  await docent.eventually(() => docent.ask("U1", "When does the canteen close?"), /Tamarind/, false);
  await docent.eventually(() => docent.ask("U1", "sources"), /and 20 threads\./);
});

test("the newest message, deleted while Docent was away, is gone too", async () => {
  await open();
  const { slack } = docent;
  slack.write({
    channel: "C1",
    user: "U1",
    text: "The courier uses the Hawthorn door.",
    ts: "1790000001.000100",
  });
  slack.write({
    channel: "C1",
    user: "U1",
    text: "The canteen closes at Tamarind o'clock.",
    ts: "1790000002.000100",
  });
  await docent.ask("U1", "index messages");
  await docent.eventually(() => docent.ask("U1", "sources"), /and 2 threads\./);
  await settled();
  await docent.core.db.updateTable("slack_channels").set({ walked_at: 1 }).execute();
  slack.messages.splice(
    slack.messages.findIndex(({ text }) => text.includes("Tamarind")),
    1,
  );
  docent = await docent.restart();
  await docent.eventually(() => docent.ask("U1", "sources"), /and 1 thread\./);
  expect(await docent.ask("U1", DOOR)).toMatch(/Hawthorn/);
});

test("a commercial app reads one page of fifteen messages a minute, and answers from what it has meanwhile", async () => {
  let now = Date.now();
  const waits: number[] = [];
  const clock: Clock = {
    now: () => now,
    async sleep(ms) {
      waits.push(ms);
      now += ms;
    },
  };
  await open({ settings: { SLACK_DISTRIBUTION: "commercial" }, clock });
  const { slack, ask, eventually } = docent;
  slack.historyRule = { objects: 15, perMinute: 1, now: () => now };
  slack.write({ channel: "C1", user: "U1", text: "The oldest of all says Persimmon." });
  for (let n = 0; n < 40; n += 1)
    slack.write({ channel: "C1", user: "U2", text: `Number ${n} of the small talk.` });
  await ask("U1", "index messages");
  await settled();
  await eventually(() => ask("U1", "sources"), /and 41 threads\./);
  const pages = slack.callsTo("conversations.history");
  expect(pages.map(({ given, status }) => [String(given.limit), status])).toEqual([
    ["15", 200],
    ["15", 200],
    ["15", 200],
  ]);
  expect(waits.filter((ms) => ms > 30_000)).toHaveLength(2);
});

test("history that Slack does not give is said with the reason; without the scope it is not begun", async () => {
  await open();
  const { slack, ask, eventually } = docent;
  slack.write({ channel: "C1", user: "U1", text: "The courier uses the Hawthorn door." });
  slack.always("conversations.history", { error: "internal_error" });
  await ask("U1", "index messages");
  await eventually(() => ask("U1", "sources"), /Trouble: Slack could not be asked \(internal_error\)/);
  slack.always("conversations.history", undefined);
  await eventually(() => ask("U1", DOOR), /Hawthorn/);
  await ask("U1", "index files");
  await eventually(() => ask("U1", "sources"), /Messages are not read/);
  slack.scopes.splice(slack.scopes.indexOf("channels:history"), 1);
  docent = await docent.restart();
  expect(await docent.ask("U1", "index messages")).toMatch(/Slack has not granted channels:history/);
});

test("killed in the middle of a channel's history, it goes on where it was and reads nothing twice", async () => {
  await open();
  const slack = await startSlackStandIn();
  slack.addPerson("U1", { name: "Ana" });
  slack.addChannel("C1", ["U1"]);
  slack.pageSize = 10;
  for (let n = 0; n < 60; n += 1)
    slack.write({ channel: "C1", user: "U1", text: `Locker ${n} belongs to team${n}.` });
  const environment = {
    SLACK_BOT_TOKEN: "xoxb-stand-in",
    SLACK_SIGNING_SECRET: "a-signing-secret",
    SLACK_API_URL: slack.apiUrl,
  };
  const programs = [await startDocent({ environment })];
  const send = (text: string) =>
    sendToDocent(
      `${programs.at(-1)!.url}/slack/events`,
      "a-signing-secret",
      slashCommand(slack, { user: "U1", channel: "C1", text }),
    );
  const pages = () => slack.callsTo("conversations.history").filter(({ status }) => status === 200);
  try {
    slack.next("conversations.history", {}, {}, {}, { breaks: "before" });
    slack.always("conversations.history", { error: "internal_error" });
    await send("index messages");
    await slack.until(() => pages().length === 4, 30_000);
    await programs[0]!.end("SIGKILL");
    const [reached] = slack.messages
      .filter(({ channel }) => channel === "C1")
      .map(({ ts }) => ts)
      .toSorted()
      .toReversed()
      .slice(29);
    const before = slack.calls.length;
    slack.always("conversations.history", undefined);
    programs.push(await startDocent({ environment, folder: programs[0]!.folder }));
    const report = async () => (await send("sources")).body;
    await docent.eventually(report, /and 60 threads\./);
    await docent.eventually(report, /Messages are read\./);
    const asked = slack.calls.slice(before).filter(({ method }) => method === "conversations.history");
    // What came while it was away is looked for first, then the rest is read: no page a second time.
    const [caughtUp, ...rest] = asked.map(({ given }) => given);
    expect(caughtUp?.oldest).toBeDefined();
    expect(rest.map(({ latest }) => String(latest))[0]).toBe(reached);
    expect(rest).toHaveLength(4);
  } finally {
    for (const program of programs) await program.end("SIGKILL");
    await slack.close();
    await removeTemporaryFolders();
  }
}, 120_000);

test("an event of a channel that has no messages indexed leaves nothing behind", async () => {
  await open();
  await docent.ask("U1", "index");
  await written("U1", "The courier uses the Hawthorn door.");
  await docent.send(
    eventCallback(docent.slack, { type: "message", channel: "C404", ts: "1.1", user: "U1", text: "x" }),
  );
  const rows = await docent.core.db.selectFrom("slack_messages").selectAll().execute();
  expect(rows).toEqual([]);
  expect(docent.lines.join("\n")).not.toContain("Hawthorn");
});
