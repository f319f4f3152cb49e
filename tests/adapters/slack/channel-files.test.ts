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
    .filter(
      ({ channel: place, user, thread }) => place === channel && user === docent.slack.bot.user && !thread,
    )
    .map(({ text }) => text);

test("an invitation is announced once, and the channel's files are answered for its members, cited", async () => {
  const { slack } = docent;
  slack.addFile("F1", { channels: ["C1"], content: tower("turquoise"), name: "tower.md" });
  await invite("C1");
  await docent.eventually(() => docent.mention("U1", TOWER, "C1"), /turquoise/);
  expect(said("C1")).toHaveLength(1);
  expect(said("C1")[0]).toMatch(
    /I am reading the files in this channel[\s\S]*Everybody in this channel can ask/,
  );
  expect(said("C1")[0]).toContain("/ask forget");
  await docent.event(joined("C1", "U1"));
  expect(await docent.ask("U2", TOWER)).toMatch(/turquoise.*Sources1\. Zephyr tower/s);
  // Whoever isn't in the channel reads nothing of it, and neither does another channel.
  slack.addChannel("C2", ["U1", "U2"]);
  expect(await docent.ask("U3", TOWER, "C2")).not.toContain("turquoise");
  expect(await docent.mention("U1", TOWER, "C2")).not.toContain("turquoise");
  expect(said("C1")).toHaveLength(1);
});

test("every event about a file changes what is answered", async () => {
  const { slack, event, eventually, ask } = docent;
  await invite("C1");
  await eventually(() => ask("U1", "/sources".slice(1)), /0 files/);
  const file = slack.addFile("F1", { channels: ["C1"], content: tower("turquoise"), name: "tower.md" });
  await event({ type: "file_created", file_id: "F1", user_id: "U1", file: { id: "F1" } });
  await event({ type: "file_shared", file_id: "F1", user_id: "U1", file: { id: "F1" }, channel_id: "C1" });
  await eventually(() => ask("U1", TOWER), /turquoise/);
  // Only the event tells that its words are others: nothing else of the file object moved.
  file.content = tower("vermilion").padEnd(Buffer.byteLength(file.content));
  await event({ type: "file_change", file_id: "F1", file: { id: "F1" } });
  await eventually(() => ask("U1", TOWER), /vermilion/);
  expect(await ask("U1", TOWER)).not.toContain("turquoise");
  slack.files.delete("F1");
  await event({ type: "file_deleted", file_id: "F1", channel_ids: ["C1"] });
  await eventually(() => ask("U1", TOWER), /vermilion/, false);
});

test("a file of two channels is taken from the readers of the one that it is unshared from", async () => {
  const { slack, event, eventually, mention } = docent;
  slack.addChannel("C2", ["U1", "U3"], { name: "other", withoutBot: true });
  const file = slack.addFile("F1", { channels: ["C1", "C2"], content: tower("turquoise"), name: "tower.md" });
  await invite("C1");
  await invite("C2");
  await eventually(() => mention("U1", TOWER, "C1"), /turquoise/);
  await eventually(() => mention("U3", TOWER, "C2"), /turquoise/);
  file.channels = ["C2"];
  await event({ type: "file_unshared", file_id: "F1", user_id: "U1", file: { id: "F1" }, channel_id: "C1" });
  await eventually(() => mention("U1", TOWER, "C1"), /turquoise/, false);
  expect(await mention("U3", TOWER, "C2")).toMatch(/turquoise/);
  expect(await docent.ask("U2", TOWER)).not.toContain("turquoise");
});

test("canvases, posts, mails, snippets and hosted text are read; what cannot be is reported with the reason", async () => {
  const { slack, eventually, ask } = docent;
  const channels = ["C1"];
  const page = (words: string) => `<html><body><h1>Notes</h1><p>${words}</p></body></html>`;
  slack.addFile("F1", {
    channels,
    name: "Canvas",
    title: "Onboarding: week 1",
    mode: "canvas",
    filetype: "quip",
    mimetype: "application/vnd.slack-docs",
    content: page("New colleagues get their badge at the Marmalade desk."),
    // Listings are known to leave these out; the event names it.
    isUnlisted: true,
  });
  slack.addFile("F2", {
    channels,
    name: "Post",
    title: "Parking",
    mode: "space",
    filetype: "space",
    mimetype: "text/plain",
    content: JSON.stringify({ full: "<p>Bicycles park under the Quince arcade.</p>" }),
  });
  slack.addFile("F3", {
    channels,
    name: "deploy.py",
    title: "deploy.py",
    mode: "snippet",
    filetype: "python",
    mimetype: "text/x-python",
    content: "# Deploys go out through the Rhubarb pipeline every Tuesday.\nprint('deploy')\n",
  });
  slack.addFile("F4", {
    channels,
    name: "budget",
    title: "Budget",
    mode: "external",
    filetype: "gdoc",
    mimetype: "application/vnd.google-apps.document",
    content: "",
    more: {
      is_external: true,
      external_type: "gdrive",
      url_private: "https://docs.google.com/document/d/1",
      preview_plain_text: "The Medlar project may spend ninety thousand euros this year.",
    },
  });
  slack.addFile("F5", {
    channels,
    name: "secret plan",
    title: "Secret plan",
    mode: "external",
    filetype: "gdoc",
    mimetype: "application/vnd.google-apps.document",
    content: "",
    more: { is_external: true, external_type: "gdrive", url_private: "https://docs.google.com/document/d/2" },
  });
  slack.addFile("F6", { channels, name: "old.md", mode: "hidden_by_limit", content: "# Old\n" });
  slack.addFile("F7", { channels, name: "party.png", mimetype: "image/png", filetype: "png", content: "x" });
  slack.addFile("F8", {
    channels,
    name: "evil.md",
    content: "# Evil\n",
    more: { url_private: "http://169.254.169.254/latest/meta-data" },
  });
  slack.addFile("F9", { channels, name: "gone.md", mode: "tombstone", content: "" });
  slack.addFile("F10", { channels, name: "letter.doc", filetype: "doc", content: "not a document" });
  await invite("C1");
  await eventually(() => ask("U1", "sources"), /What I know in #project/);
  await docent.event({
    type: "file_shared",
    file_id: "F1",
    user_id: "U1",
    file: { id: "F1" },
    channel_id: "C1",
  });
  await eventually(() => ask("U1", "Where do new colleagues get their badge?"), /Marmalade/);
  await eventually(() => ask("U1", "Where do bicycles park?"), /Quince/);
  await eventually(() => ask("U1", "Through which pipeline do deploys go out?"), /Rhubarb/);
  await eventually(() => ask("U1", "How much may the Medlar project spend?"), /ninety thousand/);
  await eventually(() => ask("U1", "sources"), /4 files\./);
  const report = await ask("U1", "sources");
  expect(report).toMatch(
    /Secret plan\.txt: it is a link to docs\.google\.com, whose text Slack does not hold/,
  );
  expect(report).toMatch(/old\.md: Slack hides it because of the workspace's plan/);
  expect(report).toMatch(/evil\.md: its bytes are at 169\.254\.169\.254, which is no file server of Slack's/);
  expect(report).toMatch(/letter\.doc: .*save it as \.docx/);
  expect(report).not.toMatch(/party|gone/);
  expect(slack.downloads.toSorted()).not.toContain("F7");
});

test("without files:read nothing is indexed and the reason is said; a sign-in page in place of bytes says the same", async () => {
  const { slack, eventually, ask } = docent;
  slack.addFile("F1", { channels: ["C1"], content: tower("turquoise"), name: "tower.md" });
  await invite("C1");
  await eventually(() => ask("U1", TOWER), /turquoise/);
  // The token loses the scope while it runs.
  slack.scopes.splice(slack.scopes.indexOf("files:read"), 1);
  await docent.event({ type: "file_change", file_id: "F1", file: { id: "F1" } });
  slack.next("files.list", { error: "missing_scope" });
  docent = await docent.restart();
  await docent.eventually(() => docent.ask("U1", "sources"), /Slack has not granted files:read/);
  expect(docent.lines.join("\n")).toContain("has not granted the optional scope files:read");
  await docent.ask("U1", "forget");
  await docent.eventually(() => docent.ask("U1", "sources"), /I do not read the files in this channel/);
  expect(await docent.ask("U1", "index")).toMatch(/I cannot read files[\s\S]*files:read/);
});

test("the sign-in page that Slack shows in place of a file is told from the file", async () => {
  const { slack, eventually, ask } = docent;
  const signIn = '<html><head><title>Login | Slack</title></head><form id="signin_form"></form></html>';
  slack.addFile("F1", { channels: ["C1"], name: "plan.pdf", mimetype: "text/html", content: signIn });
  slack.addFile("F2", { channels: ["C1"], name: "c", title: "Canvas", mode: "canvas", content: signIn });
  await invite("C1");
  await eventually(() => ask("U1", "sources"), /plan\.pdf: Slack has not granted files:read/);
  await eventually(() => ask("U1", "sources"), /Canvas\.html: Slack has not granted files:read/);
});

test("what Slack's retention deletes is found by comparing, and a short listing deletes nothing", async () => {
  const { slack, eventually, ask } = docent;
  slack.addFile("F1", { channels: ["C1"], content: tower("turquoise"), name: "tower.md" });
  const hidden = slack.addFile("F2", {
    channels: ["C1"],
    content: "# Lunch\n\nLunch is served in the Damson room.\n",
    name: "lunch.md",
  });
  await invite("C1");
  await eventually(() => ask("U1", TOWER), /turquoise/);
  await eventually(() => ask("U1", "Where is lunch served?"), /Damson/);
  // No event; and a listing that passes one file over that is still there.
  slack.files.delete("F1");
  hidden.isUnlisted = true;
  docent = await docent.restart();
  await docent.eventually(() => docent.ask("U1", TOWER), /turquoise/, false);
  await docent.eventually(() => docent.ask("U1", "sources"), /1 file\./);
  expect(await docent.ask("U1", "Where is lunch served?")).toMatch(/Damson/);
});

test("pages of a long list are followed, and a 429 is waited out for as long as Slack asks", async () => {
  const { slack, eventually, ask } = docent;
  slack.pageSize = 3;
  for (let n = 0; n < 10; n += 1)
    slack.addFile(`F${n}`, {
      channels: ["C1"],
      content: `# Room ${n}\n\nRoom number${n} is called Juniper${n}.\n`,
    });
  slack.next("files.list", { retryAfterSeconds: 1 });
  await invite("C1");
  await eventually(() => ask("U1", "sources"), /10 files\./);
  const calls = slack.callsTo("files.list");
  expect(calls.map(({ given, status }) => [String(given.page), status])).toEqual([
    ["1", 429],
    ["1", 200],
    ["2", 200],
    ["3", 200],
    ["4", 200],
  ]);
  expect(calls[1]!.at - calls[0]!.at).toBeGreaterThanOrEqual(990);
});

test("a channel is forgotten, and read again, at once although Slack asks for a long pause", async () => {
  const { slack, ask } = docent;
  slack.addFile("F1", { channels: ["C1"], content: tower("turquoise"), name: "tower.md" });
  slack.next("files.list", { retryAfterSeconds: 600 });
  slack.next("conversations.history", { retryAfterSeconds: 600 });
  expect(await ask("U1", "index messages")).toMatch(/reading the messages/);
  for (const method of ["files.list", "conversations.history"] as const)
    await slack.until(() => slack.callsTo(method).length > 0);
  expect(await ask("U1", "forget")).toMatch(/forgetting everything/);
  expect(await ask("U1", "index")).toMatch(/I am reading the files/);
  expect(slack.callsTo("files.list")).toHaveLength(1);
});
