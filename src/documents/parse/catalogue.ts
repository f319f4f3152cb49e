import type { ParsedDocument } from "../document.ts";
import { detectFormat, type Format } from "./format.ts";
import { UnreadableDocument } from "./unreadable.ts";

/** Reads a file's text with its structure. `path` names it; its bytes are of the format already. */
type Parser = (path: string, bytes: Uint8Array) => ParsedDocument | Promise<ParsedDocument>;

/** Every format and its parser, loaded when first needed: PDF alone costs a tenth of a second. */
const PARSERS: Readonly<Record<Format, () => Promise<Parser>>> = {
  markdown: async () => (await import("./markdown.ts")).parseMarkdown,
  html: async () => (await import("./html.ts")).parseHtml,
  text: async () => (await import("./text.ts")).parseText,
  csv: async () => (await import("./csv.ts")).parseCsv,
  pdf: async () => (await import("./pdf.ts")).parsePdf,
  docx: async () => (await import("./docx.ts")).parseDocx,
  pptx: async () => (await import("./pptx.ts")).parsePptx,
  xlsx: async () => (await import("./xlsx.ts")).parseXlsx,
  eml: async () => {
    const { parseEml } = await import("./eml.ts");
    return (path, bytes) => parseEml(path, bytes, readAttachment);
  },
};

const loaded = new Map<Format, Parser>();

/** Importing costs something each time, also what is there already. */
async function parserOf(format: Format): Promise<Parser> {
  const parser = loaded.get(format) ?? (await PARSERS[format]());
  loaded.set(format, parser);
  return parser;
}

/**
 * Reads a file of any known format, which its content decides.
 * @throws {UnreadableDocument} for every file that cannot become a document, with the reason and a remedy.
 */
export async function parseFile(path: string, bytes: Uint8Array): Promise<ParsedDocument> {
  return parseAs(detectFormat(path, bytes), path, bytes);
}

async function parseAs(format: Format, path: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const parser = await parserOf(format);
  const parsed = await attempt(() => parser(path, bytes));
  if (parsed.blocks.length === 0) {
    throw new UnreadableDocument("no-text", "it holds no text that could be quoted: add some or delete it");
  }
  return parsed;
}

/** Parsers throw whatever they like at damaged input; their message is the detail of ours. */
async function attempt(parse: () => ParsedDocument | Promise<ParsedDocument>): Promise<ParsedDocument> {
  try {
    return await parse();
  } catch (cause) {
    if (cause instanceof UnreadableDocument) throw cause;
    // Parsers that call themselves for each level of nesting run out of stack.
    if (cause instanceof RangeError && /call stack/.test(cause.message)) {
      throw new UnreadableDocument("broken", "it is nested too deeply: simplify it and save it again", {
        cause,
      });
    }
    const detail = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0]!.slice(0, 200);
    throw new UnreadableDocument("broken", `the file is damaged (${detail}): export it again`, { cause });
  }
}

async function readAttachment(name: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const format = detectFormat(name, bytes);
  if (format === "eml") {
    throw new UnreadableDocument(
      "unsupported",
      "it is an e-mail inside an e-mail: save it as a file of its own",
    );
  }
  return parseAs(format, name, bytes);
}
