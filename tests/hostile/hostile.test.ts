/** Every hostile file through the real parser, in a program of its own whose memory is weighed from outside. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { corpus } from "./corpus.ts";
import { type HostileFile, ORDERS } from "./hostile-file.ts";
import type { Outcome, Peak } from "./read-corpus.child.ts";

const MEGABYTES = 1_000;
const outcomes = new Map<string, Outcome>();
let peakMb = Number.POSITIVE_INFINITY;

const folder = mkdtempSync(join(tmpdir(), "docent-hostile-"));
const run = (program: string) =>
  spawn(process.execPath, [`tests/hostile/${program}.child.ts`, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });

beforeAll(async () => {
  expect(await once(run("write-corpus"), "exit")).toEqual([0, null]);
  const child = run("read-corpus");
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Outcome | Peak;
    if ("peakMb" in said) peakMb = said.peakMb;
    else outcomes.set(said.path, said);
  }
  expect(await ended).toEqual([0, null]);
}, 1_200_000);
afterAll(() => rmSync(folder, { recursive: true }));

test("there are many of them, each with a name of its own", () => {
  expect(corpus.length).toBeGreaterThanOrEqual(200);
  expect(new Set(corpus.map(({ path }) => path)).size).toBe(corpus.length);
});

test("reading all of them never takes a gigabyte", () => {
  expect(peakMb).toBeLessThan(MEGABYTES);
});

test.each(corpus.map((file) => [file.path, file] as const))("%s", (path, { verdict }: HostileFile) => {
  const outcome = outcomes.get(path)!;
  expect(outcome.crash).toBeUndefined();
  if ("refused" in verdict) {
    expect(verdict.refused).toContain(outcome.refused);
    // One line that ends in what to do.
    expect(outcome.message).toMatch(/^[^\n]+: [^\n]+$/);
    return;
  }
  expect(outcome).not.toHaveProperty("refused");
  const { title, chunks, findings, unread } = outcome.document!;
  const shown = JSON.stringify([title, chunks]);
  expect(shown).not.toContain(ORDERS);
  expect(shown).not.toMatch(/[\u{e0000}-\u{e0fff}\u202a-\u202e]/u);
  if (verdict.holds !== undefined) expect(shown).toContain(verdict.holds);
  if (verdict.finds)
    expect([...new Set(findings.map(({ how }) => how))].sort()).toEqual([...verdict.finds].sort());
  if (verdict.unread) expect(unread.join("\n")).toMatch(verdict.unread);
  expect(JSON.stringify(findings)).not.toContain(ORDERS);
});
