import readWorkbook from "read-excel-file/node";
import type { ParsedDocument } from "../document.ts";
import { openArchive } from "./archive.ts";
import { createOutline, type Outline } from "./outline.ts";
import { tableText } from "./table.ts";
import { readSheets, visibleCells } from "./xlsx-visibility.ts";

/**
 * A workbook: on each sheet, the regions between blank rows are tables whose first row names the columns. Hidden
 * sheets, rows, columns and cells, and comments, are reported, not read.
 */
export async function parseXlsx(path: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const archive = openArchive(bytes);
  const outline = createOutline();
  const sheets = readSheets(archive);
  const shown = visibleCells(archive, sheets, outline);
  const packed = archive.repack(
    (name) => /^(xl|_rels)\/|^\[Content_Types\]/.test(name) && /\.(xml|rels)$/i.test(name),
    shown,
  );
  const isHidden = new Set(sheets.filter((sheet) => sheet.isHidden).map(({ name }) => name));
  for (const { sheet, data } of await readWorkbook(Buffer.from(packed))) {
    if (isHidden.has(sheet)) continue;
    outline.at({ sheet });
    addSheet(
      data.map((row) => row.map(cellText)),
      outline,
    );
  }
  return { title: outline.title(path), blocks: outline.blocks, hidden: outline.hidden };
}

function addSheet(rows: readonly (readonly string[])[], outline: Outline): void {
  let region: (readonly string[])[] = [];
  const end = (): void => {
    outline.add(region.length > 1 ? "table" : "paragraph", tableText(region));
    region = [];
  };
  for (const row of rows) {
    const filled = row.filter(Boolean).length;
    if (filled === 0) end();
    else if (filled === 1 && region.length === 0 && row.length > 1) outline.add("paragraph", row.join(""));
    else region.push(row);
  }
  end();
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date)
    return cell
      .toISOString()
      .replace(/T00:00:00\.000Z$/, "")
      .replace(/\.000Z$/, "Z");
  if (typeof cell === "number") return String(Number(cell.toPrecision(12)));
  return String(cell).trim();
}
