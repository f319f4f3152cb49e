/** Small real files of the binary formats, made in memory. */
import { strToU8, type Zippable, zipSync } from "fflate";

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A zip of these parts; text is stored as UTF-8. */
export function zip(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const entries: Zippable = {};
  for (const [name, part] of Object.entries(parts))
    entries[name] = typeof part === "string" ? strToU8(part) : part;
  return zipSync(entries);
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";

const relations = (entries: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `${xml}<Relationships xmlns="${packaged}/relationships">${entries
    .map(
      ([id, type, target]) => `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`,
    )
    .join("")}</Relationships>`;

const contentTypes = (overrides: Readonly<Record<string, string>>): string =>
  `${xml}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${Object.entries(
    overrides,
  )
    .map(
      ([part, type]) =>
        `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`,
    )
    .join("")}</Types>`;

/** A paragraph of a Word document; `run` is XML inside its run properties. */
export const wordParagraph = (
  text: string,
  { style, run = "" }: { style?: string; run?: string } = {},
): string =>
  `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ""}<w:r><w:rPr>${run}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

export const wordTable = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows
    .map((row) => `<w:tr>${row.map((cell) => `<w:tc>${wordParagraph(cell)}</w:tc>`).join("")}</w:tr>`)
    .join("")}</w:tbl>`;

export function docx(body: string, more: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array {
  const styles = ["Title", "Heading 1", "Heading 2"]
    .map(
      (name) =>
        `<w:style w:type="paragraph" w:styleId="${name.replace(" ", "")}"><w:name w:val="${name}"/></w:style>`,
    )
    .join("");
  const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  return zip({
    "[Content_Types].xml": contentTypes({
      "/word/document.xml": "wordprocessingml.document.main",
      "/word/styles.xml": "wordprocessingml.styles",
    }),
    "_rels/.rels": relations([["rId1", "officeDocument", "word/document.xml"]]),
    "word/_rels/document.xml.rels": relations([["rId1", "styles", "styles.xml"]]),
    "word/styles.xml": `${xml}<w:styles ${namespace}>${styles}</w:styles>`,
    "word/document.xml": `${xml}<w:document ${namespace}><w:body>${body}</w:body></w:document>`,
    ...more,
  });
}

interface Slide {
  readonly title: string;
  readonly lines?: readonly string[];
  readonly table?: readonly (readonly string[])[];
  readonly notes?: string;
}

/** A deck whose slide files are numbered against the order in which they are shown. */
export function pptx(slides: readonly Slide[]): Uint8Array {
  const namespaces = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="${relationships}"`;
  const paragraph = (text: string): string => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`;
  const shape = (type: string, content: string): string =>
    `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:txBody>${content}</p:txBody></p:sp>`;
  const tree = (root: string, content: string): string =>
    `${xml}<p:${root} ${namespaces}><p:cSld><p:spTree>${content}</p:spTree></p:cSld></p:${root}>`;
  const fileOf = (index: number): number => slides.length - index;
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypes({ "/ppt/presentation.xml": "presentationml.presentation.main" }),
    "_rels/.rels": relations([["rId1", "officeDocument", "ppt/presentation.xml"]]),
    "ppt/presentation.xml": `${xml}<p:presentation ${namespaces}><p:sldIdLst>${slides
      .map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`)
      .join("")}</p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": relations(
      slides.map((_, index) => [`rId${index + 1}`, "slide", `slides/slide${fileOf(index)}.xml`] as const),
    ),
  };
  for (const [index, { title, lines = [], table, notes }] of slides.entries()) {
    const number = fileOf(index);
    const rows = table?.map(
      (row) =>
        `<a:tr>${row.map((cell) => `<a:tc><a:txBody>${paragraph(cell)}</a:txBody></a:tc>`).join("")}</a:tr>`,
    );
    const frame = rows
      ? `<p:graphicFrame><a:graphic><a:graphicData><a:tbl>${rows.join("")}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`
      : "";
    parts[`ppt/slides/slide${number}.xml`] = tree(
      "sld",
      shape("sldNum", paragraph(String(number))) +
        shape("title", paragraph(title)) +
        shape("body", lines.map(paragraph).join("")) +
        frame,
    );
    if (notes) {
      parts[`ppt/slides/_rels/slide${number}.xml.rels`] = relations([
        ["rId1", "notesSlide", `../notesSlides/notesSlide${number}.xml`],
      ]);
      parts[`ppt/notesSlides/notesSlide${number}.xml`] = tree("notes", shape("body", paragraph(notes)));
    }
  }
  return zip(parts);
}

/** A workbook of sheets; strings are written inline. */
export function xlsx(
  sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>>,
): Uint8Array {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const names = Object.keys(sheets);
  const cell = (value: string | number, column: number, row: number): string => {
    const reference = `${String.fromCharCode(65 + column)}${row + 1}`;
    if (value === "") return "";
    return typeof value === "number"
      ? `<c r="${reference}"><v>${value}</v></c>`
      : `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypes({
      "/xl/workbook.xml": "spreadsheetml.sheet.main",
      ...Object.fromEntries(
        names.map((_, index) => [`/xl/worksheets/sheet${index + 1}.xml`, "spreadsheetml.worksheet"]),
      ),
    }),
    "_rels/.rels": relations([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `${xml}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${names
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      names.map((_, index) => [`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.xml`] as const),
    ),
  };
  for (const [index, rows] of Object.values(sheets).entries()) {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = `${xml}<worksheet xmlns="${main}"><sheetData>${rows
      .map(
        (row, at) =>
          `<row r="${at + 1}">${row.map((value, column) => cell(value, column, at)).join("")}</row>`,
      )
      .join("")}</sheetData></worksheet>`;
  }
  return zip(parts);
}

export interface PrintedLine {
  readonly text: string;
  readonly size?: number;
  readonly bold?: boolean;
  readonly x?: number;
  readonly y: number;
}

/** A PDF of pages of printed lines in Helvetica; y counts from the lower edge of a US letter page. */
export function pdf(pages: readonly (readonly PrintedLine[])[]): Uint8Array {
  const escaped = (text: string): string => text.replace(/[\\()]/g, "\\$&");
  return pdfOfStreams(
    pages.map((lines) =>
      lines
        .map(
          ({ text, size = 11, bold = false, x = 72, y }) =>
            `BT /${bold ? "F2" : "F1"} ${size} Tf ${x} ${y} Td (${escaped(text)}) Tj ET`,
        )
        .join("\n"),
    ),
  );
}

/** A PDF with these content streams, one a page; `filter` names how they are encoded. */
export function pdfOfStreams(streams: readonly (string | Uint8Array)[], filter = ""): Uint8Array {
  const font = (name: string): string =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const pageOf = (index: number): number => 5 + index * 2;
  const objects: (string | readonly [string, string | Uint8Array])[] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${streams.length} /Kids [${streams.map((_, index) => `${pageOf(index)} 0 R`).join(" ")}] >>`,
    font("Helvetica"),
    font("Helvetica-Bold"),
  ];
  for (const [index, stream] of streams.entries()) {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${pageOf(index) + 1} 0 R >>`,
      [`<< /Length ${stream.length} ${filter} >>`, stream],
    );
  }
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n")];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  const write = (part: string | Uint8Array): void => {
    const buffer = typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part);
    parts.push(buffer);
    length += buffer.length;
  };
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    write(`${index + 1} 0 obj\n`);
    if (typeof object === "string") write(`${object}\n`);
    else {
      write(`${object[0]}\nstream\n`);
      write(object[1]);
      write("\nendstream\n");
    }
    write("endobj\n");
  }
  const start = length;
  write(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")}`,
  );
  write(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return new Uint8Array(Buffer.concat(parts));
}
