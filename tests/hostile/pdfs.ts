/** PDFs that attack a reader, or hide words from people. */
import { constants, deflateRawSync, deflateSync } from "node:zlib";
import { pdf, pdfOfStreams } from "../documents/files.ts";
import {
  binary,
  bytesOf,
  exhausting,
  type HostileFile,
  ORDERS,
  read,
  refused,
  SHOWN,
} from "./hostile-file.ts";

/** A PDF of these objects, from number 1 on; the first is the catalogue. */
function pdfOf(objects: readonly string[], trailer = ""): Uint8Array {
  let file = "%PDF-1.7\n";
  const offsets: number[] = [];
  for (const [nth, object] of objects.entries()) {
    offsets.push(file.length);
    file += `${nth + 1} 0 obj\n${object}\nendobj\n`;
  }
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")}`;
  return new Uint8Array(
    Buffer.from(
      `${file}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`,
      "latin1",
    ),
  );
}

/** 600 MB of spaces, packed without ever being in memory: ten million, sixty times over (RFC 1951, 3.2.3). */
function packedSpaces(): Uint8Array {
  const spaces = Buffer.alloc(10_000_000, 0x20);
  const again = deflateRawSync(spaces, { finishFlush: constants.Z_FULL_FLUSH });
  const header = Buffer.from([0x78, 0x9c]);
  return new Uint8Array(Buffer.concat([header, ...Array<Buffer>(59).fill(again), deflateRawSync(spaces)]));
}

const FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
const stream = (content: string, dictionary = ""): string =>
  `<< /Length ${content.length} ${dictionary} >>\nstream\n${content}\nendstream`;
const words = (text: string, y = 700): string => `BT /F1 11 Tf 72 ${y} Td (${text}) Tj ET`;
/** One page; `page` is added to its dictionary, `catalogue` to the document's, `more` are objects from number 6 on. */
const onePage = (
  content: string,
  {
    page = "",
    catalogue = "",
    more = [],
    trailer = "",
  }: { page?: string; catalogue?: string; more?: readonly string[]; trailer?: string } = {},
): Uint8Array =>
  pdfOf(
    [
      `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
      "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> /Properties << /Layer 6 0 R >> /XObject << /Form 6 0 R >> /ExtGState << /Clear << /ca 0 >> >> >> /Contents 5 0 R ${page} >>`,
      FONT,
      stream(content),
      ...more,
    ],
    trailer,
  );
const hiding = (content: string, ...finds: readonly string[]) =>
  [() => pdfOfStreams([`${words(SHOWN)}\n${content}`]), read(...finds)] as const;
const orders = words(ORDERS, 600);
const SAME = "same colour as its background";

export const pdfs: readonly HostileFile[] = [
  binary(
    "ten-thousand-pages.pdf",
    () =>
      pdfOf([
        "<< /Type /Catalog /Pages 2 0 R >>",
        `<< /Type /Pages /Count 10000 /Kids [${Array.from({ length: 10_000 }, (_, nth) => `${nth + 3} 0 R`).join(" ")}] >>`,
        ...Array<string>(10_000).fill("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"),
      ]),
    refused("too-large"),
  ),
  binary(
    "claims-a-billion-pages.pdf",
    () =>
      pdfOf([
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1000000000 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
      ]),
    refused("no-text"),
  ),
  binary(
    "page-again-and-again.pdf",
    () =>
      pdfOf([
        "<< /Type /Catalog /Pages 2 0 R >>",
        `<< /Type /Pages /Count 1000 /Kids [${"3 0 R ".repeat(1_000)}] >>`,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>",
        FONT,
        stream(words(SHOWN)),
      ]),
    { holds: SHOWN },
  ),
  binary(
    "deep-page-tree.pdf",
    () =>
      pdfOf([
        "<< /Type /Catalog /Pages 2 0 R >>",
        ...Array.from({ length: 20_000 }, (_, nth) => `<< /Type /Pages /Count 1 /Kids [${nth + 3} 0 R] >>`),
        "<< /Type /Page /MediaBox [0 0 9 9] >>",
      ]),
    refused("no-text"),
  ),
  binary(
    "pages-in-a-circle.pdf",
    () => pdfOf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R] >>"]),
    refused("broken"),
  ),
  binary(
    "form-in-itself.pdf",
    () =>
      onePage(`${words(SHOWN)} /Form Do`, {
        more: [
          stream(
            "/Form Do",
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Form 6 0 R >> >>",
          ),
        ],
      }),
    read(),
  ),
  binary(
    "forms-that-multiply.pdf",
    () =>
      onePage(`${words(SHOWN)} /Form Do`, {
        more: Array.from({ length: 12 }, (_, nth) =>
          stream(
            nth === 11 ? "0 0 1 1 re f" : "/Next Do ".repeat(10),
            `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Next ${Math.min(nth + 7, 17)} 0 R >> >>`,
          ),
        ),
      }),
    exhausting,
  ),
  binary("flate-bomb.pdf", () => pdfOfStreams([packedSpaces()], "/Filter /FlateDecode"), exhausting),
  binary(
    "flate-in-flate-bomb.pdf",
    () => pdfOfStreams([deflateSync(packedSpaces())], "/Filter [/FlateDecode /FlateDecode]"),
    exhausting,
  ),
  binary(
    "object-stream-bomb.pdf",
    () =>
      pdfOf([
        "<< /Type /Catalog /Pages 2 0 R >>",
        `<< /Type /ObjStm /N 100000000 /First 10 /Length 10 >>\nstream\n0123456789\nendstream`,
      ]),
    refused("broken"),
  ),
  binary(
    "run-length-bomb.pdf",
    () =>
      pdfOfStreams(
        [new Uint8Array(5_000_000).fill(0x81).map((byte, nth) => (nth % 2 ? 0x20 : byte))],
        "/Filter /RunLengthDecode",
      ),
    exhausting,
  ),
  binary(
    "predictor-of-a-giant.pdf",
    () =>
      pdfOfStreams(
        [deflateSync(Buffer.from(words(SHOWN)))],
        "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 >>",
      ),
    refused("no-text"),
  ),
  binary(
    "giant-picture.pdf",
    () =>
      onePage(`${words(SHOWN)} q 600 0 0 700 0 0 cm /Form Do Q`, {
        more: [
          stream(
            "x",
            "/Type /XObject /Subtype /Image /Width 2000000 /Height 2000000 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
          ),
        ],
      }),
    read(),
  ),
  binary("giant-page.pdf", () => onePage(words(SHOWN), { page: "/CropBox [0 0 1e30 1e30] /UserUnit 1e30" }), {
    holds: SHOWN,
  }),
  binary(
    "no-page.pdf",
    () => pdfOf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>"]),
    refused("no-text"),
  ),
  binary(
    "no-directory.pdf",
    () => bytesOf(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n${"junk ".repeat(100_000)}`),
    refused("broken"),
  ),
  binary(
    "directory-elsewhere.pdf",
    () =>
      new Uint8Array(
        Buffer.from(
          Buffer.from(pdf([[{ text: SHOWN, y: 700 }]]))
            .toString("latin1")
            .replace(/startxref\n\d+/, "startxref\n999999999"),
          "latin1",
        ),
      ),
    read(),
  ),
  binary("directories-in-a-circle.pdf", () => onePage(words(SHOWN), { trailer: "/Prev 9" }), read()),
  binary(
    "length-lies.pdf",
    () =>
      new Uint8Array(
        Buffer.from(
          Buffer.from(pdf([[{ text: SHOWN, y: 700 }]]))
            .toString("latin1")
            .replace(/\/Length \d+/, "/Length 999999999"),
          "latin1",
        ),
      ),
    read(),
  ),
  binary(
    "locked.pdf",
    () =>
      onePage(words(ORDERS), {
        trailer: `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"ab".repeat(32)}> /U <${"cd".repeat(32)}> >>`,
      }),
    refused("encrypted"),
  ),
  binary("deep-arrays.pdf", () => onePage(`${"[".repeat(200_000)} ${words(SHOWN)}`), refused("no-text")),
  binary("million-operators.pdf", () => pdfOfStreams([`${words(SHOWN)} ${"q Q ".repeat(500_000)}`]), read()),
  binary(
    "script.pdf",
    () =>
      onePage(words(SHOWN), {
        catalogue: `/OpenAction << /S /JavaScript /JS (while\\(true\\){} // ${ORDERS}) >>`,
      }),
    read(),
  ),
  binary(
    "form-of-xfa.pdf",
    () =>
      onePage(words(SHOWN), {
        catalogue: "/AcroForm << /XFA 6 0 R /Fields [] >>",
        more: [
          stream(`<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template>${ORDERS}</template></xdp:xdp>`),
        ],
      }),
    read(),
  ),
  binary(
    "metadata.pdf",
    () =>
      onePage(words(SHOWN), {
        more: [`<< /Subject (${ORDERS}) /Keywords (${ORDERS}) /Author (${ORDERS}) >>`],
        trailer: "/Info 6 0 R",
      }),
    read(),
  ),
  binary("without-ink.pdf", ...hiding(`3 Tr ${orders}`, "drawn without ink")),
  binary("white-on-white.pdf", ...hiding(`1 1 1 rg ${orders}`, SAME)),
  binary("nearly-white.pdf", ...hiding(`0.98 g ${orders}`, SAME)),
  binary("white-by-ink.pdf", ...hiding(`0 0 0 0 k ${orders}`, SAME)),
  binary("blue-on-blue.pdf", ...hiding(`0 0 1 rg 0 580 612 60 re f ${orders}`, SAME)),
  binary(
    "in-the-line.pdf",
    () =>
      pdfOfStreams([
        `BT /F1 11 Tf 72 700 Td (${SHOWN}) Tj 1 1 1 rg ( and ${ORDERS}) Tj 0 0 0 rg ( daily.) Tj ET`,
      ]),
    read(SAME),
  ),
  binary("specks.pdf", ...hiding(`BT /F1 1 Tf 72 600 Td (${ORDERS}) Tj ET`, "too small to see")),
  binary(
    "specks-by-scale.pdf",
    ...hiding(`q .05 0 0 .05 0 0 cm BT /F1 11 Tf 1000 9000 Td (${ORDERS}) Tj ET Q`, "too small to see"),
  ),
  binary("off-the-page.pdf", ...hiding(`BT /F1 11 Tf -900 600 Td (${ORDERS}) Tj ET`, "off the page")),
  binary(
    "outside-the-crop.pdf",
    () => onePage(`${words(SHOWN)} ${words(ORDERS, 100)}`, { page: "/CropBox [0 400 612 792]" }),
    read("off the page"),
  ),
  binary("transparent.pdf", () => onePage(`${words(SHOWN)} /Clear gs ${orders}`), read("transparent")),
  binary(
    "layer-off.pdf",
    () =>
      onePage(`${words(SHOWN)} /OC /Layer BDC ${orders} EMC`, {
        catalogue: "/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>",
        more: ["<< /Type /OCG /Name (notes) >>"],
      }),
    read("layer that is off"),
  ),
  binary(
    "note.pdf",
    () =>
      onePage(words(SHOWN), {
        page: `/Annots [<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] /Contents (${ORDERS}) >>]`,
      }),
    read("comment"),
  ),
  binary(
    "says-otherwise.pdf",
    ...hiding(`/Span << /ActualText (${ORDERS}) >> BDC ${words("and closes at six", 650)} EMC`),
  ),
  binary("only-hidden.pdf", () => pdfOfStreams([`1 1 1 rg ${orders}`]), refused("no-text")),
];
