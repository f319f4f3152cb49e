import type { types } from "@slack/bolt";
import type { Table, TableRow } from "mdast";
import { slackLimits } from "../limits.ts";
import { type InlineContext, inline } from "./inline.ts";
import { weight } from "./measure.ts";
import { type Inline, richText, section, text } from "./rich-text.ts";
import { splitRichText } from "./split.ts";

type Row = types.TableBlock["rows"][number];

/**
 * A Markdown table as Slack's tables, as many as its rows need. Rows that are too wide or too long for one are
 * written as lines of text instead.
 */
export function tableBlocks(table: Table, context: InlineContext): types.AnyBlock[] {
  const columns = Math.max(...table.children.map((row) => row.children.length));
  if (columns > slackLimits.tableColumns) return table.children.flatMap((row) => asLines(row, context));
  const blocks: types.AnyBlock[] = [];
  let rows: Row[] = [];
  let used = 0;
  const close = () => {
    if (rows.length) blocks.push({ type: "table", rows, column_settings: settings(table, columns) });
    rows = [];
    used = 0;
  };
  for (const row of table.children) {
    const cells = Array.from({ length: columns }, (_, column) =>
      cell(inline(row.children[column]?.children ?? [], context)),
    );
    const size = weight(cells);
    if (size > slackLimits.tableCharacters) {
      close();
      blocks.push(...asLines(row, context));
      continue;
    }
    if (rows.length >= slackLimits.tableRows || used + size > slackLimits.tableCharacters) close();
    rows.push(cells);
    used += size;
  }
  close();
  return blocks;
}

/** Slack refuses an empty cell. */
const cell = (words: Inline[]): types.RichTextBlock =>
  richText(section(...(words.length ? words : [text(" ")])));

const settings = (table: Table, columns: number): types.TableBlock["column_settings"] =>
  Array.from({ length: columns }, (_, column) => ({
    align: table.align?.[column] ?? "left",
    is_wrapped: true,
  }));

function asLines(row: TableRow, context: InlineContext): types.RichTextBlock[] {
  const words = row.children.flatMap((each, column) => [
    ...(column ? [text(" | ")] : []),
    ...inline(each.children, context),
  ]);
  return words.length ? splitRichText([section(...words)]) : [];
}
