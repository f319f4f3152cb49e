/** What Docent says about the documents of channels: in the channel, and to whoever gave a command. */
import type { types } from "@slack/bolt";
import { describeFreshness } from "../../../src/documents/describe-freshness.ts";
import type { SourceStatus } from "../../../src/documents/keeper.ts";
import { describeSecrets } from "../../../src/documents/without-secrets.ts";
import type { Message } from "../deliver/message.ts";
import type { IndexedChannel } from "../files/channel-store.ts";
import { timeOf } from "../files/read-message.ts";
import { slackLimits } from "../limits.ts";
import { escapeMrkdwn } from "./escape.ts";
import { type Inline, section, shorten, text } from "./rich-text.ts";
import { intoMessages, splitRichText } from "./split.ts";

const NAME_CHARACTERS = 120;
const REASON_CHARACTERS = 300;

/** A first line and what belongs to it; nothing in either is read as markup. */
export function notice(first: string, ...more: readonly string[]): Message {
  return shown([[text(first)], ...more.map((line) => [text(line, { italic: true })])]);
}

/** What decides who gets to see a channel's documents. */
type Readers = Pick<IndexedChannel, "isShared"> & Partial<Pick<IndexedChannel, "isOpen">>;

/** Who gets to see a channel's documents, said before they are read. */
function readersLine({ isShared, isOpen = false }: Readers): string {
  if (isOpen) return "Every colleague can ask about them, as an administrator opened this channel.";
  const here = isShared
    ? "Everybody in this channel, also from other organisations,"
    : "Everybody in this channel";
  return `${here} can ask about them here. Elsewhere only members of this channel can, in private.`;
}

export const welcomeNotice = (channel: Readers): Message =>
  notice(
    "Hello, I am Docent. I am reading the files in this channel and follow what changes, so that you can ask about them.",
    readersLine(channel),
    "I read no messages unless somebody here says /ask index messages. /ask sources shows what I have, and /ask forget makes me forget all of it.",
  );

export const offerNotice = (): Message =>
  notice(
    "Hello, I am Docent. Mention me with a question about your organisation's documents.",
    "I do not read the files in this channel; /ask index makes me, and I say who can then ask about them.",
  );

export const indexNotice = (channel: Readers): Message =>
  notice(
    "I was asked to read the files in this channel, and follow what changes.",
    readersLine(channel),
    "/ask sources shows what I have, and /ask forget makes me forget all of it.",
  );

export const messagesNotice = (channel: Readers): Message =>
  notice(
    "I was asked to read the messages in this channel, too, earlier ones and new ones. Each thread can then be cited.",
    readersLine(channel),
    "I leave out messages to me and those of apps. /ask index files makes me forget all messages again.",
  );

export const openNotice = (): Message =>
  notice(
    "An administrator opened what I read in this channel to the whole organisation: every colleague can now ask about it anywhere. Guests cannot.",
    "That ends by itself when the channel becomes private or is shared with another organisation, and with /ask close.",
  );

interface SourcesReport {
  readonly channel: IndexedChannel;
  readonly files: SourceStatus | undefined;
  readonly messages: SourceStatus | undefined;
  readonly historyProblem: string | undefined;
  readonly forgotten: readonly string[];
  readonly now: number;
}

/** What is indexed in a channel, how fresh it is, and what failed and why. */
export function sourcesReport(report: SourcesReport): Message {
  const { channel, files, messages, forgotten, now } = report;
  const problems = [files?.problem, messages?.problem, report.historyProblem].filter(
    (one) => one !== undefined,
  );
  const failed = [...(files?.failed ?? []), ...(messages?.failed ?? [])];
  const hidden = failed.length - slackLimits.shownFailures;
  return shown([
    [text(channel.name ? `What I know in #${channel.name}` : "What I know in this channel", { bold: true })],
    [text(counted(files, messages))],
    [text(describeFreshness(files && { ...files, lagSeconds: lagOf(report) }, now))],
    [text(readers(channel))],
    [text(history(report))],
    ...(channel.isArchived ? [[text("The channel is archived: what I know of it stays as it is.")]] : []),
    ...problems.map((problem) => [
      text("Trouble: ", { bold: true }),
      text(shorten(problem, REASON_CHARACTERS)),
    ]),
    ...(failed.length ? [[text("Could not be read", { bold: true })]] : []),
    ...failed
      .slice(0, slackLimits.shownFailures)
      .map(({ title, reason }) => [
        text(shortName(title), { bold: true }),
        text(`: ${shorten(reason, REASON_CHARACTERS)}`),
      ]),
    ...(hidden > 0 ? [[text(`and ${hidden} more`)]] : []),
    ...secretLines([...(files?.findings ?? []), ...(messages?.findings ?? [])]),
    ...(forgotten.length ? [[text(`Forgotten on request: ${forgotten.map(shortName).join(", ")}`)]] : []),
    [text("Pictures, sound and video are passed over.", { italic: true })],
  ]);
}

/** Which documents hold secrets, never what those are. */
function secretLines(findings: NonNullable<SourceStatus["findings"]>): Inline[][] {
  const more = findings.length - slackLimits.shownFailures;
  return [
    ...(findings.length ? [[text("Secrets that I masked", { bold: true })]] : []),
    ...findings
      .slice(0, slackLimits.shownFailures)
      .map(({ title, secrets }) => [
        text(shortName(title), { bold: true }),
        text(`: ${shorten(describeSecrets(secrets), REASON_CHARACTERS)}`),
      ]),
    ...(more > 0 ? [[text(`and ${more} more`)]] : []),
  ];
}

export const shortName = (name: string): string => shorten(name, NAME_CHARACTERS);

function counted(files: SourceStatus | undefined, messages: SourceStatus | undefined): string {
  const known = [plural(files?.documents ?? 0, "file")];
  if (messages) known.push(plural(messages.documents, "thread"));
  const pending = (files?.pending ?? 0) + (messages?.pending ?? 0);
  return `${known.join(" and ")}${pending ? `, ${pending} still to be read` : ""}.`;
}

const lagOf = ({ files, messages }: SourcesReport): number =>
  Math.max(files?.lagSeconds ?? 0, messages?.lagSeconds ?? 0);

const readers = (channel: IndexedChannel): string =>
  channel.isOpen
    ? "Every colleague can ask about it: an administrator opened it to the organisation."
    : "Only members of this channel can ask about it.";

function history({ channel }: SourcesReport): string {
  if (channel.messages !== "on") return "Messages are not read; /ask index messages changes that.";
  const [gap] = channel.gaps;
  if (!gap) return "Messages are read.";
  const reached = gap.before
    ? `, back to ${new Date(timeOf(gap.before)).toISOString().slice(0, 10)} so far`
    : "";
  return `Messages are read; earlier ones are still coming in${reached}.`;
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Lines as one message of rich text; notifications get the same words. */
function shown(lines: readonly (readonly Inline[])[]): Message {
  const words = lines.map((line) => line.map(({ text: piece = "" }) => piece).join(""));
  const parts = lines.map((line, index) =>
    section(...line, ...(index < lines.length - 1 ? [text("\n")] : [])),
  );
  const [blocks = []] = intoMessages(splitRichText(parts)) satisfies types.AnyBlock[][];
  return { text: escapeMrkdwn(shorten(words.join("\n"), slackLimits.notificationCharacters)), blocks };
}
