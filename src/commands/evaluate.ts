import { evaluateFilter } from "../audit/evaluate-filters.ts";
import { evaluateRetrieval } from "../audit/evaluate-retrieval.ts";
import { print } from "./print.ts";
import { UsageError } from "./usage-error.ts";

/** `docent evaluate retrieval <beir-dir> [--typos <share> [--seed <number>]]` */
export async function retrievalCommand(
  folder: string,
  options: { typos?: number; seed?: number; json?: boolean },
): Promise<void> {
  const { typos, seed } = options;
  if (typos !== undefined && !(typos >= 0 && typos <= 1))
    throw new UsageError("--typos is a share of the words: give a number from 0 to 1, e.g. 0.35.");
  const result = await evaluateRetrieval(folder, { typos, seed });
  print(result, options, () =>
    [
      `nDCG@10    ${result.ndcg10.toFixed(4)}`,
      `recall@20  ${result.recall20.toFixed(4)}`,
      `MRR@10     ${result.mrr10.toFixed(4)}`,
      `${result.queries} questions, ${result.msP50.toFixed(2)} ms p50, ${result.msP95.toFixed(2)} ms p95`,
    ].join("\n"),
  );
}

/** `docent evaluate filters <file.jsonl> --filter <name>` */
export async function filtersCommand(
  file: string,
  options: { filter: string; threshold?: number; scores?: string; json?: boolean },
): Promise<void> {
  const result = await evaluateFilter(file, {
    filter: options.filter,
    threshold: options.threshold,
    scoresFile: options.scores,
  });
  const figure = (value: number) => (Number.isFinite(value) ? value.toFixed(4) : "–");
  print(result, options, () =>
    [
      `precision ${figure(result.precision)}  recall ${figure(result.recall)}  F1 ${figure(result.f1)}`,
      `AUC ${figure(result.auc)}  false positives ${figure(result.fpr)}  flagged ${result.flagged} of ${result.n}`,
      `${result.msP50.toFixed(3)} ms p50, ${result.msP95.toFixed(3)} ms p95`,
    ].join("\n"),
  );
}
