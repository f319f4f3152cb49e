import type { types } from "@slack/bolt";
import type { Reply } from "../../../src/conversation/reply.ts";
import type { ReceiptEntry } from "../../../src/safety/receipt.ts";
import { wording } from "../wording.ts";
import { quietLine, section, text } from "./rich-text.ts";
import { splitRichText } from "./split.ts";

const MODAL_BLOCKS = 100;

/** "How this was checked": the receipt of one reply in plain words. */
export function receiptView(reply: Reply | undefined): types.ModalView {
  return {
    type: "modal",
    title: { type: "plain_text", text: "How this was checked" },
    close: { type: "plain_text", text: "Close" },
    blocks: reply ? receiptBlocks(reply).slice(0, MODAL_BLOCKS) : [plain(wording.notAvailable)],
  };
}

function receiptBlocks(reply: Reply): types.AnyBlock[] {
  const { sentences, entries, quarantinedPassages } = reply.receipt;
  const summary = [
    count(sentences.drafted, "sentence was drafted", "sentences were drafted"),
    `${sentences.released} released`,
    ...(sentences.redacted ? [`${sentences.redacted} with words blacked out`] : []),
    ...(sentences.withheld ? [`${sentences.withheld} withheld`] : []),
  ];
  return [
    plain(`${summary.join(", ")}. Nothing was shown before every check had agreed to it.`),
    ...(quarantinedPassages
      ? [
          plain(
            `${count(quarantinedPassages, "passage was", "passages were")} kept away from the model: they held instructions or secrets instead of information.`,
          ),
        ]
      : []),
    { type: "divider" },
    ...entries.flatMap(entryBlocks),
    { type: "divider" },
    quietLine(
      `Written by ${reply.model} in ${seconds(reply.timings.total)}, of which ${seconds(reply.timings.checks)} were checks.`,
    ),
  ];
}

function entryBlocks(entry: ReceiptEntry): types.AnyBlock[] {
  const findings =
    entry.flagged === 0
      ? "nothing to object to"
      : `${count(entry.flagged, "flagged", "flagged")}, ${outcomes[entry.action]}`;
  const reason = entry.flagged && entry.reason ? ` ${entry.reason}` : "";
  return splitRichText([
    section(
      text(title(entry.filter), { bold: true }),
      text(`: ${count(entry.checked, "text", "texts")} looked at, ${findings}.${reason}`),
      text(
        `\n${entry.filter} ${entry.version}, score ${round(entry.score)}, threshold ${round(entry.threshold)}`,
        {
          code: true,
        },
      ),
    ),
  ]);
}

const outcomes = {
  allow: "let through",
  note: "noted here",
  redact: "the words in question blacked out",
  withhold: "withheld",
} as const;

const plain = (words: string): types.SectionBlock => ({
  type: "section",
  text: { type: "plain_text", text: words, emoji: false },
});
const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
const round = (score: number) => score.toFixed(2);
const title = (filter: string) => filter.charAt(0).toUpperCase() + filter.slice(1).replaceAll("-", " ");
