import type { types } from "@slack/bolt";
import type { Reply } from "../../../src/conversation/reply.ts";
import { explainDraft, explainReceipt, type ReceiptLine } from "../../../src/safety/explain-receipt.ts";
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

function receiptBlocks({ receipt, model, timings }: Reply): types.AnyBlock[] {
  return [
    plain("Nothing was shown before it had passed these checks."),
    { type: "divider" },
    ...explainReceipt(receipt).flatMap(lineBlocks),
    { type: "divider" },
    quietLine(explainDraft(model, timings.total)),
  ];
}

const lineBlocks = ({ check, result, detail }: ReceiptLine): types.AnyBlock[] =>
  splitRichText([
    section(
      text(check, { bold: true }),
      text(`: ${result}`),
      ...(detail ? [text(`\n${detail}`, { code: true })] : []),
    ),
  ]);

const plain = (words: string): types.SectionBlock => ({
  type: "section",
  text: { type: "plain_text", text: words, emoji: false },
});
