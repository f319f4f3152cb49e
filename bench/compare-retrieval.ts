/**
 * Docent beside what people would use in its place, one after the other in one run, on the same questions.
 * `node bench/compare-retrieval.ts [--draw] [--patient] [collection ...]`; `--draw` writes
 * docs/images/quality-against-latency.svg, `--patient` waits for libraries that take minutes to index.
 *
 * The peers have a package.json of their own, which is installed on the first run; Docent's install stays as it is.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORG } from "../src/access/scopes.ts";
import { type BeirEntry, type BeirFolder, readBeir } from "../src/audit/beir.ts";
import { EVALUATION_TENANT, indexCorpus } from "../src/audit/beir-index.ts";
import { ndcg } from "../src/audit/ranking-measures.ts";
import { openEmbeddedIndex } from "../src/retrieval/index/embedded.ts";
import { createRetrieval } from "../src/retrieval/search.ts";
import { drawQualityAgainstLatency } from "./draw-quality-against-latency.ts";
import { installedPeers } from "./installed-peers.ts";
import { percentile, printTable, sharedFolder } from "./measure.ts";

/** Asks for the ids of the ten best entries, best first. */
type Search = (question: string) => Promise<readonly string[]>;

interface Peer {
  readonly name: string;
  /** Words it indexes a second, where that is slow. */
  readonly wordsASecond?: number;
  build(entries: readonly BeirEntry[]): Promise<Search>;
}

/** How one library did on one collection; `skipped` says why it did not run. */
export interface Compared {
  readonly peer: string;
  readonly collection: string;
  readonly ndcg10: number;
  readonly msP50: number;
  readonly msP95: number;
  readonly skipped?: string;
}

const COLLECTIONS = ["handbook_18f", "northwind_hr", "scifact"];
const BEST = 10;
/** What takes longer to index, or to ask everything, is skipped unless `--patient` is given. */
const MOST_SECONDS = 60;
/** A quick search is timed so many times and its best time counts: the machine's other work is not the library's. */
const ROUNDS = 3;
const QUICK_MS = 30;
/** Questions asked before the clock runs, so that every library is compiled. */
const WARM_UP = 20;

/** Measures every library on each collection and prints a table for each. */
export async function compareRetrieval(collections: readonly string[] = COLLECTIONS): Promise<Compared[]> {
  const peers = [docent, ...(await installedPeers<Peer>("peers"))];
  const rows: Compared[] = [];
  for (const collection of collections) {
    const folder = await readBeir(`${sharedFolder()}/data/retrieval/${collection}`);
    for (const peer of peers) rows.push(await compare(peer, collection, folder));
    printTable(
      `${collection}: ${folder.corpus.length} entries`,
      rows
        .filter((row) => row.collection === collection)
        .map(({ peer, ndcg10, msP50, msP95, skipped }) => ({
          library: peer,
          "nDCG@10": skipped ?? ndcg10.toFixed(3),
          "p50, ms": skipped ? "" : msP50.toFixed(2),
          "p95, ms": skipped ? "" : msP95.toFixed(2),
        })),
    );
  }
  return rows;
}

async function compare(peer: Peer, collection: string, folder: BeirFolder): Promise<Compared> {
  const nothing = { peer: peer.name, collection, ndcg10: 0, msP50: 0, msP95: 0 };
  const words = folder.corpus.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  const isTooLong = (seconds: number) => seconds > MOST_SECONDS && !process.argv.includes("--patient");
  const indexing = words / (peer.wordsASecond ?? Number.POSITIVE_INFINITY);
  if (isTooLong(indexing))
    return { ...nothing, skipped: `skipped: indexing takes ${Math.round(indexing)} s or more` };
  process.stderr.write(`${collection}: ${peer.name}\n`);
  const search = await peer.build(folder.corpus);
  try {
    const judged = folder.questions.filter(({ id }) => folder.judgements.has(id));
    const started = performance.now();
    for (const { text } of judged.slice(0, WARM_UP)) await search(text);
    const msEach = (performance.now() - started) / Math.min(WARM_UP, judged.length);
    if (isTooLong((msEach * judged.length) / 1_000))
      return { ...nothing, skipped: `skipped: ${Math.round(msEach)} ms a question` };
    const gains: number[] = [];
    const times: number[] = [];
    for (const { id, text } of judged) {
      let found: readonly string[] = [];
      let bestMs = Number.POSITIVE_INFINITY;
      for (let round = 0; round < ROUNDS; round++) {
        const asked = performance.now();
        found = await search(text);
        bestMs = Math.min(bestMs, performance.now() - asked);
        if (bestMs > QUICK_MS) break;
      }
      times.push(bestMs);
      gains.push(ndcg(found, folder.judgements.get(id)!, BEST));
    }
    return {
      ...nothing,
      ndcg10: gains.reduce((sum, gain) => sum + gain, 0) / gains.length,
      msP50: percentile(times, 0.5),
      msP95: percentile(times, 0.95),
    };
  } finally {
    await closing.pop()?.();
  }
}

/** What the library measured last left open. */
const closing: (() => Promise<void>)[] = [];

/** As people are answered: the index in its worker thread, readers' scopes filtered, repeats dropped. */
const docent: Peer = {
  name: "Docent",
  async build(entries) {
    const folder = await mkdtemp(join(tmpdir(), "docent-compare-"));
    const index = await openEmbeddedIndex({ folder });
    closing.push(async () => {
      await index.close();
      await rm(folder, { recursive: true, force: true });
    });
    await indexCorpus(index, entries);
    const retrieval = createRetrieval({ index });
    const scopes = new Set([ORG]);
    return async (text) => {
      const request = { tenant: EVALUATION_TENANT, texts: [{ text, weight: 1 }], scopes, limit: BEST };
      return (await retrieval.search(request)).passages.map(({ passage }) => passage.document);
    };
  },
};

if (import.meta.main) {
  const given = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  const rows = await compareRetrieval(given.length ? given : COLLECTIONS);
  if (process.argv.includes("--draw")) {
    const image = new URL("../docs/images/quality-against-latency.svg", import.meta.url);
    await writeFile(image, drawQualityAgainstLatency(rows));
  }
}
