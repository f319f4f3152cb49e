/**
 * The embedded index as it grows:
 * `node bench/embedded-index.ts [--passages 1000,10000,100000] [--dimension 512] [--corpus <beir-dir>]...`
 *
 * Passages are made by recombining sentences of the given corpora (without any: of Docent's own documents), so that
 * words are as frequent as in real text; vectors are random, which costs a scan what real ones cost. `--dimension 0`
 * measures words alone. "A tenth" means that the person who asks may read every tenth document.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { groupId, groupScope, ORG, type Scope, tenantId } from "../src/access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../src/documents/document.ts";
import { seededRandom } from "../src/operations/seeded-random.ts";
import { openEmbeddedIndex } from "../src/retrieval/index/embedded.ts";
import type { PassageIndex } from "../src/retrieval/passage-index.ts";
import { percentile, printTable } from "./measure.ts";

const TENANT = tenantId("bench");
const PASSAGES_A_DOCUMENT = 10;
const WORDS_A_PASSAGE = 110;
const QUERIES = 300;

const VECTORS_AT_ONCE = 500;
const MODEL = "bench:random";

const { values } = parseArgs({
  options: {
    passages: { type: "string", default: "100000" },
    dimension: { type: "string", default: "512" },
    corpus: { type: "string", multiple: true, default: [] },
    opened: { type: "string" },
  },
});
const dimension = Number(values.dimension);
const random = seededRandom(7);
const { sentences, questions } = material(values.corpus);

type Row = Readonly<Record<string, string | number>>;

/** Fills a new index here, and has a process of its own open and search it, so that its start and memory are its own. */
async function fillAndMeasure(passages: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), "docent-bench-"));
  try {
    const index = await openEmbeddedIndex({ folder });
    const seconds = (await timed(() => fill(index, passages))) / 1000;
    if (dimension > 0) await fillVectors(index);
    await index.close();
    const again = [...process.execArgv, import.meta.filename, "--opened", folder, ...process.argv.slice(2)];
    const child = spawnSync(process.execPath, again, { stdio: ["ignore", "pipe", "inherit"] });
    return {
      passages: passages.toLocaleString("en"),
      "indexed, passages/s": Math.round(passages / seconds),
      "file, MB": Math.round(statSync(join(folder, "index.db")).size / 1e6),
      ...(JSON.parse(child.stdout.toString()) as Row),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string): Promise<Row> {
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const index = await openEmbeddedIndex({ folder });
  const ready = `${((performance.now() - started) / 1000).toFixed(2)} / ${(processorMs() / 1000).toFixed(2)}`;
  const groups = Array.from({ length: 10 }, (_, number) => groupScope(groupId(`${number}`)));
  const tenth: ReadonlySet<Scope> = new Set(groups.slice(0, 1));
  const everything: ReadonlySet<Scope> = new Set([ORG, ...groups]);
  const row = {
    "ready, s / processor s": ready,
    "first search, ms": (await timed(() => ask(index, tenth))).toFixed(1),
    "a tenth readable, p50 / p95 / processor ms": await latencies(index, tenth),
    "all readable, p50 / p95 / processor ms": await latencies(index, everything),
    "loop delay, 8 at once, p99 ms": await loopDelay(index, tenth),
    "memory, MB": Math.round((process.memoryUsage().rss - before) / 1e6),
  };
  await index.close();
  return row;
}

async function fillVectors(index: PassageIndex): Promise<void> {
  for (;;) {
    const missing = await index.missingVectors(TENANT, MODEL, VECTORS_AT_ONCE);
    if (missing.length === 0) return;
    const items = missing.map(({ id }) => ({ passage: id, values: vector() }));
    await index.putVectors(TENANT, MODEL, items);
  }
}

const vector = () => Float32Array.from({ length: dimension }, () => random() + random() - 1);

async function fill(index: PassageIndex, wanted: number): Promise<void> {
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

const ask = (index: PassageIndex, scopes: ReadonlySet<Scope>) =>
  index.search({
    tenant: TENANT,
    texts: [{ text: pick(questions), weight: 1 }],
    scopes,
    limit: 20,
    ...(dimension > 0 && { vector: { model: MODEL, values: vector(), weight: 0.3 } }),
  });

/** Times of searches one after another, and the processor time of one, which a busy machine changes less. */
async function latencies(index: PassageIndex, scopes: ReadonlySet<Scope>): Promise<string> {
  const times: number[] = [];
  const before = processorMs();
  for (let n = 0; n < QUERIES; n++) times.push(await timed(() => ask(index, scopes)));
  const figures = [percentile(times, 0.5), percentile(times, 0.95), (processorMs() - before) / QUERIES];
  return figures.map((ms) => ms.toFixed(1)).join(" / ");
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function loopDelay(index: PassageIndex, scopes: ReadonlySet<Scope>): Promise<string> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const asker = async () => {
    for (let n = 0; n < QUERIES / 8; n++) await ask(index, scopes);
  };
  await Promise.all(Array.from({ length: 8 }, asker));
  delay.disable();
  return (delay.percentile(99) / 1e6).toFixed(1);
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

if (values.opened) process.stdout.write(JSON.stringify(await measure(values.opened)));
else {
  const rows: Row[] = [];
  for (const passages of values.passages.split(",")) rows.push(await fillAndMeasure(Number(passages)));
  printTable(
    dimension > 0 ? `Words and vectors of ${dimension} dimensions` : "The embedded index, words alone",
    rows,
  );
}
