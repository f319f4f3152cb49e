import { Writable } from "node:stream";
import { logReport, progressReport } from "../../src/documents/progress.ts";
import type { SyncEvent } from "../../src/documents/sync-event.ts";

const events: SyncEvent[] = [
  { kind: "listed", documents: 4, bytes: 4_000_000 },
  {
    kind: "indexed",
    path: "a.md",
    title: "Leave",
    passages: 12,
    bytes: 1_000_000,
    findings: [{ kind: "hidden-text", how: "comment", place: "p. 2", count: 1 }],
    secrets: [],
    unread: [],
  },
  {
    kind: "indexed",
    path: "m.eml",
    title: "Move",
    passages: 1,
    bytes: 1,
    findings: [],
    secrets: [],
    unread: ["x.pdf: it is empty"],
  },
  { kind: "unchanged", path: "b.md", bytes: 1 },
  { kind: "failed", path: "c.pdf", reason: "it needs a password: save it without one", bytes: 1 },
  { kind: "removed", path: "d.md" },
  {
    kind: "finished",
    indexed: 2,
    unchanged: 1,
    removed: 1,
    failed: 1,
    passages: 13,
    bytes: 1_000_001,
    ms: 10,
  },
];

function written(isTTY: boolean): string {
  let text = "";
  const stream = Object.assign(
    new Writable({
      write(chunk, _, done) {
        text += chunk;
        done();
      },
    }),
    // What the bar asks of a terminal.
    { isTTY, columns: 200, rows: 40, cursorTo: () => true, clearLine: () => true, moveCursor: () => true },
  );
  const report = progressReport(stream);
  for (const event of events) report(event);
  return text;
}

test("elsewhere than on a terminal, one line a document that something happened to", () => {
  expect(written(false).split("\n")).toEqual([
    "indexed a.md (Leave): 12 passages; left out: 1 hidden text (comment, p. 2)",
    "indexed m.eml (Move): 1 passages; not read: x.pdf: it is empty",
    "failed  c.pdf: it needs a password: save it without one",
    "removed d.md",
    "",
  ]);
});

test("on a terminal, a bar with rate and time left, and failures by name below it", () => {
  const text = written(true);
  expect(text).toMatch(/100% \| 4\/4 documents \| \d+ passages\/s, [\d.]+ MB\/s \| \S+ left/);
  expect(text).toMatch(/\n.*failed {2}c\.pdf: it needs a password/);
  expect(text.indexOf("c.pdf")).toBeGreaterThan(text.lastIndexOf("documents |"));
});

test("a log collector gets the same lines, failures as warnings", () => {
  const lines: string[] = [];
  const report = logReport({
    info: (line) => void lines.push(`info ${line}`),
    warn: (line) => void lines.push(`warn ${line}`),
  });
  for (const event of events) report(event);
  expect(lines).toEqual([
    "info indexed a.md (Leave): 12 passages; left out: 1 hidden text (comment, p. 2)",
    "info indexed m.eml (Move): 1 passages; not read: x.pdf: it is empty",
    "warn failed  c.pdf: it needs a password: save it without one",
    "info removed d.md",
  ]);
});
