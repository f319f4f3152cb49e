/** Office files that attack as archives: bombs, lies, paths, polyglots. */
import { deflateRawSync } from "node:zlib";
import { docx, pdf, pptx, wordParagraph, xlsx, zip } from "../documents/files.ts";
import { binary, bytesOf, type HostileFile, ORDERS, read, refused, SHOWN } from "./hostile-file.ts";

const shown = wordParagraph(SHOWN);
const word = (more: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array => docx(shown, more);

interface RawEntry {
  readonly name: string;
  readonly packed: Uint8Array;
  readonly claimed: number;
  /** Where its local header is said to be; where it is, by default. */
  readonly at?: number;
}

/** A zip whose directory says what the test wants. */
function rawZip(entries: readonly RawEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, packed, claimed, at } of entries) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claimed, 22);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(claimed, 24);
    central.writeUInt16LE(Buffer.byteLength(name), 28);
    central.writeUInt32LE(at ?? offset, 42);
    directory.push(central, Buffer.from(name));
    if (at !== undefined) continue;
    parts.push(local, Buffer.from(name), Buffer.from(packed));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length & 0xffff, 8);
  end.writeUInt16LE(entries.length & 0xffff, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]));
}

const packedZeros = (bytes: number): Uint8Array => deflateRawSync(Buffer.alloc(bytes));
const main = (content: string | Uint8Array): RawEntry => ({
  name: "word/document.xml",
  packed: deflateRawSync(content),
  claimed: content.length,
});
const withZip = (front: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.concat([front, rawZip([main("<w:document/>")])]));

export const archives: readonly HostileFile[] = [
  binary(
    "flat-bomb.docx",
    () => word({ "word/media/zeros.bin": new Uint8Array(60_000_000) }),
    refused("too-large"),
  ),
  binary(
    "flat-bomb.xlsx",
    () => zip({ "xl/workbook.xml": "<workbook/>", "a.bin": new Uint8Array(60_000_000) }),
    refused("too-large"),
  ),
  binary(
    "nested-bomb.docx",
    () => {
      let inner = zip({ "zeros.bin": new Uint8Array(50_000_000) });
      for (let depth = 0; depth < 6; depth++) inner = zip({ "a.zip": inner, "b.zip": inner });
      return word({ "word/embeddings/inner.zip": inner });
    },
    read(),
  ),
  binary(
    "overlapping-bomb.docx",
    () => {
      const kernel = { ...main(Buffer.alloc(20_000_000)), name: "word/document.xml" };
      const again = Array.from({ length: 200 }, (_, nth) => ({ ...kernel, name: `word/${nth}.xml`, at: 0 }));
      return rawZip([kernel, ...again]);
    },
    refused("too-large"),
  ),
  binary(
    "overlapping-lies.docx",
    () => {
      const kernel = { ...main(Buffer.alloc(20_000_000)), claimed: 100 };
      return rawZip([
        kernel,
        ...Array.from({ length: 200 }, (_, nth) => ({ ...kernel, name: `word/${nth}.xml`, at: 0 })),
      ]);
    },
    refused("broken"),
  ),
  binary(
    "claims-little.docx",
    () => rawZip([{ ...main(packedZeros(1)), packed: packedZeros(200_000_000), claimed: 10 }]),
    refused("broken"),
  ),
  binary(
    "claims-much.docx",
    () => rawZip([{ ...main("<w:document/>"), claimed: 4_000_000_000 }]),
    refused("too-large"),
  ),
  binary(
    "many-entries.docx",
    () => {
      const packed = packedZeros(1);
      return rawZip(
        Array.from({ length: 65_000 }, (_, nth) => ({ name: `word/${nth}.xml`, packed, claimed: 1 })),
      );
    },
    refused("too-large"),
  ),
  binary(
    "points-into-itself.docx",
    () => rawZip([{ ...main("<w:document/>"), at: 0 }]),
    refused("mislabelled"),
  ),
  binary(
    "same-name-twice.docx",
    () => rawZip([main("<w:document>"), main("<w:document/>")]),
    refused("broken"),
  ),
  binary(
    "path-traversal.docx",
    () =>
      word({
        "../../../../tmp/evil.xml": "<x/>",
        "/etc/cron.d/evil": "x",
        "C:\\Windows\\evil.xml": "<x/>",
        "\\\\host\\share\\evil.rels": "<x/>",
        "word/\u0000evil.xml": "<x/>",
      }),
    read(),
  ),
  binary(
    "proto-names.docx",
    () =>
      rawZip([
        ...["__proto__", "constructor", "toString"].map((name) => ({
          name,
          packed: packedZeros(1),
          claimed: 1,
        })),
        main("<w:document/>"),
      ]),
    refused("broken"),
  ),
  binary(
    "absolute-target.docx",
    () =>
      word({
        "word/_rels/document.xml.rels":
          '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
      }),
    read(),
  ),
  binary("pdf-and-zip.pdf", () => withZip(pdf([[{ text: SHOWN, y: 700 }]])), refused("mislabelled")),
  binary(
    "html-and-zip.html",
    () => withZip(bytesOf(`<!doctype html><html><p>${SHOWN}</p><!-- ${" ".repeat(20_000)}`)),
    refused("mislabelled"),
  ),
  binary("text-and-zip.txt", () => withZip(bytesOf(`${SHOWN}.\n`.repeat(2_000))), refused("mislabelled")),
  binary(
    "html-and-pdf.html",
    () =>
      new Uint8Array(
        Buffer.concat([bytesOf("<!doctype html><html><p>x</p><!--\n"), pdf([[{ text: ORDERS, y: 700 }]])]),
      ),
    refused("mislabelled"),
  ),
  binary(
    "gif-and-html.html",
    () => bytesOf(`GIF89a/*<html><body><p>${ORDERS}</p></body></html>`),
    refused("mislabelled"),
  ),
  binary(
    "image-and-pdf.pdf",
    () =>
      new Uint8Array(
        Buffer.concat([
          Buffer.from("\u00ff\u00d8\u00ff\u00e0JFIF stuff here", "latin1"),
          pdf([[{ text: ORDERS, y: 700 }]]),
        ]),
      ),
    refused("mislabelled"),
  ),
  binary("two-offices.docx", () => word({ "xl/workbook.xml": "<workbook/>" }), refused("mislabelled")),
  binary("a-workbook.docx", () => xlsx({ A: [[SHOWN]] }), refused("mislabelled")),
  binary("a-deck.xlsx", () => pptx([{ title: SHOWN }]), refused("mislabelled")),
  binary("a-pdf.md", () => pdf([[{ text: SHOWN, y: 700 }]]), refused("mislabelled")),
  binary("a-page.pdf", () => bytesOf(`<!doctype html><html><p>${SHOWN}</p></html>`), refused("mislabelled")),
  binary(
    "a-program.txt",
    () => bytesOf(`\u007fELF\u0002\u0001\u0001\u0000\u0000${ORDERS}`),
    refused("mislabelled"),
  ),
  binary(
    "gzip.csv",
    () => new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, ...Buffer.alloc(200)]),
    refused("mislabelled"),
  ),
];
