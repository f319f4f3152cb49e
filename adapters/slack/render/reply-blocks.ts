import type { types } from "@slack/bolt";
import { freshness } from "../../../src/conversation/freshness.ts";
import type { Citation, Reply } from "../../../src/conversation/reply.ts";
import { wasHeldBack } from "../../../src/safety/was-held-back.ts";
import { slackLimits } from "../limits.ts";
import { wording } from "../wording.ts";
import { actionIds, fitsButton, type PrivateValue, type ShareValue, writeValue } from "./action-values.ts";
import { escapeMrkdwn, linkable } from "./escape.ts";
import { markdownToBlocks } from "./markdown-to-blocks.ts";
import { type Inline, link, quietLine, section, shorten, text } from "./rich-text.ts";
import { intoMessages, splitRichText } from "./split.ts";

const QUOTE_CHARACTERS = 220;
const LABEL_CHARACTERS = 300;

interface ReplyOptions {
  /** Offers to repeat this private answer in the channel. */
  readonly share?: ShareValue;
  /** Blocks above the answer, e.g. who shared it. */
  readonly before?: readonly types.AnyBlock[];
  /** Offers to ask once more, where the answer is not what it was. */
  readonly again?: PrivateValue;
}

/** A whole reply as Slack messages, most often one: what was asked, the answer, its sources and its buttons. */
export function replyMessages(reply: Reply, options: ReplyOptions = {}): types.AnyBlock[][] {
  const address = citationAddresses(reply.citations);
  return intoMessages([
    ...(options.before ?? []),
    ...notice(reply),
    ...interpretation(reply),
    ...outcomeLine(reply),
    ...markdownToBlocks(reply.text.text, (n) => address.get(n)),
    ...sources(reply.citations),
    ...askAgain(options.again),
    ...buttons(reply, options.share),
  ]);
}

/**
 * What stands under an answer whose text was streamed already. Sources and buttons are worth more than the last
 * of many quotes, so when all of it would not fit into the streamed message the rest goes into further messages.
 */
export function belowStreamed(reply: Reply): types.AnyBlock[][] {
  return intoMessages([...interpretation(reply), ...sources(reply.citations), ...buttons(reply)]);
}

/** The reply in one plain text, for notifications and clients without blocks. */
export const notificationText = (reply: Reply): string =>
  escapeMrkdwn(
    shorten(
      reply.notice ? `${reply.notice}\n${reply.text}` : reply.text.text,
      slackLimits.notificationCharacters / 2,
    ),
  );

/** What became of a source since stands where it is read first. */
const notice = ({ notice: words }: Reply): types.AnyBlock[] =>
  words ? splitRichText([section(text(words.text, { bold: true }))]) : [];

function askAgain(value: PrivateValue | undefined): types.AnyBlock[] {
  if (!value?.question || !fitsButton(value)) return [];
  return [actions(button(actionIds.askPrivately, "Ask again", writeValue(value)))];
}

function interpretation(reply: Reply): types.AnyBlock[] {
  if (!reply.interpretedAs) return [];
  return splitRichText([section(text(`Understood as: ${reply.interpretedAs.text}`, { italic: true }))]);
}

/** An abstention and a refusal look different from an answer at first sight; a greeting needs no heading. */
function outcomeLine(reply: Reply): types.AnyBlock[] {
  if (reply.outcome === "abstention") return [quietLine(wording.notFound)];
  return isRefusal(reply) ? [quietLine(wording.notAnswered)] : [];
}

/** Some check stood in the way. */
const isRefusal = ({ outcome, receipt }: Reply): boolean =>
  outcome === "reason" && receipt.entries.some(({ flagged }) => flagged > 0);

function citationAddresses(citations: readonly Citation[]): ReadonlyMap<number, string> {
  return new Map(citations.filter(({ uri }) => linkable(uri)).map(({ n, uri }) => [n, uri]));
}

/** "1. Employee handbook, p. 12, Leave > Parental — modified 3 Nov 2026" with the quoted words below. */
function sources(citations: readonly Citation[]): types.AnyBlock[] {
  if (!citations.length) return [];
  return splitRichText([
    section(text("Sources", { bold: true })),
    ...citations.map((citation) => section(...source(citation))),
  ]);
}

function source(citation: Citation): Inline[] {
  const { n, uri, location, quote, superseded } = citation;
  const newer = superseded?.by;
  const label = shorten(location.text, LABEL_CHARACTERS);
  const words = shorten(quote.text.replaceAll(/\s+/g, " ").trim(), QUOTE_CHARACTERS);
  return [
    text(`${n}. `),
    linkable(uri) ? link(uri, label) : text(label),
    text(` — ${freshness(citation)}`),
    ...(newer && linkable(newer.uri) ? [text(" ("), link(newer.uri, "open it"), text(")")] : []),
    ...(words ? [text(`\n“${words}”`, { italic: true })] : []),
  ];
}

function buttons(reply: Reply, share?: ShareValue): types.AnyBlock[] {
  const { ask, outcome, receipt } = reply;
  // A greeting was checked by nobody.
  if (outcome === "reason" && !receipt.entries.length) return [];
  const row = [
    button(actionIds.checked, "How this was checked", ask),
    button(actionIds.report, "Report bias or a mistake", ask),
    ...(wasHeldBack(receipt) ? [button(actionIds.appeal, "Appeal a block", ask)] : []),
  ];
  if (outcome === "reason") return [actions(...row)];
  const isShareable = share && outcome === "answer";
  return [feedback(reply), isShareable ? actions(shareButton(share), ...row) : actions(...row)];
}

const actions = (...elements: types.Button[]): types.ActionsBlock => ({ type: "actions", elements });

const shareButton = (share: ShareValue): types.Button => ({
  ...button(actionIds.share, "Share in channel", writeValue(share)),
  style: "primary",
  confirm: {
    title: { type: "plain_text", text: "Share this answer?" },
    text: {
      type: "plain_text",
      text: "Everyone in this conversation will see your question and the answer, if they may all read its sources.",
    },
    confirm: { type: "plain_text", text: "Share" },
    deny: { type: "plain_text", text: "Keep it private" },
  },
});

function feedback(reply: Reply): types.ContextActionsBlock {
  return {
    type: "context_actions",
    elements: [
      {
        type: "feedback_buttons",
        action_id: actionIds.feedback,
        positive_button: {
          text: { type: "plain_text", text: "Helpful" },
          accessibility_label: "This answer was helpful",
          value: `helpful ${reply.ask}`,
        },
        negative_button: {
          text: { type: "plain_text", text: "Not helpful" },
          accessibility_label: "This answer was not helpful",
          value: `unhelpful ${reply.ask}`,
        },
      },
    ],
  };
}

const button = (action: string, label: string, value: string): types.Button => ({
  type: "button",
  action_id: action,
  text: { type: "plain_text", text: label },
  value,
});
