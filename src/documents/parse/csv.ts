import { parse } from "csv-parse/sync";
import type { ParsedDocument } from "../document.ts";
import { decodeText } from "./decode.ts";
import { createOutline } from "./outline.ts";
import { tableText } from "./table.ts";

/** Values separated by commas, semicolons, tabs or bars, whichever the first lines use most; the first row is the header. */
export function parseCsv(path: string, bytes: Uint8Array): ParsedDocument {
  const text = decodeText(bytes);
  const rows = parse(text, {
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
  });
  const outline = createOutline();
  outline.add("table", tableText(rows));
  return { title: outline.title(path), blocks: outline.blocks, hidden: outline.hidden };
}

function delimiterOf(text: string): string {
  const sample = text.slice(0, 4096).replace(/"[^"]*"/g, "");
  const count = (delimiter: string): number => sample.split(delimiter).length;
  return [",", ";", "\t", "|"].reduce((best, next) => (count(next) > count(best) ? next : best));
}
