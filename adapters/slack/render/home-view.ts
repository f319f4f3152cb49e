import type { types } from "@slack/bolt";
import { commandName } from "../permissions.ts";
import { type Part, richText, section, text } from "./rich-text.ts";

/** What the Home tab says: how to ask, who sees what, and how answers come about. The same for everybody. */
export function homeView(): types.HomeView {
  return {
    type: "home",
    blocks: [
      heading("Ask what your documents say"),
      lines(
        ["In private: ", `${commandName} your question, in any conversation. Only you see the answer.`],
        ["In a channel or thread: ", "mention me with your question. Everyone there sees the answer."],
        ["Directly: ", "write to me under Messages."],
      ),
      heading("Who sees what"),
      lines([
        "",
        "In a channel I only use documents that everyone there may read. In private I use what you may read.",
      ]),
      heading("How answers come about"),
      lines(
        ["", "Each sentence names the passage it rests on, and was checked before anyone saw it."],
        ["", "When the documents don't answer a question, I say so and don't guess."],
        [
          "",
          "“How this was checked” under an answer shows every check. “Report bias or a mistake” tells a person.",
        ],
      ),
    ],
  };
}

const heading = (title: string): types.HeaderBlock => ({
  type: "header",
  text: { type: "plain_text", text: title, emoji: false },
});

function lines(...items: [strong: string, rest: string][]): types.RichTextBlock {
  const list: Part = {
    type: "rich_text_list",
    style: "bullet",
    elements: items.map(([strong, rest]) =>
      section(...(strong ? [text(strong, { bold: true })] : []), text(rest)),
    ),
  };
  return richText(list);
}
