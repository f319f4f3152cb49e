import readWorkbook from "read-excel-file/node";
import type { ParsedDocument } from "../document.ts";
import { openArchive } from "./archive.ts";
import { createOutline, type Outline } from "./outline.ts";
import { tableText } from "./table.ts";
import { titleFromPath } from "./title.ts";

/** A workbook: on each sheet, the regions between blank rows are tables whose first row names the columns. */
export async function parseXlsx(path: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const packed = openArchive(bytes).repack(
    (name) => /^(xl|_rels)\/|^\[Content_Types\]/.test(name) && isText(name),
  );
  const sheets = await readWorkbook(Buffer.from(packed));
  const outline = createOutline();
  for (const { sheet, data } of sheets) {
    outline.at({ sheet });
    addSheet(
      data.map((row) => row.map(cellText)),
      outline,
    );
  }
  return { title: titleFromPath(path), blocks: outline.blocks };
}

const isText = (name: string): boolean => /\.(xml|rels)$/i.test(name);

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
