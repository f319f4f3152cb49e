import { extname } from "node:path";
import { openArchive } from "./archive.ts";
import { UnreadableDocument } from "./unreadable.ts";

export type Format = "markdown" | "html" | "text" | "csv" | "pdf" | "docx" | "pptx" | "xlsx" | "eml";

const EXTENSIONS: Readonly<Record<string, Format>> = {
  ".md": "markdown",
  ".markdown": "markdown",
  ".mdx": "markdown",
  ".html": "html",
  ".htm": "html",
  ".xhtml": "html",
  ".txt": "text",
  ".text": "text",
  ".rst": "text",
  ".adoc": "text",
  ".csv": "csv",
  ".tsv": "csv",
  ".pdf": "pdf",
  ".docx": "docx",
  ".docm": "docx",
  ".pptx": "pptx",
  ".pptm": "pptx",
  ".xlsx": "xlsx",
  ".xlsm": "xlsx",
  ".eml": "eml",
};

/** Documents that people will miss when they are passed over in silence, so they are reported with a remedy. */
const FOREIGN: Readonly<Record<string, string>> = {
  ".doc": "save it as .docx",
  ".dot": "save it as .docx",
  ".rtf": "save it as .docx",
  ".odt": "save it as .docx",
  ".xls": "save it as .xlsx",
  ".ods": "save it as .xlsx",
  ".ppt": "save it as .pptx",
  ".odp": "save it as .pptx",
  ".msg": "save it as .eml",
  ".pages": "export it as .pdf",
  ".key": "export it as .pdf",
  ".numbers": "export it as .xlsx",
  ".epub": "export it as .pdf",
};

const NAMES: Readonly<Record<Format, string>> = {
  markdown: "Markdown",
  html: "HTML",
  text: "plain text",
  csv: "CSV",
  pdf: "PDF",
  docx: "a Word document",
  pptx: "a PowerPoint presentation",
  xlsx: "an Excel workbook",
  eml: "an e-mail",
};

/** First bytes (hex) of what is no document, to say in a report what a mislabelled file really is. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ["89504e47", "a PNG image"],
  ["ffd8ff", "a JPEG image"],
  ["47494638", "a GIF image"],
  ["52494646", "a WebP, WAV or AVI file"],
  ["1f8b", "a gzip archive"],
  ["377abcaf271c", "a 7-Zip archive"],
  ["526172211a07", "a RAR archive"],
  ["7f454c46", "a program"],
  ["4d5a", "a program"],
  ["504b0506", "an empty zip archive"],
];

/** Whether a file of this name is worth listing: a format Docent reads, one it should explain, or no extension. */
export function isDocumentName(path: string): boolean {
  const extension = extname(path).toLowerCase();
  return extension === "" || extension in EXTENSIONS || extension in FOREIGN;
}

/** Whether a file says by its name that it is Markdown or plain text. */
export const isTextName = (path: string): boolean =>
  ["markdown", "text"].includes(EXTENSIONS[extname(path).toLowerCase()] ?? "");

/**
 * What a file really is. The content decides; the name settles what text is meant to be.
 * @throws {UnreadableDocument} when it is empty, encrypted, of no readable format, or not what its name says.
 */
export function detectFormat(path: string, bytes: Uint8Array): Format {
  if (bytes.length === 0 || bytes.every((byte) => byte <= 0x20)) {
    throw new UnreadableDocument("empty", "the file is empty: put text in it or delete it");
  }
  const extension = extname(path).toLowerCase();
  const named = EXTENSIONS[extension];
  const found = ofContent(bytes);
  if (found.format && (found.format === named || named === undefined)) return found.format;
  if (found.what) throw notWhatItSays(extension, named, found.what);
  if (extension in FOREIGN) {
    throw new UnreadableDocument("unsupported", `${extension} files cannot be read: ${FOREIGN[extension]}`);
  }
  if (named === undefined && extension === "") return "text";
  if (named === undefined) {
    throw new UnreadableDocument(
      "unsupported",
      `${extension} files cannot be read: save it in a known format`,
    );
  }
  if (isBinaryFormat(named)) throw notWhatItSays(extension, named, "plain text");
  return named;
}

interface Content {
  readonly format?: Format;
  /** In words, unless it is text that could be several formats. */
  readonly what?: string;
}

function ofContent(bytes: Uint8Array): Content {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = whole.subarray(0, 1024);
  const hex = head.toString("hex", 0, 8);
  const pdfAt = head.indexOf("%PDF-");
  if (pdfAt >= 0 && isPdf(whole, pdfAt)) {
    if (head.subarray(0, pdfAt).toString("latin1").trim().length > MOST_JUNK || endsAsZip(whole))
      throw twoInOne();
    return known("pdf");
  }
  if (hex.startsWith("504b0304")) return ofArchive(bytes);
  if (hex.startsWith("d0cf11e0")) return ofCompoundFile(bytes);
  const signature = SIGNATURES.find(([magic]) => hex.startsWith(magic));
  if (signature && (!isText(whole, hex) || /^gif8[79]a\S/i.test(head.toString("latin1", 0, 7))))
    return { what: signature[1] };
  if (!isText(whole, hex)) return { what: "binary data" };
  if (endsAsZip(whole)) throw twoInOne();
  if (
    /^(\ufeff)?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<(!doctype html|html)[\s>]/i.test(
      head.toString("utf8"),
    )
  ) {
    return known("html");
  }
  return {};
}

/** Mail gateways put a few bytes before a PDF; another file's beginning is longer. */
const MOST_JUNK = 8;

/** A text may speak of PDF's signature; a PDF also says where its parts are. */
const isPdf = (whole: Buffer, at: number): boolean =>
  at === 0 || whole.subarray(-2048).includes("startxref") || whole.subarray(-2048).includes("%%EOF");

/** Whether a zip archive's end record is the end of the file too (APPNOTE.TXT 4.3.16). */
function endsAsZip(whole: Buffer): boolean {
  // Hardly any text holds this byte, and one byte is looked for many times as fast as four backwards.
  if (!whole.includes(6)) return false;
  const at = whole.lastIndexOf("PK\x05\x06", undefined, "latin1");
  return at >= 0 && at + 22 <= whole.length && at + 22 + whole.readUInt16LE(at + 20) === whole.length;
}

const twoInOne = (): UnreadableDocument =>
  new UnreadableDocument(
    "mislabelled",
    "it is two files in one, which shows different things to different programs: export it again",
  );

const known = (format: Format): Content => ({ format, what: NAMES[format] });

const isBinaryFormat = (format: Format): boolean => ["pdf", "docx", "pptx", "xlsx"].includes(format);

/** Control characters (without white space and escape) are a tenth of random bytes and next to none of a text. */
const MOST_CONTROLS_IN_TEXT = 0.02;

/** UTF-16 text has NUL bytes and a byte order mark; any other NUL near the beginning means that this is no text. */
function isText(whole: Buffer, hex: string): boolean {
  if (/^(fffe|feff)/.test(hex)) return true;
  return (
    !whole.subarray(0, 1024).includes(0) &&
    areMostlyLetters(whole.subarray(0, 1024)) &&
    areMostlyLetters(whole)
  );
}

/** By byte: 1 for a control character. */
const IS_CONTROL = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 32 && (byte < 9 || byte > 13) && byte !== 27 ? 1 : 0,
);

function areMostlyLetters(bytes: Buffer): boolean {
  let controls = 0;
  // Walking by index: every byte of every file comes by here, and an iterator takes five times as long.
  for (let at = 0; at < bytes.length; at++) controls += IS_CONTROL[bytes[at]!]!;
  return controls <= bytes.length * MOST_CONTROLS_IN_TEXT;
}

const MAIN_PARTS = {
  docx: "word/document.xml",
  pptx: "ppt/presentation.xml",
  xlsx: "xl/workbook.xml",
} as const;

function ofArchive(bytes: Uint8Array): Content {
  const { names } = openArchive(bytes);
  const formats = (["docx", "pptx", "xlsx"] as const).filter((format) => names.includes(MAIN_PARTS[format]));
  if (formats.length > 1) throw twoInOne();
  return formats[0] ? known(formats[0]) : { what: "a zip archive" };
}

/** The container of Office 97-2003 and of encrypted Office files ([MS-OFFCRYPTO] 1.3.3). */
function ofCompoundFile(bytes: Uint8Array): Content {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (content.includes(Buffer.from("EncryptedPackage", "utf16le"))) {
    throw new UnreadableDocument("encrypted", "it is encrypted: save it without a password");
  }
  throw new UnreadableDocument(
    "unsupported",
    "it is an Office 97-2003 file: save it as .docx, .xlsx, .pptx or .eml",
  );
}

function notWhatItSays(extension: string, named: Format | undefined, what: string): UnreadableDocument {
  return named === undefined
    ? new UnreadableDocument(
        "unsupported",
        `it is ${what}, which cannot be read: save it as PDF or Office file`,
      )
    : new UnreadableDocument(
        "mislabelled",
        `it is named ${extension} but is ${what}: rename or export it again`,
      );
}
