/** Office files whose XML attacks: entities, nesting, huge tables, shared strings. */
import { docx, pptx, wordParagraph, xlsx, zip } from "../documents/files.ts";
import { binary, exhausting, type HostileFile, read, refused, SHOWN } from "./hostile-file.ts";

const NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const shown = wordParagraph(SHOWN);
const laughs = Array.from(
  { length: 9 },
  (_, nth) => `<!ENTITY l${nth + 1} "${`&l${nth};`.repeat(10)}">`,
).join("");
const doctype = (entities: string, root: string): string =>
  `<?xml version="1.0"?><!DOCTYPE d [${entities}]>${root}`;
const body = (content: string): string => `<w:document ${NAMESPACE}><w:body>${content}</w:body></w:document>`;
const wordOf =
  (document: string): (() => Uint8Array) =>
  () =>
    docx("", { "word/document.xml": document });

/** A workbook whose only sheet is this XML. */
const bookOf = (sheet: string, more: Readonly<Record<string, string>> = {}): Uint8Array => {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  return zip({
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet ${main}>${sheet}</worksheet>`,
    ...more,
  });
};
const cell = (reference: string, value: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;

export const officeXml: readonly HostileFile[] = [
  binary(
    "billion-laughs.docx",
    wordOf(doctype(`<!ENTITY l0 "ha">${laughs}`, body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>"))),
    refused("broken"),
  ),
  binary(
    "billion-laughs.xlsx",
    () => zip({ "xl/workbook.xml": doctype(`<!ENTITY l0 "ha">${laughs}`, "<workbook>&l9;</workbook>") }),
    refused("broken"),
  ),
  binary(
    "billion-laughs.pptx",
    () =>
      zip({
        "ppt/presentation.xml": doctype(
          `<!ENTITY l0 "ha">${laughs}`,
          "<p:presentation>&l9;</p:presentation>",
        ),
      }),
    refused("broken"),
  ),
  binary(
    "quadratic-entity.docx",
    wordOf(
      doctype(
        `<!ENTITY a "${"a".repeat(100_000)}">`,
        body(`<w:p><w:r><w:t>${"&a;".repeat(10_000)}</w:t></w:r></w:p>`),
      ),
    ),
    refused("broken"),
  ),
  binary(
    "external-entity.docx",
    wordOf(doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"))),
    refused("broken"),
  ),
  binary(
    "external-entity.xlsx",
    () =>
      bookOf("", {
        "xl/sharedStrings.xml": doctype('<!ENTITY x SYSTEM "http://169.254.169.254/">', "<sst>&x;</sst>"),
      }),
    refused("broken"),
  ),
  binary(
    "external-styles.docx",
    () =>
      docx(shown, {
        "word/styles.xml": doctype('<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;', "<w:styles/>"),
      }),
    refused("broken"),
  ),
  binary(
    "utf16-entity.docx",
    () =>
      docx("", {
        "word/document.xml": new Uint8Array(
          Buffer.from(`\ufeff${doctype('<!ENTITY a "ha">', body("&a;"))}`, "utf16le"),
        ),
      }),
    refused("broken"),
  ),
  binary(
    "deep-elements.docx",
    wordOf(body(`${"<w:sdt><w:sdtContent>".repeat(100_000)}${shown}`)),
    refused("broken"),
  ),
  binary(
    "deep-closed-elements.docx",
    wordOf(body(`${"<w:smartTag>".repeat(50_000)}${shown}${"</w:smartTag>".repeat(50_000)}`)),
    refused("broken"),
  ),
  binary(
    "deep-shapes.pptx",
    () => pptx([{ title: `x</a:t></a:r></a:p></p:txBody></p:sp>${"<p:grpSp>".repeat(50_000)}` }]),
    refused("broken"),
  ),
  binary(
    "many-attributes.docx",
    wordOf(
      body(
        `<w:p ${Array.from({ length: 20_000 }, (_, nth) => `w:a${nth}="1"`).join(" ")}><w:r><w:t>${SHOWN}</w:t></w:r></w:p>`,
      ),
    ),
    read(),
  ),
  binary("cut-off.docx", wordOf(`<w:document ${NAMESPACE}><w:body><w:p><w:r><w:t>half`), refused("broken")),
  binary(
    "unclosed-quotes.docx",
    wordOf(`<w:document ${NAMESPACE}>${'<w:p w:x="'.repeat(3_000)}`),
    refused("broken"),
  ),
  binary(
    "styles-in-a-circle.docx",
    () =>
      docx(shown, {
        "word/styles.xml": `<w:styles ${NAMESPACE}><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>`,
      }),
    read(),
  ),
  binary("another-prefix.docx", wordOf(body(shown).replaceAll("w:", "evil:")), refused("broken")),
  binary(
    "notes-in-a-circle.docx",
    () =>
      docx(shown, {
        "word/footnotes.xml": `<w:footnotes ${NAMESPACE}><w:footnote w:id="2"><w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote></w:footnotes>`,
      }),
    read(),
  ),
  binary(
    "claims-every-cell.xlsx",
    () =>
      bookOf(`<dimension ref="A1:XFD1048576"/><sheetData><row r="1">${cell("A1", SHOWN)}</row></sheetData>`),
    read(),
  ),
  binary(
    "cells-far-apart.xlsx",
    () =>
      bookOf(
        `<sheetData><row r="1">${cell("A1", SHOWN)}</row><row r="1048576">${cell("XFD1048576", "x")}</row></sheetData>`,
      ),
    refused("too-large"),
  ),
  binary(
    "impossible-cell.xlsx",
    () =>
      bookOf(
        `<sheetData><row r="1">${cell("A1", SHOWN)}</row><row r="99999999999">${cell("ZZZ99999999999", "x")}</row></sheetData>`,
      ),
    refused("too-large"),
  ),
  binary(
    "million-cells.xlsx",
    () =>
      xlsx({
        A: Array.from({ length: 50_000 }, (_, row) =>
          Array.from({ length: 20 }, (_, column) => row * 20 + column),
        ),
      }),
    exhausting,
  ),
  binary(
    "many-cells.xlsx",
    () => xlsx({ A: [[SHOWN, "x"], ...Array.from({ length: 5_000 }, (_, row) => [row, row])] }),
    read(),
  ),
  binary(
    "shared-string-bomb.xlsx",
    () =>
      bookOf(
        `<sheetData>${Array.from({ length: 20_000 }, (_, row) => `<row r="${row + 1}"><c r="A${row + 1}" t="s"><v>0</v></c></row>`).join("")}</sheetData>`,
        {
          "xl/sharedStrings.xml": `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>${"A long text. ".repeat(20_000)}</t></si></sst>`,
        },
      ),
    exhausting,
  ),
  binary(
    "many-columns-said.xlsx",
    () =>
      bookOf(
        `<cols>${'<col min="1" max="16384" width="9"/>'.repeat(100_000)}</cols><sheetData><row r="1">${cell("A1", SHOWN)}</row></sheetData>`,
      ),
    read(),
  ),
  binary(
    "sheets-in-thousands.xlsx",
    () => xlsx(Object.fromEntries(Array.from({ length: 2_000 }, (_, nth) => [`S${nth}`, [[SHOWN]]]))),
    read(),
  ),
  binary(
    "formula-injection.csv",
    () => new Uint8Array(Buffer.from(`name,note\n=cmd|'/c calc'!A0,${SHOWN}\n@SUM(1+1),+1-1\n`)),
    read(),
  ),
];
