/** A whole Docent in Slack: who may read a channel's documents, as channels and the people in them change. */
import { type SlackDocent, startSlackDocent } from "../../stand-ins/slack-docent.ts";

const TOWER = "What colour is the Zephyr tower painted?";
const tower = (colour: string) => `# Zephyr tower\n\nThe Zephyr tower is painted ${colour} all over.\n`;

let docent: SlackDocent;
beforeEach(async () => {
  docent = await startSlackDocent();
  docent.slack.addChannel("C2", ["U1", "U3"], { name: "other" });
});
afterEach(() => docent.stop());

/** A channel's state at Slack, without telling Docent. */
function change(channel: string, to: Partial<ReturnType<SlackDocent["slack"]["channels"]["get"]>>): void {
  docent.slack.channels.set(channel, { ...docent.slack.channels.get(channel)!, ...to });
}
const member = (channel: string, user: string, isIn: boolean): void =>
  change(channel, {
    members: [
      ...docent.slack.channels.get(channel)!.members.filter((id) => id !== user),
      ...(isIn ? [user] : []),
    ],
  });

async function invited(channel = "C1", inviter = "U1"): Promise<void> {
  docent.slack.addFile("F1", { channels: [channel], content: tower("turquoise"), name: "tower.md" });
  const { user } = docent.slack.bot;
  member(channel, user, true);
  await docent.event({
    type: "member_joined_channel",
    user,
    channel,
    channel_type: "C",
    team: "T1",
    inviter,
  });
  await docent.eventually(() => docent.mention("U1", TOWER, channel), /turquoise/);
}
const botLeft = () => ({
  type: "member_left_channel",
  user: docent.slack.bot.user,
  channel: "C1",
  channel_type: "C",
  team: "T1",
});

test("Docent taken out of a channel forgets it, and a new invitation begins anew", async () => {
  await invited();
  member("C1", docent.slack.bot.user, false);
  await docent.event(botLeft());
  await docent.eventually(() => docent.ask("U1", TOWER), /turquoise/, false);
  expect((await docent.core.keeper.status()).map(({ source }) => source)).not.toContain("slack:T00000001:C1");
  await invited();
  await docent.eventually(() => docent.ask("U2", TOWER), /turquoise/);
});

test("somebody who leaves a channel reads nothing of it any more, somebody who joins does", async () => {
  await invited();
  expect(await docent.ask("U2", TOWER, "C2")).toMatch(/turquoise/);
  member("C1", "U2", false);
  await docent.event({
    type: "member_left_channel",
    user: "U2",
    channel: "C1",
    channel_type: "C",
    team: "T1",
  });
  expect(await docent.ask("U2", TOWER, "C2")).not.toContain("turquoise");
  member("C1", "U3", true);
  await docent.event({
    type: "member_joined_channel",
    user: "U3",
    channel: "C1",
    channel_type: "C",
    team: "T1",
  });
  expect(await docent.ask("U3", TOWER, "C2")).toMatch(/turquoise/);
});

test("an archived channel stays readable for its members, a deleted one is forgotten", async () => {
  await invited();
  // Archiving takes apps out, and says both.
  change("C1", { isArchived: true });
  member("C1", docent.slack.bot.user, false);
  await docent.event(botLeft());
  await docent.event({ type: "channel_archive", channel: "C1", user: "U1" });
  docent = await docent.restart();
  await docent.eventually(() => docent.ask("U2", "sources"), /archived/);
  expect(await docent.ask("U2", TOWER)).toMatch(/turquoise/);
  // A file that is deleted meanwhile is gone all the same.
  docent.slack.files.delete("F1");
  docent = await docent.restart();
  await docent.eventually(() => docent.ask("U2", TOWER), /turquoise/, false);
  docent.slack.channels.delete("C1");
  await docent.event({ type: "channel_deleted", channel: "C1" });
  await docent.eventually(
    async () => (await docent.core.keeper.status()).map(({ source }) => source).join(" "),
    /C1/,
    false,
  );
});

test("a channel that Slack unarchives without Docent in it is forgotten", async () => {
  await invited();
  change("C1", { isArchived: true });
  member("C1", docent.slack.bot.user, false);
  await docent.event({ type: "channel_archive", channel: "C1", user: "U1" });
  change("C1", { isArchived: false });
  await docent.event({ type: "channel_unarchive", channel: "C1", user: "U1" });
  await docent.eventually(() => docent.ask("U2", TOWER), /turquoise/, false);
});

test("a renamed channel is called so, and one with another id keeps its documents", async () => {
  await invited();
  await docent.event({ type: "channel_rename", channel: { id: "C1", name: "towers", created: 1 } });
  expect(await docent.ask("U1", "sources")).toContain("#towers");
  docent.slack.addChannel("G1", ["U1", "U2"], { name: "towers", isPrivate: true });
  docent.slack.channels.delete("C1");
  docent.slack.files.get("F1")!.channels = ["G1"];
  await docent.event({ type: "channel_id_changed", old_channel_id: "C1", new_channel_id: "G1" });
  await docent.eventually(() => docent.mention("U1", TOWER, "G1"), /turquoise/);
  await docent.eventually(
    async () => (await docent.core.keeper.status()).map(({ source }) => source).join(" "),
    /C1/,
    false,
  );
});

test("an administrator opens a public channel to the organisation, until it becomes private", async () => {
  await invited();
  expect(await docent.ask("U3", TOWER, "C2")).not.toContain("turquoise");
  expect(await docent.ask("U1", "open")).toMatch(/Only administrators/);
  expect(await docent.ask("UADMIN", "open")).toMatch(/Every colleague can now ask/);
  await docent.eventually(() => docent.ask("U3", TOWER, "C2"), /turquoise/);
  expect(await docent.mention("U1", TOWER, "C2")).toMatch(/turquoise/);
  docent.slack.addChannel("CG", ["U1", "UGUEST"]);
  expect(await docent.mention("U1", TOWER, "CG")).not.toContain("turquoise");
  expect(await docent.ask("UGUEST", TOWER, "CG")).not.toContain("turquoise");
  // Slack cannot be asked about the file just then: what is taken away does not wait for it.
  docent.slack.always("files.info", { error: "internal_error" });
  docent.slack.always("files.list", { error: "internal_error" });
  change("C1", { isPrivate: true });
  await docent.event({
    type: "message",
    subtype: "channel_convert_to_private",
    channel: "C1",
    user: "UADMIN",
    text: "made this channel *private*.",
    ts: "1790000000.000100",
    channel_type: "group",
  });
  await docent.eventually(() => docent.ask("U3", TOWER, "C2"), /turquoise/, false);
  expect(await docent.ask("U2", TOWER, "C2")).toMatch(/turquoise/);
  // Public again, it is not open again.
  change("C1", { isPrivate: false });
  expect(await docent.ask("UADMIN", "sources")).toContain("Only members of this channel");
});

test("closing takes the organisation's access away; so does a crash right after it was noted", async () => {
  await invited();
  await docent.ask("UADMIN", "open");
  await docent.eventually(() => docent.ask("U3", TOWER, "C2"), /turquoise/);
  expect(await docent.ask("U1", "close")).toMatch(/Only administrators/);
  expect(await docent.ask("UADMIN", "close")).toMatch(/only members of this channel/);
  await docent.eventually(() => docent.ask("U3", TOWER, "C2"), /turquoise/, false);
  await docent.ask("UADMIN", "open");
  await docent.eventually(() => docent.ask("U3", TOWER, "C2"), /turquoise/);
  await docent.core.db.updateTable("slack_channels").set({ is_open: 0 }).execute();
  docent = await docent.restart();
  await docent.eventually(() => docent.ask("U3", TOWER, "C2"), /turquoise/, false);
});

test("a channel shared with another organisation: its outsiders belong to the audience, and it is never open", async () => {
  await invited();
  await docent.ask("UADMIN", "open");
  await docent.eventually(() => docent.ask("U3", TOWER, "C2"), /turquoise/);
  change("C1", { isShared: true });
  member("C1", "UELSE", true);
  await docent.event({ type: "channel_shared", connected_team_id: "T0000ELSE", channel: "C1" });
  await docent.eventually(() => docent.ask("U3", TOWER, "C2"), /turquoise/, false);
  // Who is in the channel reads its documents there; nothing of the organisation's.
  expect(await docent.mention("UELSE", TOWER, "C1")).toMatch(/turquoise/);
  expect(
    await docent.mention("UELSE", "How much paid parental leave may each parent take?", "C1"),
  ).not.toMatch(/sixteen/);
  expect(await docent.ask("UADMIN", "open")).toMatch(/shared with another organisation/);
  expect(await docent.ask("UELSE", "forget")).toMatch(/Only members of the organisation/);
  expect(await docent.ask("UELSE", "sources")).toMatch(/1 file/);
  change("C1", { isShared: false });
  member("C1", "UELSE", false);
  await docent.event({
    type: "channel_unshared",
    previously_connected_team_id: "T0000ELSE",
    channel: "C1",
    is_ext_shared: false,
  });
  expect(await docent.ask("U3", TOWER, "C2")).not.toContain("turquoise");
});

test("a channel that became private or shared while nobody listened is closed when it is compared", async () => {
  await invited();
  await docent.ask("UADMIN", "open");
  await docent.eventually(() => docent.ask("U3", TOWER, "C2"), /turquoise/);
  change("C1", { isPrivate: true });
  docent = await docent.restart();
  await docent.eventually(() => docent.ask("U3", TOWER, "C2"), /turquoise/, false);
});
