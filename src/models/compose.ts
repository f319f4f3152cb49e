import type { Lead } from "./lead-ins.ts";
import type { Statement } from "./statement.ts";
import { ENDED } from "./wording.ts";

/**
 * Writes statements down in Markdown: sentences in a row, items on lines of their own under the lines that lead to
 * them, each with its citation. A line that leads to a list carries none, unless it is a whole sentence.
 */
export function compose(chosen: readonly Statement[]): string {
  const lines: string[] = [];
  let led = "";
  let open: "paragraph" | "list" | undefined;
  let before: Statement | undefined;
  for (const statement of chosen) {
    const { text, passage, isItem, items, goesOn } = statement;
    const cited = (words: string) => `${words} [${passage + 1}]`;
    const listed = items.length ? items : isItem || !ENDED.test(text) ? [text] : [];
    const leads = listed.length ? leading(statement.ledBy) : "";
    const followsItem = goesOn && before?.passage === passage && before.ordinal === statement.ordinal - 1;
    if (open !== undefined && (followsItem || (open === "paragraph" && !listed.length)))
      lines.push(`${lines.pop()} ${cited(text)}`);
    else if (listed.length === 0) {
      lines.push(...gap(lines), cited(text));
      open = "paragraph";
    } else {
      if (leads && leads !== led) lines.push(...gap(lines), leads);
      else if (open === "paragraph" || leads !== led) lines.push(...gap(lines));
      lines.push(...listed.map((item) => `- ${cited(item)}`));
      open = "list";
    }
    if (!followsItem) led = leads;
    before = statement;
  }
  return lines.join("\n");
}

const gap = (lines: readonly string[]): string[] => (lines.length ? [""] : []);

const leading = (leads: readonly Lead[]): string =>
  leads.map(({ text, passage }) => (ENDED.test(text) ? `${text} [${passage + 1}]` : text)).join(" ");
