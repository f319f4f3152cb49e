/**
 * Bytes as text: by byte order mark, else by `declared` (a charset label), else UTF-8, else Windows-1252, which
 * gives every byte a character. Line ends become `\n`.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const text = decode(bytes, declared).replace(/^\ufeff/, "");
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** Nearly every file is of this charset; a decoder costs more than a short file's decoding. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: Uint8Array, declared: string | undefined): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  for (const charset of declared ? [declared, "utf-8"] : ["utf-8"]) {
    try {
      const decoder = charset === "utf-8" ? utf8 : new TextDecoder(charset, { fatal: true });
      return decoder.decode(bytes);
    } catch {
      // An unknown label (RangeError) or bytes that are not of that charset (TypeError): try the next.
    }
  }
  return new TextDecoder("windows-1252").decode(bytes);
}
