import { deflateSync } from "node:zlib";
import { createParser, type DocumentParser } from "../../src/documents/parse/create-parser.ts";
import { UnreadableDocument } from "../../src/documents/parse/unreadable.ts";
import { bytesOf, docx, pdf, pdfOfStreams, pptx, wordParagraph, xlsx, zip } from "./files.ts";

let parser: DocumentParser;
beforeAll(() => {
  parser = createParser({ workers: 1, timeLimitMs: 8_000, memoryLimitMb: 300, maxBytes: 5_000_000 });
});
afterAll(() => parser.close());

const word = docx(wordParagraph("Text."));
const bomb = docx("<w:p/>", { "word/media/zeros.bin": new Uint8Array(60_000_000) });
const compound = (text: string): Uint8Array =>
  new Uint8Array(
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), Buffer.from(text, "utf16le")]),
  );
const encryptedPdf = new Uint8Array(
  Buffer.from(
    Buffer.from(pdf([[{ text: "Secret", y: 700 }]]))
      .toString("latin1")
      .replace(
        "/Root 1 0 R",
        `/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"ab".repeat(32)}> /U <${"cd".repeat(32)}> >>`,
      ),
    "latin1",
  ),
);
/** The directory of a zip claims other sizes than its parts have. */
const lyingZip = (claimed: number): Uint8Array => {
  const file = Buffer.from(word);
  for (
    let at = file.indexOf("PK\x01\x02", 0, "latin1");
    at >= 0;
    at = file.indexOf("PK\x01\x02", at + 1, "latin1")
  ) {
    file.writeUInt32LE(claimed, at + 24);
  }
  return new Uint8Array(file);
};
const encryptedZip = (): Uint8Array => {
  const file = Buffer.from(word);
  const at = file.indexOf("PK\x01\x02", 0, "latin1");
  file.writeUInt16LE(file.readUInt16LE(at + 8) | 1, at + 8);
  return new Uint8Array(file);
};
const laughs = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i} "${`&a${i ? i - 1 : ""};`.repeat(10)}">`).join("")}]><w:document><w:body><w:p>&a8;</w:p></w:body></w:document>`;
const png = new Uint8Array(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
const random = (length: number): Uint8Array => {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state >> 16;
  });
};

const refused: [path: string, content: Uint8Array | string, reason: string, message: RegExp][] = [
  ["empty.md", "", "empty", /is empty/],
  ["blank.txt", "  \n\t\n", "empty", /is empty/],
  ["only-front-matter.md", "---\ntitle: x\n---\n", "no-text", /no text/],
  ["scan.pdf", pdf([[]]), "no-text", /text recognition/],
  ["huge.txt", "x".repeat(5_000_001), "too-large", /more than the 5 MB/],
  ["locked.pdf", encryptedPdf, "encrypted", /password/],
  ["locked.docx", compound("EncryptedPackage"), "encrypted", /password/],
  ["locked-zip.docx", encryptedZip(), "encrypted", /password/],
  ["old.doc", compound("WordDocument"), "unsupported", /97-2003/],
  ["notes.odt", zip({ mimetype: "application/vnd.oasis" }), "unsupported", /zip archive/],
  ["letter.rtf", "{\\rtf1 hello}", "unsupported", /\.docx/],
  ["page.pdf", "<!doctype html><html><p>Hi</p></html>", "mislabelled", /named \.pdf but is HTML/],
  ["image.docx", png, "mislabelled", /is a PNG image/],
  ["really.txt", pdf([[{ text: "Hi", y: 700 }]]), "mislabelled", /named \.txt but is PDF/],
  ["sheet.docx", xlsx({ A: [["x"]] }), "mislabelled", /is an Excel workbook/],
  ["deck.xlsx", pptx([{ title: "x" }]), "mislabelled", /is a PowerPoint presentation/],
  ["text.pdf", "just words", "mislabelled", /is plain text/],
  ["binary.md", random(500), "mislabelled", /is binary data/],
  ["no-nul.md", random(500).map((byte) => byte || 1), "mislabelled", /is binary data/],
  ["archive.docx", zip({ "a.txt": "x" }), "mislabelled", /is a zip archive/],
  ["bomb.docx", bomb, "too-large", /zip bomb/],
  ["laughs.docx", docx("", { "word/document.xml": laughs }), "broken", /document type/],
  ["laughs.xlsx", zip({ "xl/workbook.xml": laughs }), "broken", /document type/],
  ["lies-small.docx", lyingZip(3), "broken", /size it claims/],
  ["lies-big.docx", lyingZip(400_000_000), "too-large", /zip bomb/],
  ["cut.docx", word.slice(0, word.length / 2), "broken", /damaged/],
  ["cut.pdf", "%PDF-1.7\n1 0 obj\n<<", "broken", /damaged/],
  ["nonsense.docx", docx("<w:p><w:r>"), "broken", /damaged/],
  ["no-mail.eml", "hello there", "broken", /no sender/],
  [
    "bomb.pdf",
    pdfOfStreams([deflateSync(new Uint8Array(500_000_000).fill(0x20))], "/Filter /FlateDecode"),
    "too-much-memory",
    /memory/,
  ],
];

test.each(refused.map(([path, content, reason, message]) => ({ path, content, reason, message })))(
  "$path is refused: $reason",
  async ({ path, content, reason, message }) => {
    const bytes = typeof content === "string" ? bytesOf(content) : content.slice();
    const error: unknown = await parser.parse(path, bytes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnreadableDocument);
    expect([(error as UnreadableDocument).reason, (error as UnreadableDocument).message]).toEqual([
      reason,
      expect.stringMatching(message),
    ]);
    expect((error as UnreadableDocument).message).not.toContain("\n");
  },
);

test("a file that never ends is given up after its time, and the next one is read", async () => {
  const impatient = createParser({ workers: 1, timeLimitMs: 1_500 });
  try {
    // Emphasis that never closes takes the square of its length: minutes, here.
    const slow = bytesOf("*a_".repeat(60_000));
    await expect(impatient.parse("slow.md", slow)).rejects.toMatchObject({ reason: "too-slow" });
    await expect(impatient.parse("good.md", bytesOf("# Title\nWords."))).resolves.toMatchObject({
      title: "Title",
    });
    // Short ones go to a reader together: the others are read again without the one that ends it.
    const together = [..."abc"].map((name) => impatient.parse(`${name}.md`, bytesOf(`# ${name}\nWords.`)));
    const shortAndSlow = impatient.parse("slow.md", bytesOf("*a_".repeat(10_000)));
    const readToo = impatient.parse("d.md", bytesOf("# d\nWords."));
    await expect(shortAndSlow).rejects.toMatchObject({ reason: "too-slow" });
    const titles = (await Promise.all([...together, readToo])).map(({ title }) => title);
    expect(titles).toEqual(["a", "b", "c", "d"]);
  } finally {
    await impatient.close();
  }
});

test("damaged copies of real files never crash or hang the parser", async () => {
  const originals: [string, Uint8Array][] = [
    ["x.docx", word],
    ["x.pdf", pdf([[{ text: "Some text", y: 700 }]])],
    [
      "x.xlsx",
      xlsx({
        A: [
          ["a", "b"],
          [1, 2],
        ],
      }),
    ],
    ["x.pptx", pptx([{ title: "T", lines: ["a"] }])],
  ];
  const noise = random(4000);
  for (const [path, original] of originals) {
    for (let round = 0; round < 15; round++) {
      const bytes = original.slice();
      for (let hit = 0; hit < 8; hit++) {
        const at = noise[(round * 16 + hit * 2) % 4000]! * 256 + noise[(round * 16 + hit * 2 + 1) % 4000]!;
        bytes[at % bytes.length] = noise[(round + hit) % 4000]!;
      }
      const outcome = await parser.parse(path, bytes).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnreadableDocument);
      else expect(outcome).toHaveProperty("chunks");
    }
  }
});

test("deep nesting is read or refused, in bounded time", async () => {
  const files: [string, string][] = [
    ["deep.html", `<html>${"<div>".repeat(50_000)}Core${"</div>".repeat(50_000)}</html>`],
    ["quotes.md", `${">".repeat(5_000)} core`],
    ["lists.md", Array.from({ length: 200 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n")],
    ["brackets.md", "[".repeat(10_000)],
    ["stars.md", "*a_".repeat(1_500)],
  ];
  for (const [path, text] of files) {
    const outcome = await parser.parse(path, bytesOf(text)).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnreadableDocument);
  }
});

test("a closed parser says so", async () => {
  const closing = createParser({ workers: 1 });
  const pending = closing.parse("a.md", bytesOf("x")).catch((error: Error) => error.message);
  await closing.close();
  expect(await pending).toMatch(/closed/);
  await expect(closing.parse("a.md", bytesOf("x"))).rejects.toThrow(/closed/);
});
