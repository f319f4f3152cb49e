import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { evaluateRetrieval } from "../../src/audit/evaluate-retrieval.ts";
import { tuneFusion } from "../../src/audit/tune-fusion.ts";
import { createEmbedder } from "../../src/retrieval/embeddings/catalogue.ts";
import { temporaryFolder } from "../retrieval/temporary-folder.ts";
import { type EmbeddingServers, startEmbeddingServers } from "../stand-ins/embedding-servers.ts";

let servers: EmbeddingServers;
beforeEach(async () => {
  servers = await startEmbeddingServers();
});
afterEach(() => servers.stop());

const embedder = () => createEmbedder("ollama:letters", { DOCENT_EMBEDDINGS_URL: servers.url });

/** Questions share no word with the entry that answers them, only its letters: words find another one. */
async function writeBeir(): Promise<string> {
  const folder = join(await temporaryFolder(), "beir");
  await mkdir(folder);
  const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join("\n");
  const letters = ["aaaa", "bbbb", "cccc", "dddd"];
  const corpus = letters.flatMap((letter, at) => [
    { _id: `right${at}`, title: "", text: `${letter.repeat(3)}` },
    { _id: `wrong${at}`, title: "", text: `zebra${at} zzzz zzzz` },
  ]);
  const queries = letters.map((letter, at) => ({ _id: `q${at}`, text: `${letter.repeat(8)} zebra${at}` }));
  const judged = letters.map((_, at) => `q${at}\tright${at}\t1`);
  await writeFile(join(folder, "corpus.jsonl"), lines(corpus));
  await writeFile(join(folder, "queries.jsonl"), lines(queries));
  await writeFile(join(folder, "qrels.tsv"), ["query-id\tcorpus-id\tscore", ...judged].join("\n"));
  return folder;
}

test("the curve rises where meaning finds what words do not, on both halves", async () => {
  const { curve, words, best, queries } = await tuneFusion(await writeBeir(), { embedder: embedder() });
  expect(queries).toBe(4);
  expect(words.weight).toBe(0);
  expect(words.tuning).toBeLessThan(1);
  expect(best).toEqual(expect.objectContaining({ tuning: 1, validation: 1 }));
  expect(best.weight).toBeGreaterThan(0.4);
  expect(curve.map(({ weight }) => weight)).toEqual(curve.map(({ weight }) => weight).sort());
});

test("vectors that are kept are not made again", async () => {
  const beir = await writeBeir();
  const folder = await temporaryFolder();
  const first = await tuneFusion(beir, { embedder: embedder(), folder });
  const passages = servers.embedded.filter((text) => !text.includes(" zebra"));
  const again = await tuneFusion(beir, { embedder: embedder(), folder });
  expect(again).toEqual(first);
  expect(servers.embedded.filter((text) => !text.includes(" zebra"))).toEqual(passages);
});

test("retrieval is evaluated with meaning at the weight that is given", async () => {
  const beir = await writeBeir();
  const words = await evaluateRetrieval(beir, { embedder: embedder(), weight: 0 });
  const both = await evaluateRetrieval(beir, { embedder: embedder(), weight: 0.9 });
  expect(words.ndcg10).toBeLessThan(1);
  expect(both.ndcg10).toBe(1);
});
