/** Small valid files, cut, changed and spliced at random: each becomes a document or is refused, and nothing else. */
import fc from "fast-check";
import { createParser, type DocumentParser } from "../../src/documents/parse/create-parser.ts";
import { UnreadableDocument } from "../../src/documents/parse/unreadable.ts";
import { bytesOf, docx, pdf, pptx, wordParagraph, wordTable, xlsx } from "../documents/files.ts";

const files: readonly (readonly [path: string, bytes: Uint8Array])[] = [
  [
    "x.docx",
    docx(wordParagraph("Words.", { run: "<w:vanish/>" }) + wordTable([["a", "b"]]) + wordParagraph("More.")),
  ],
  ["x.pptx", pptx([{ title: "Title", lines: ["One", "Two"], table: [["a", "b"]], notes: "Notes." }])],
  [
    "x.xlsx",
    xlsx({
      Sheet: [
        ["a", "b"],
        [1, 2],
      ],
    }),
  ],
  ["x.pdf", pdf([[{ text: "Some words", y: 700 }], [{ text: "More words", y: 700 }]])],
  [
    "x.html",
    bytesOf(
      '<!doctype html><html><style>p > b:not(.x) { color: white }</style><body><p style="left:-9px">A <b>b</b><!-- c --></p><table><tr><td>1<td>2</table></body></html>',
    ),
  ],
  [
    "x.md",
    bytesOf(
      "---\ntitle: T\n---\n# H\n\n- a\n  - b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b style='color:white'>x</b> [l](u \"t\")\n",
    ),
  ],
  ["x.csv", bytesOf('a;b\n1;"x\ny"\n')],
  ["x.txt", bytesOf("Heading\n=======\n\nWords.\u200b\n\n1. one\n2. two\n")],
  [
    "x.eml",
    bytesOf(
      "From: a@x.example\r\nSubject: S\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hi</p>\r\n--b\r\nContent-Disposition: attachment; filename=a.md\r\n\r\n# Hello\r\n--b--\r\n",
    ),
  ],
];

let parser: DocumentParser;
beforeAll(() => {
  parser = createParser({ workers: 1 });
});
afterAll(() => parser.close());

const position = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const change = fc.oneof(
  fc.record({ kind: fc.constant("cut" as const), from: position, to: position }),
  fc.record({ kind: fc.constant("flip" as const), from: position, byte: fc.nat(255) }),
  fc.record({ kind: fc.constant("splice" as const), from: position, to: position, at: position }),
);

function changed(
  bytes: Uint8Array,
  next: typeof change extends fc.Arbitrary<infer One> ? One : never,
): Uint8Array {
  const place = (share: number): number => Math.floor(share * bytes.length);
  const from = place(next.from);
  if (next.kind === "flip") return bytes.map((byte, at) => (at === from ? next.byte : byte));
  const to = place(next.to);
  const [start, end] = [Math.min(from, to), Math.max(from, to)];
  if (next.kind === "cut") return new Uint8Array([...bytes.slice(0, start), ...bytes.slice(end)]);
  const at = place(next.at);
  return new Uint8Array([...bytes.slice(0, at), ...bytes.slice(start, end), ...bytes.slice(at)]);
}

test.each(files)(
  "%s, damaged in any way, is read or refused",
  async (path, original) => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const bytes = changes.reduce(changed, original);
        const outcome = await parser.parse(path, bytes).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnreadableDocument);
        else expect(outcome).toMatchObject({ title: expect.any(String), findings: expect.any(Array) });
      }),
      { numRuns: 60 },
    );
  },
  300_000,
);
