/** What members say to Docent about a channel's documents, what it answers, and who may say it. */
import { readChannelCommand } from "../../../adapters/slack/receive/read-channel-command.ts";
import { type SlackDocent, startSlackDocent } from "../../stand-ins/slack-docent.ts";
import { slashCommand } from "../../stand-ins/slack-requests.ts";

const TOWER = "What colour is the Zephyr tower painted?";
const tower = "# Zephyr tower\n\nThe Zephyr tower is painted turquoise all over.\n";

describe("a whole Docent", () => {
  let docent: SlackDocent;
  const open = async (settings: Record<string, string> = {}) => {
    docent = await startSlackDocent({ settings });
    docent.slack.addFile("F1", {
      channels: ["C1"],
      content: tower,
      name: "tower plan.md",
      title: "Tower plan",
    });
  };
  afterEach(() => docent.stop());

  const join = (user: string, isIn: boolean) => {
    const channel = docent.slack.channels.get("C1")!;
    const others = channel.members.filter((id) => id !== user);
    docent.slack.channels.set("C1", { ...channel, members: isIn ? [...others, user] : others });
  };
  const invite = async (inviter: string) => {
    join(docent.slack.bot.user, true);
    await docent.event({
      type: "member_joined_channel",
      user: docent.slack.bot.user,
      channel: "C1",
      channel_type: "C",
      team: docent.slack.team,
      inviter,
    });
  };
  const posted = () => docent.slack.messages.filter(({ channel, thread }) => channel === "C1" && !thread);

  test("/ask index joins a public channel, says so there once, and begins; again it says that it reads it", async () => {
    await open();
    expect(await docent.ask("U1", "sources")).toMatch(
      /I do not read the files in this channel\.\n?\/ask index/,
    );
    expect(await docent.ask("U1", "Index.")).toMatch(/I am reading the files in this channel/);
    expect(docent.slack.callsTo("conversations.join")).toHaveLength(1);
    await docent.event({
      type: "member_joined_channel",
      user: docent.slack.bot.user,
      channel: "C1",
      channel_type: "C",
      team: "T1",
    });
    await docent.eventually(() => docent.ask("U2", TOWER), /turquoise/);
    expect(await docent.ask("U2", "index")).toMatch(/already/);
    expect(posted().map(({ text }) => text)).toEqual([
      expect.stringContaining("I was asked to read the files in this channel"),
    ]);
  });

  test("a private channel has to invite Docent, and strangers, guests and others cannot manage", async () => {
    await open();
    const channel = docent.slack.channels.get("C1")!;
    docent.slack.channels.set("C1", { ...channel, isPrivate: true });
    expect(await docent.ask("U1", "index")).toMatch(/I cannot see this conversation.*\/invite @Docent/s);
    docent.slack.channels.set("C1", channel);
    expect(await docent.ask("U3", "index")).toMatch(/Only members of this channel/);
    expect(await docent.ask("U3", "sources")).toMatch(/Only members of this channel/);
    join("UGUEST", true);
    await docent.event({ type: "member_joined_channel", user: "UGUEST", channel: "C1", channel_type: "C" });
    expect(await docent.ask("UGUEST", "index")).toMatch(/Only members of the organisation/);
    expect(await docent.ask("U1", "index", "D1")).toMatch(/Only channels have files/);
    expect(docent.slack.callsTo("files.list")).toEqual([]);
  });

  test("a file is forgotten and taken back, the whole channel forgotten", async () => {
    await open();
    await invite("U1");
    await docent.eventually(() => docent.ask("U1", TOWER), /turquoise/);
    // Slack is not needed to forget.
    docent.slack.always("files.info", { error: "internal_error" });
    expect(await docent.ask("U1", "forget tower plan.md")).toMatch(/I am forgetting “tower plan\.md”/);
    await docent.eventually(() => docent.ask("U1", TOWER), /turquoise/, false);
    docent.slack.always("files.info", undefined);
    docent = await docent.restart();
    await docent.eventually(
      () => docent.ask("U1", "sources"),
      /0 files.*Forgotten on request: tower plan\.md/s,
    );
    expect(await docent.ask("U1", TOWER)).not.toMatch(/turquoise/);
    expect(await docent.ask("U1", 'forget "other.md"')).toMatch(/I know no file called “other\.md”/);
    expect(await docent.ask("U1", "index “Tower plan”")).toMatch(/I read “Tower plan” again/);
    await docent.eventually(() => docent.ask("U1", TOWER), /turquoise/);
    expect(await docent.ask("U1", "forget")).toMatch(/forgetting everything/);
    await docent.eventually(() => docent.ask("U1", TOWER), /turquoise/, false);
    await docent.eventually(() => docent.ask("U1", "sources"), /I do not read the files/);
    for (const table of ["slack_channels", "slack_files", "slack_messages"] as const)
      expect(await docent.core.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  test("a question that begins with such a word is a question", async () => {
    await open();
    await invite("U1");
    await docent.eventually(() => docent.ask("U1", TOWER), /turquoise/);
    for (const question of [
      "index funds policy?",
      "forget about the Zephyr tower",
      "open positions in the tower team",
      "sources of the budget",
      "index fonts in style.css",
    ]) {
      const before = docent.slack.callsTo("response_url").length;
      await docent.ask("U1", question);
      expect([question, docent.slack.callsTo("response_url").length]).toEqual([question, before + 1]);
    }
  });

  test("whoever is from outside, or a setting, makes an invitation an offer; what cannot be said is not done", async () => {
    await open();
    join("UGUEST", true);
    await invite("UGUEST");
    await docent.slack.until(() => posted().length === 1);
    expect(posted()[0]?.text).toMatch(/\/ask index makes me/);
    expect(docent.slack.callsTo("files.list")).toEqual([]);
    await docent.stop();

    await open({ SLACK_INDEX_ON_INVITE: "false" });
    await invite("U1");
    await docent.slack.until(() => posted().length === 1);
    expect(posted()[0]?.text).toMatch(/\/ask index makes me/);
    docent.slack.next("chat.postMessage", { error: "restricted_action" });
    expect(await docent.ask("U1", "index")).toMatch(/I read nothing without saying so/);
    expect(docent.slack.callsTo("files.list")).toEqual([]);
    expect(await docent.ask("U1", "index")).toMatch(/I am reading/);
  });

  test("an invitation that was acknowledged right before a crash is announced at the next start", async () => {
    await open();
    docent.slack.always("conversations.info", { error: "internal_error" });
    await invite("U1");
    await docent.slack.until(() => docent.slack.callsTo("conversations.info").length > 0);
    docent.slack.always("conversations.info", undefined);
    docent = await docent.restart();
    await docent.eventually(() => docent.ask("U1", TOWER), /turquoise/);
    expect(posted()).toHaveLength(1);
  });

  test("a command that takes long is acknowledged in time and answered by its response address, once", async () => {
    await open();
    docent.slack.next("conversations.members", { delayMs: 2_500 });
    const { body } = await docent.send(
      slashCommand(docent.slack, { user: "U1", channel: "C1", text: "sources" }),
    );
    expect(JSON.parse(body).text).toBe("One moment…");
    await docent.slack.until(() => docent.slack.callsTo("response_url").length === 1);
    expect(docent.slack.callsTo("response_url")[0]?.given).toMatchObject({
      response_type: "ephemeral",
      replace_original: true,
      text: expect.stringContaining("I do not read the files"),
    });
    docent.slack.always("users.info", { error: "internal_error" });
    expect(await docent.ask("U2", "sources")).toMatch(/couldn't do that/);
  });

  test("SLACK_ADMINS may open a channel, too, unless Slack would not say when it becomes private", async () => {
    await open({ SLACK_ADMINS: "U1" });
    await docent.ask("U1", "index");
    expect(await docent.ask("U2", "open")).toMatch(/Only administrators/);
    expect(await docent.ask("U1", "open")).toMatch(/Every colleague can now ask/);
    docent.slack.scopes.splice(docent.slack.scopes.indexOf("groups:history"), 1);
    docent = await docent.restart();
    await docent.ask("U1", "close");
    expect(await docent.ask("U1", "open")).toMatch(/Slack would not tell me when it becomes private/);
  });
});

test.each([
  ["index", "index"],
  ["  INDEX. ", "index"],
  ["index messages", "index-messages"],
  ["index   files", "index-files"],
  ["sources", "sources"],
  ["forget!", "forget"],
  ["open", "open"],
  ["close", "close"],
  ["forget plan.docx", "forget-file"],
  ["index “the plan”", "take-back"],
])("%s is a command", (text, kind) => {
  expect(readChannelCommand(text)?.kind).toBe(kind);
});

test.each(["index?", "open?", "forget plan.docx?", "opening hours", "sources please", "constructor", ""])(
  "%s is a question",
  (text) => {
    expect(readChannelCommand(text)).toBeUndefined();
  },
);
