/** Office files that hide words from whoever looks at them. */
import * as fflate from "fflate";
import { docx, pptx, wordParagraph, xlsx } from "../documents/files.ts";
import { binary, type HostileFile, ORDERS, read, refused, SHOWN } from "./hostile-file.ts";

const NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const SAME = "same colour as its background";
const SMALL = "too small to see";
const shown = wordParagraph(SHOWN);
const word = (
  name: string,
  hidden: string,
  finds: readonly string[],
  more: Readonly<Record<string, string>> = {},
): HostileFile => binary(`word-${name}.docx`, () => docx(shown + hidden, more), read(...finds));
const run = (name: string, properties: string, ...finds: readonly string[]): HostileFile =>
  word(name, wordParagraph(ORDERS, { run: properties }), finds);
const styles = (properties: string): Readonly<Record<string, string>> => ({
  "word/styles.xml": `<w:styles ${NAMESPACE}><w:style w:type="paragraph" w:styleId="Base"><w:rPr>${properties}</w:rPr></w:style><w:style w:type="paragraph" w:styleId="Note"><w:basedOn w:val="Base"/></w:style></w:styles>`,
});

/** A part of an Office file with a piece of its XML replaced. */
function changed(file: Uint8Array, from: string, to: string): Uint8Array {
  const parts = fflate.unzipSync(file);
  for (const [name, bytes] of Object.entries(parts)) {
    const xml = Buffer.from(bytes).toString();
    if (xml.includes(from)) parts[name] = new Uint8Array(Buffer.from(xml.replaceAll(from, to)));
  }
  return fflate.zipSync(parts);
}

const deck = (name: string, from: string, to: string, ...finds: readonly string[]): HostileFile =>
  binary(
    `deck-${name}.pptx`,
    () =>
      changed(
        pptx([
          { title: "Office", lines: [SHOWN] },
          { title: "More", lines: [ORDERS] },
        ]),
        from,
        to,
      ),
    read(...finds),
  );
const letters = `<a:r><a:t>${ORDERS}</a:t></a:r>`;
const lettered = (properties: string): string => letters.replace("<a:r>", `<a:r><a:rPr${properties}</a:rPr>`);
const bodyShape = `<p:txBody><a:p>${letters}`;
const slide = (attributes: string): string => `<p:sld ${attributes} `;

const book = (name: string, from: string, to: string, ...finds: readonly string[]): HostileFile =>
  binary(
    `book-${name}.xlsx`,
    () =>
      changed(
        xlsx({
          Hours: [
            ["When", "What"],
            ["Daily", SHOWN],
            ["Never", ORDERS],
          ],
          Notes: [["Nothing"]],
        }),
        from,
        to,
      ),
    read(...finds),
  );
const styledBook = (name: string, sheet: string, ...finds: readonly string[]): HostileFile =>
  binary(
    `book-${name}.xlsx`,
    () => {
      const plain = xlsx({
        Hours: [
          ["When", "What"],
          ["Daily", SHOWN],
          ["Never", ORDERS],
        ],
      });
      const parts = fflate.unzipSync(changed(plain, '<c r="B3"', '<c s="1" r="B3"'));
      return fflate.zipSync({
        ...parts,
        "xl/styles.xml": new Uint8Array(Buffer.from(`<styleSheet>${sheet}</styleSheet>`)),
      });
    },
    read(...finds),
  );

export const hidingOffice: readonly HostileFile[] = [
  run("vanish", "<w:vanish/>", "hidden text"),
  run("vanish-said", '<w:vanish w:val="true"/>', "hidden text"),
  run("white", '<w:color w:val="FFFFFF"/>', SAME),
  run("pale", '<w:color w:val="FDFDFD"/>', SAME),
  run("own-shading", '<w:color w:val="112233"/><w:shd w:val="clear" w:fill="112233"/>', SAME),
  run("small", '<w:sz w:val="2"/>', SMALL),
  run("narrow", '<w:w w:val="1"/>', SMALL),
  run(
    "no-fill",
    '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>',
    "hidden text",
  ),
  word("style", wordParagraph(ORDERS, { style: "Note" }), ["hidden text"], styles("<w:vanish/>")),
  word("white-style", wordParagraph(ORDERS, { style: "Note" }), [SAME], styles('<w:color w:val="FFFFFF"/>')),
  word(
    "cell",
    `<w:tbl><w:tr><w:tc>${wordParagraph("a")}</w:tc><w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr>${wordParagraph(ORDERS, { run: '<w:color w:val="1F3864"/>' })}</w:tc></w:tr></w:tbl>`,
    [SAME],
  ),
  word("deleted", `<w:p><w:del w:id="1"><w:r><w:delText>${ORDERS}</w:delText></w:r></w:del></w:p>`, [
    "tracked deletion",
  ]),
  word("moved", `<w:p><w:moveFrom w:id="1"><w:r><w:t>${ORDERS}</w:t></w:r></w:moveFrom></w:p>`, [
    "tracked deletion",
  ]),
  word(
    "field-code",
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> QUOTE "${ORDERS}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
    [],
  ),
  word("comments", "", ["comment"], {
    "word/comments.xml": `<w:comments ${NAMESPACE}><w:comment w:id="1"><w:p><w:r><w:t>${ORDERS}</w:t></w:r></w:p></w:comment></w:comments>`,
  }),
  word(
    "box-off-page",
    `<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;margin-left:-2000pt;width:10pt"><v:textbox><w:txbxContent>${wordParagraph(ORDERS)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`,
    ["off the page"],
  ),
  word(
    "white-in-box",
    `<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>${wordParagraph(ORDERS, { run: '<w:color w:val="FFFFFF"/>' })}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`,
    [SAME],
  ),
  word("note", `<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`, ["hidden text"], {
    "word/footnotes.xml": `<w:footnotes ${NAMESPACE}><w:footnote w:id="2">${wordParagraph(ORDERS, { run: "<w:vanish/>" })}</w:footnote></w:footnotes>`,
  }),
  word("properties", "", [], {
    "docProps/app.xml": `<Properties><Company>${ORDERS}</Company></Properties>`,
    "docProps/core.xml": `<cp:coreProperties><dc:description>${ORDERS}</dc:description><dc:title>Hours</dc:title></cp:coreProperties>`,
    "customXml/item1.xml": `<x>${ORDERS}</x>`,
  }),
  word("title-of-tags", "", ["invisible characters"], {
    "docProps/core.xml": `<cp:coreProperties><dc:title>Hours${[...ORDERS].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("")}</dc:title></cp:coreProperties>`,
  }),
  binary(
    "word-only-hidden.docx",
    () => docx(wordParagraph(ORDERS, { run: "<w:vanish/>" })),
    refused("no-text"),
  ),
  binary(
    "deck-hidden-slide.pptx",
    () => {
      const parts = fflate.unzipSync(
        pptx([
          { title: "Office", lines: [SHOWN] },
          { title: ORDERS, lines: [ORDERS], notes: ORDERS },
        ]),
      );
      parts["ppt/slides/slide1.xml"] = new Uint8Array(
        Buffer.from(
          Buffer.from(parts["ppt/slides/slide1.xml"]!).toString().replace("<p:sld ", slide('show="0"')),
        ),
      );
      return fflate.zipSync(parts);
    },
    read("hidden slide"),
  ),
  deck("white", letters, lettered('><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'), SAME),
  deck("no-fill", letters, lettered("><a:noFill/>"), "transparent"),
  deck("small", letters, lettered(' sz="100">'), SMALL),
  deck(
    "clear",
    letters,
    lettered('><a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr></a:solidFill>'),
    "transparent",
  ),
  deck(
    "same-as-shape",
    bodyShape,
    `<p:spPr><a:solidFill><a:srgbClr val="204060"/></a:solidFill></p:spPr><p:txBody><a:p>${lettered('><a:solidFill><a:srgbClr val="204060"/></a:solidFill>')}`,
    SAME,
  ),
  deck(
    "off-slide",
    bodyShape,
    `<p:spPr><a:xfrm><a:off x="20000000" y="0"/><a:ext cx="100" cy="100"/></a:xfrm></p:spPr>${bodyShape}`,
    "off the slide",
  ),
  binary(
    "deck-hidden-shape.pptx",
    () =>
      changed(
        pptx([
          { title: "Office", lines: [SHOWN] },
          { title: "More", lines: [ORDERS] },
        ]),
        `</p:nvPr></p:nvSpPr>${bodyShape}`,
        `</p:nvPr><p:cNvPr id="9" name="x" hidden="1"/></p:nvSpPr>${bodyShape}`,
      ),
    read("hidden shape"),
  ),
  book("hidden-row", '<row r="3">', '<row r="3" hidden="1">', "hidden row"),
  binary(
    "book-hidden-column.xlsx",
    () =>
      changed(
        xlsx({
          Hours: [
            ["What", "Why"],
            [SHOWN, ORDERS],
          ],
        }),
        "<sheetData>",
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>',
      ),
    read("hidden column"),
  ),
  binary(
    "book-hidden-sheet.xlsx",
    () =>
      changed(
        xlsx({ Hours: [[SHOWN]], Orders: [[ORDERS]] }),
        '<sheet name="Orders"',
        '<sheet name="Orders" state="veryHidden"',
      ),
    read("hidden sheet"),
  ),
  styledBook(
    "no-format",
    '<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts><fonts><font/></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="170" fontId="0"/></cellXfs>',
    "invisible cell",
  ),
  styledBook(
    "white",
    '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills><cellXfs><xf fontId="0" fillId="0"/><xf fontId="1" fillId="0"/></cellXfs>',
    "invisible cell",
  ),
  binary(
    "book-comments.xlsx",
    () => {
      const parts = fflate.unzipSync(xlsx({ Hours: [[SHOWN]] }));
      return fflate.zipSync({
        ...parts,
        "xl/comments1.xml": new Uint8Array(
          Buffer.from(
            `<comments><commentList><comment ref="A1"><text><r><t>${ORDERS}</t></r></text></comment></commentList></comments>`,
          ),
        ),
      });
    },
    read("comment"),
  ),
  binary(
    "book-name-of-tags.xlsx",
    () =>
      xlsx({
        [`Hours${[...ORDERS].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("")}`]:
          [[SHOWN]],
      }),
    read("invisible characters"),
  ),
];
