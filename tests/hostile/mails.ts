/** E-mails whose structure or attachments attack. */
import { docx, zip } from "../documents/files.ts";
import { type HostileFile, ORDERS, read, refused, SHOWN, text, type Verdict } from "./hostile-file.ts";

const HEAD =
  "From: Ana <ana@x.example>\r\nSubject: Hours\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n";
const attachment = (name: string, content: string | Uint8Array): string =>
  `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content).toString("base64")}\r\n`;
const mail = (name: string, parts: () => string, verdict: Verdict = read()): HostileFile =>
  text(
    `${name}.eml`,
    () =>
      `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n${SHOWN}.\r\n${parts()}--b--\r\n`,
    verdict,
  );
const unread = (pattern: RegExp): Verdict => ({ holds: SHOWN, unread: pattern });

export const mails: readonly HostileFile[] = [
  mail("traversing-names", () =>
    [
      "../../../etc/passwd.md",
      "..\\..\\evil.md",
      "/abs/evil.md",
      "\\\\host\\share\\evil.md",
      "C:\\evil.md",
      "..",
      `${"n".repeat(5_000)}.md`,
    ]
      .map((name) => attachment(name, "Attached words."))
      .join(""),
  ),
  mail("names-that-hide", () => attachment(`plan\u202efdp.md`, "Attached words.")),
  mail("name-of-tags", () =>
    attachment(
      `plan${[...ORDERS].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("")}.md`,
      "Attached words.",
    ),
  ),
  mail(
    "ten-thousand-attachments",
    () => Array.from({ length: 10_000 }, (_, nth) => attachment(`${nth}.md`, "Words.")).join(""),
    unread(/attachments more than 100/),
  ),
  mail(
    "bombs-attached",
    () => {
      const bomb = docx("<w:p/>", { "word/zeros.bin": new Uint8Array(60_000_000) });
      return Array.from({ length: 20 }, (_, nth) => attachment(`${nth}.docx`, bomb)).join("");
    },
    unread(/zip bomb/),
  ),
  mail(
    "archive-attached",
    () => attachment("files.zip", zip({ "../evil.md": ORDERS })),
    unread(/zip archive|cannot be read/),
  ),
  mail(
    "page-attached",
    () => attachment("page.html", `<html><p>Seen.</p><p style="display:none">${ORDERS}</p></html>`),
    read("not displayed"),
  ),
  mail("mail-in-mail-in-mail", () =>
    Array.from(
      { length: 500 },
      () =>
        `--b\r\nContent-Type: message/rfc822\r\n\r\n${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n`,
    ).join(""),
  ),
  text(
    "deep-parts.eml",
    () =>
      `${HEAD}${Array.from({ length: 1_000 }, (_, nth) => `Content-Type: multipart/mixed; boundary=b${nth}\r\n\r\n--b${nth}\r\n`).join("")}Content-Type: text/plain\r\n\r\n${SHOWN}`,
    refused("broken"),
  ),
  text(
    "long-header.eml",
    () => `From: a@x.example\r\nSubject: ${"=?utf-8?q?A?= ".repeat(20_000)}\r\n\r\n${SHOWN}.\r\n`,
    { holds: SHOWN },
  ),
  text(
    "many-people.eml",
    () =>
      `${HEAD}To: ${Array.from({ length: 20_000 }, (_, nth) => `p${nth} <p${nth}@x.example>`).join(", ")}\r\n\r\n${SHOWN}.\r\n`,
    { holds: SHOWN },
  ),
  text(
    "hidden-part.eml",
    `${HEAD}Content-Type: text/html\r\n\r\n<p>${SHOWN}.</p><div style="display:none;max-height:0">${ORDERS}</div>`,
    read("not displayed"),
  ),
  text(
    "other-words-in-text.eml",
    `${HEAD}X-Orders: ${ORDERS}\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n${ORDERS}\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>${SHOWN}.</p>\r\n--b--\r\n`,
    read(),
  ),
  text(
    "no-end.eml",
    () => `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\n".repeat(50_000)}${SHOWN}.`,
    {},
  ),
  text(
    "subject-of-tags.eml",
    `From: a@x.example\r\nSubject: =?utf-8?B?${Buffer.from(`Hours${[...ORDERS].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("")}`).toString("base64")}?=\r\n\r\n${SHOWN}.\r\n`,
    read("invisible characters"),
  ),
];
