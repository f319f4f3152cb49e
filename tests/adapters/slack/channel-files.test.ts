/** A whole Docent in Slack: the files of its channels, who may ask about them, and when that ends. */
import { type SlackDocent, startSlackDocent } from "../../stand-ins/slack-docent.ts";

const TOWER = "What colour is the Zephyr tower painted?";
const tower = (colour: string) => `# Zephyr tower\n\nThe Zephyr tower is painted ${colour} all over.\n`;

let docent: SlackDocent;
beforeEach(async () => {
  docent = await startSlackDocent();
});
afterEach(() => docent.stop());

/** Puts Docent into a channel as a colleague's invitation does. */
async function invite(channel: string, inviter = "U1"): Promise<void> {
  const { slack } = docent;
  const known = slack.channels.get(channel)!;
  slack.channels.set(channel, { ...known, members: [...known.members, slack.bot.user] });
  await docent.event(joined(channel, inviter));
}
const joined = (channel: string, inviter: string) => ({
  type: "member_joined_channel",
  user: docent.slack.bot.user,
  channel,
  channel_type: "C",
  team: docent.slack.team,
  inviter,
});
const said = (channel: string) =>
  docent.slack.messages
    .filter(({ channel: place, user, thread }) => place === channel && user === docent.slack.bot.user && !thread)
    .map(({ text }) => text);

test("an invitation is announced once, and the channel's files are answered for its members, cited", async () => {
  const { slack } = docent;
  slack.addFile("F1", { channels: ["C1"], content: tower("turquoise"), name: "tower.md" });
  await invite("C1");
  await docent.eventually(() => docent.mention("U1", TOWER, "C1"), /turquoise/);
  expect(said("C1")).toHaveLength(1);
  expect(said("C1")[0]).toMatch(/I am reading the files in this channel[\s\S]*Everybody in this channel can ask/);
  expect(said("C1")[0]).toContain("/ask forget");
  await docent.event(joined("C1", "U1"));
  expect(await docent.ask("U2", TOWER)).toMatch(/turquoise.*Sources1\. Zephyr tower/s);
  // Whoever isn't in the channel reads nothing of it, and neither does another channel.
  slack.addChannel("C2", ["U1", "U2"]);
  expect(await docent.ask("U3", TOWER, "C2")).not.toContain("turquoise");
  expect(await docent.mention("U1", TOWER, "C2")).not.toContain("turquoise");
  expect(said("C1")).toHaveLength(1);
}, 60_000);
