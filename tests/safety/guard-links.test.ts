import { links } from "../../src/safety/filters/links.ts";
import { redact } from "../../src/safety/redact.ts";
import type { Finding } from "../../src/safety/verdict.ts";
import { passage } from "./guard-parts.ts";

const source = passage(
  "Ask at https://hr.acme.example/leave?type=annual or hr@acme.example. See [the portal](https://portal.acme.example/a%20b), www.acme.example and bücher.example. Read notes.md.",
);
const shown = (text: string): string => {
  const finding = links.check({ stage: "sentence", text, passages: [source], question: "" }) as Finding;
  return redact(text, finding.spans ?? []);
};

test.each([
  "Go to https://hr.acme.example/leave?type=annual.",
  "Go to <https://HR.acme.example/leave?type=annual>, then rest.",
  "Use [the form](https://hr.acme.example/leave?type=annual).",
  'Use [the form](https://hr.acme.example/leave?type=annual#part-2 "Leave").',
  "Write to hr@acme.example or mailto:HR@acme.example!",
  "The portal is https://portal.acme.example/a b".replace("a b", "a%20b"),
  "Look at acme.example and hr.acme.example.",
  "Look at xn--bcher-kva.example.",
  "The handbook is https://docs.acme.example/handbook.",
  "Read notes.md, Node.js 24, e.g. at 10.30, v1.2.3, the U.S. rules and done.Then rest.",
])("keeps %s", (text) => {
  expect(shown(text)).toBe(text);
});

test.each([
  ["an unknown address", "Go to https://evil.test/x?d=secret.", "Go to [link removed]."],
  ["another path", "Go to https://hr.acme.example/leave/other.", "Go to [link removed]."],
  ["data in a query", "Go to https://hr.acme.example/leave?type=annual&d=1", "Go to [link removed]"],
  ["an unknown Markdown link", "Use [the form](https://evil.test/form) today.", "Use the form today."],
  ["an image", "![chart](https://hr.acme.example/leave?type=annual)", "chart"],
  ["a script", "[click](javascript:alert(1))", "click"],
  ["an encoded script", "[click](java%73cript:alert)", "click"],
  ["a data address", "See data:text/html;base64,AAAA now.", "See [link removed] now."],
  ["an unknown mailbox", "Write to boss@evil.test.", "Write to [link removed]."],
  ["a bare domain", "Visit evil.com today.", "Visit [link removed] today."],
  ["a domain with a path", "Visit evil.md/login today.", "Visit [link removed] today."],
  ["a full-width dot", "Visit evil。com/x today.", "Visit [link removed] today."],
  ["a homograph", "Visit https://hr.аcme.example/leave?type=annual", "Visit [link removed]"],
  ["a host in the user part", "Visit https://hr.acme.example@evil.test/leave", "Visit [link removed]"],
  ["a Slack link", "Use <https://evil.test/x|the form>.", "Use the form."],
  ["words that show another domain", "[evil.com](https://hr.acme.example/leave?type=annual)", "evil.com"],
  ["a reference definition", "[1x]: https://evil.test/y", "[1x]: [link removed]"],
])("removes %s", (_what, text, expected) => {
  expect(shown(text)).toBe(expected);
});
