/**
 * The embedded index with many passages: `node bench/embedded-index.ts [--passages 100000] [--corpus <beir-dir>]...`
 *
 * Passages are made by recombining sentences of the given corpora (without any: of Docent's own documents), so that
 * words are as frequent as in real text. A tenth of the passages is readable to the person who asks.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { groupId, groupScope, ORG, type Scope, tenantId } from "../src/access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../src/documents/document.ts";
import { openEmbeddedIndex } from "../src/retrieval/index/embedded.ts";
import type { PassageIndex } from "../src/retrieval/passage-index.ts";

const TENANT = tenantId("bench");
const PASSAGES_A_DOCUMENT = 10;
const WORDS_A_PASSAGE = 110;
const QUERIES = 300;

const { values } = parseArgs({
  options: {
    passages: { type: "string", default: "100000" },
    corpus: { type: "string", multiple: true, default: [] },
  },
});
const wanted = Number(values.passages);
const folder = mkdtempSync(join(tmpdir(), "docent-bench-"));
const random = seeded(7);
const { sentences, questions } = material(values.corpus);

async function measure(): Promise<void> {
  const rows: [string, string][] = [["passages", wanted.toLocaleString("en")]];
  let index = await openEmbeddedIndex({ folder });
  const writing = await timed(() => fill(index));
  rows.push([
    "indexed",
    `${(writing / 1000).toFixed(1)} s, ${Math.round(wanted / (writing / 1000))} passages/s`,
  ]);
  await index.close();
  rows.push(["file", `${(statSync(join(folder, "index.db")).size / 1e6).toFixed(0)} MB`]);

  const before = process.memoryUsage().rss;
  const opening = await timed(async () => {
    index = await openEmbeddedIndex({ folder });
  });
  rows.push(["opened again", `${(opening / 1000).toFixed(2)} s`]);
  const tenth: ReadonlySet<Scope> = new Set([groupScope(groupId("0"))]);
  const everything: ReadonlySet<Scope> = new Set([
    ORG,
    ...Array.from({ length: 10 }, (_, n) => groupScope(groupId(`${n}`))),
  ]);
  rows.push(["first search", `${(await timed(() => ask(index, questions[0]!, tenth))).toFixed(1)} ms`]);
  rows.push(["search, a tenth readable", await latencies(index, tenth)]);
  rows.push(["search, all readable", await latencies(index, everything)]);
  rows.push(["event loop, 8 at once", await loopDelay(index, tenth)]);
  rows.push([
    "memory after opening and searching",
    `${((process.memoryUsage().rss - before) / 1e6).toFixed(0)} MB more`,
  ]);
  await index.close();
  for (const [name, figure] of rows) process.stdout.write(`${name.padEnd(36)}${figure}\n`);
}

async function fill(index: PassageIndex): Promise<void> {
  let waiting: Promise<void>[] = [];
  for (let first = 0, number = 0; first < wanted; first += PASSAGES_A_DOCUMENT, number++) {
    const document = `document-${number}` as DocumentId;
    const scope = groupScope(groupId(`${number % 10}`));
    const count = Math.min(PASSAGES_A_DOCUMENT, wanted - first);
    const passages = Array.from({ length: count }, (_, ordinal) => passage(document, ordinal, scope));
    waiting.push(index.replace(TENANT, document, passages));
    if (waiting.length < 64) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
}

function passage(document: DocumentId, ordinal: number, scope: Scope): Passage {
  const parts: string[] = [];
  for (let words = 0; words < WORDS_A_PASSAGE; ) {
    const sentence = pick(sentences);
    parts.push(sentence);
    words += sentence.split(" ").length;
  }
  return {
    id: `${document}#${ordinal}` as PassageId,
    document,
    tenant: TENANT,
    version: "1",
    ordinal,
    title: document,
    uri: `docent:${document}`,
    scopes: [scope],
    location: { headings: [] },
    modifiedAt: "2026-01-01T00:00:00Z",
    text: parts.join(" "),
  };
}

const ask = (index: PassageIndex, text: string, scopes: ReadonlySet<Scope>) =>
  index.search({ tenant: TENANT, texts: [{ text, weight: 1 }], scopes, limit: 20 });

async function latencies(index: PassageIndex, scopes: ReadonlySet<Scope>): Promise<string> {
  const times: number[] = [];
  for (let n = 0; n < QUERIES; n++) times.push(await timed(() => ask(index, pick(questions), scopes)));
  return percentiles(times);
}

async function loopDelay(index: PassageIndex, scopes: ReadonlySet<Scope>): Promise<string> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const asker = async () => {
    for (let n = 0; n < QUERIES / 8; n++) await ask(index, pick(questions), scopes);
  };
  await Promise.all(Array.from({ length: 8 }, asker));
  delay.disable();
  return `p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`;
}

function percentiles(times: number[]): string {
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.ceil(share * times.length) - 1]!.toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function material(corpora: readonly string[]): { sentences: string[]; questions: string[] } {
  const jsonLines = (path: string) =>
    readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { text: string });
  const own = ["README.md", "CONTRIBUTING.md", "docs/benchmarks.md"].map((path) =>
    join(import.meta.dirname, "..", path),
  );
  const texts = corpora.length
    ? corpora.flatMap((corpus) => jsonLines(join(corpus, "corpus.jsonl")).map((entry) => entry.text))
    : own.filter((path) => existsSync(path)).map((path) => readFileSync(path, "utf8"));
  const sentences = texts
    .flatMap((text) => text.split(/(?<=[.!?])\s+/))
    .filter((sentence) => /\w+ \w+/.test(sentence));
  if (sentences.length === 0) throw new Error("no text to make passages of: give --corpus <beir-dir>");
  const questions = corpora.length
    ? corpora.flatMap((corpus) => jsonLines(join(corpus, "queries.jsonl")).map((entry) => entry.text))
    : Array.from({ length: QUERIES }, () => pick(sentences).split(" ").slice(0, 8).join(" "));
  return { sentences, questions };
}

function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

/** A generator that gives the same numbers in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

try {
  await measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
