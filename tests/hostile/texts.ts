/** Plain text and tables: odd encodings, invisible characters, endless lines. */
import { binary, exhausting, type HostileFile, ORDERS, read, refused, SHOWN, text } from "./hostile-file.ts";

const tags = [...ORDERS].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("");
const variants = [...ORDERS].map((letter) => String.fromCodePoint(0xe0100 + letter.charCodeAt(0))).join("");
const bits = [...ORDERS]
  .map((letter) => letter.charCodeAt(0).toString(2).replace(/0/g, "\u200b").replace(/1/g, "\u200c"))
  .join("");
const UNSEEN = "invisible characters";
const utf16 = (content: string, bigEndian = false): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${content}`, "utf16le");
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
};

export const texts: readonly HostileFile[] = [
  text("tags.txt", `${SHOWN}.${tags}`, read(UNSEEN)),
  text("tags.md", `# Off${tags}ice\n\n${SHOWN}.`, read(UNSEEN)),
  text("tags.csv", `hour,note\n8,${SHOWN}${tags}\n`, read(UNSEEN)),
  text("variants.txt", `${SHOWN}.\u{1f600}${variants}`, read(UNSEEN)),
  text("zero-widths.txt", `${SHOWN}.${bits}`, read(UNSEEN)),
  text("scattered.txt", [...`${SHOWN}, and closes at six`].join("\u200b"), read(UNSEEN)),
  text("overrides.txt", `${SHOWN}. \u202e${[...ORDERS].reverse().join("")}\u202c`, read(UNSEEN)),
  text("fillers.txt", `${SHOWN}.${"\u3164".repeat(40)}`, read(UNSEEN)),
  text("soft-hyphens.txt", SHOWN.replace(/[a-z]/g, "$&\u00ad"), read()),
  text("controls.txt", `${`${SHOWN}. `.repeat(10)}\u001b[2J\u001b]0;evil\u0007`, read()),
  text("separators.txt", `${SHOWN}.\u2028\u2029\u0085 End.`, read()),
  text("combining.txt", () => `${SHOWN}. Z${"\u0351".repeat(200_000)}`, { holds: SHOWN }),
  binary("utf16.txt", () => utf16(`${SHOWN}. \ud800 alone`), read()),
  binary("utf16-other-way.txt", () => utf16(SHOWN, true), read()),
  binary(
    "utf7.html",
    () => new Uint8Array(Buffer.from(`<html><meta charset=utf-7><p>${SHOWN} +ADw-script+AD4-</p></html>`)),
    read(),
  ),
  binary(
    "broken-utf8.txt",
    () =>
      new Uint8Array(Buffer.concat([Buffer.from(`${SHOWN}. `), Buffer.from("c080eda080f4908080fe", "hex")])),
    read(),
  ),
  binary("nul.txt", () => new Uint8Array(Buffer.from(`${SHOWN}\u0000${ORDERS}`)), refused("mislabelled")),
  binary(
    "binary-later.txt",
    () => new Uint8Array(Buffer.concat([Buffer.from(`${SHOWN}. `.repeat(50)), Buffer.alloc(10_000, 1)])),
    refused("mislabelled"),
  ),
  text("blank.txt", () => " \n\t".repeat(1_000_000), refused("empty")),
  text("one-line.txt", () => `${SHOWN}. ${"word ".repeat(1_000_000)}`, { holds: SHOWN }),
  text("one-word.txt", () => `${SHOWN}. ${"x".repeat(5_000_000)}`, { holds: SHOWN }),
  text("line-of-spaces.txt", () => `${SHOWN}.${" ".repeat(3_000_000)}x`, { holds: SHOWN }),
  text("empty-lines.txt", () => `${SHOWN}.${"\n".repeat(3_000_000)}x`, { holds: SHOWN }),
  text("bullets.txt", () => `${SHOWN}.\n\n${"- \n".repeat(300_000)}`, { holds: SHOWN }),
  text(
    "encyclopedia.txt",
    () => "All the words there are. ".repeat(1_000_000),
    refused("too-large", "too-much-memory", "too-slow"),
  ),
  text("open-quote.csv", () => `a,b\n"${`${SHOWN}\n`.repeat(100_000)}`, refused("broken")),
  text("wild-quotes.csv", () => `a,b\n${'"x"y"z,'.repeat(100_000)}\n${SHOWN},1\n`, { holds: SHOWN }),
  text("many-columns.csv", () => `${"a,".repeat(100_000)}b\n${SHOWN}${",1".repeat(100_000)}\n`, {
    holds: SHOWN,
  }),
  text("long-header.csv", () => `${"h".repeat(500_000)},b\n${"1,2\n".repeat(2_000)}`, exhausting),
  text("million-rows.csv", () => `a,b\n${SHOWN},1\n${"1,2\n".repeat(1_000_000)}`, exhausting),
  text(
    "drawing.svg",
    `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>${ORDERS}</text></svg>`,
    refused("unsupported"),
  ),
  text(
    "report.xbrl",
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xbrl>&a;</xbrl>',
    refused("unsupported"),
  ),
  text("shortcut.lnk", `[InternetShortcut]\nURL=file://${ORDERS}`, refused("unsupported")),
];
