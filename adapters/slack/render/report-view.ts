import type { types } from "@slack/bolt";
import { slackLimits } from "../limits.ts";
import { type ReportValue, reportForm, writeValue } from "./action-values.ts";

/** A form for whoever thinks that an answer is wrong or biased, or that a refusal was a mistake. */
export function reportView(report: ReportValue): types.ModalView {
  const isAppeal = report.kind === "appeal";
  return {
    type: "modal",
    callback_id: reportForm.callback,
    private_metadata: writeValue(report),
    title: { type: "plain_text", text: isAppeal ? "Appeal a block" : "Report this answer" },
    submit: { type: "plain_text", text: "Send" },
    close: { type: "plain_text", text: "Cancel" },
    blocks: [
      {
        type: "section",
        text: {
          type: "plain_text",
          text: isAppeal
            ? "A person will look at your question and at which check held something back. What was held back is not kept; what you write here is."
            : "A person will look at the question, this reply and how it was checked. What you write here is kept for them.",
          emoji: false,
        },
      },
      {
        type: "input",
        block_id: reportForm.block,
        optional: true,
        label: { type: "plain_text", text: "What should they know?" },
        element: {
          type: "plain_text_input",
          action_id: reportForm.action,
          multiline: true,
          max_length: slackLimits.commentCharacters,
        },
      },
    ],
  };
}
