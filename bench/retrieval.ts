/** nDCG@10 and time a question on the development collections. `node bench/retrieval.ts [collection ...]` */
import { evaluateRetrieval } from "../src/audit/evaluate-retrieval.ts";
import { printTable, sharedFolder } from "./measure.ts";

const COLLECTIONS = ["handbook_18f", "northwind_hr", "scifact", "mtragun_dev"];

/** Measures each collection through the embedded index, as `docent evaluate retrieval` does. */
export async function benchRetrieval(collections: readonly string[] = COLLECTIONS): Promise<void> {
  const rows: Record<string, string | number>[] = [];
  for (const name of collections) {
    const figures = await evaluateRetrieval(`${sharedFolder()}/data/retrieval/${name}`);
    rows.push({
      collection: name,
      questions: figures.queries,
      "nDCG@10": figures.ndcg10.toFixed(4),
      "recall@20": figures.recall20.toFixed(4),
      "MRR@10": figures.mrr10.toFixed(4),
      "p50, ms": figures.msP50.toFixed(1),
      "p95, ms": figures.msP95.toFixed(1),
    });
  }
  printTable("Retrieval, lexical only", rows);
}

if (import.meta.main) await benchRetrieval(process.argv.length > 2 ? process.argv.slice(2) : COLLECTIONS);
