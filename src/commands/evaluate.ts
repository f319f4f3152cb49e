import { evaluateAnswerability } from "../audit/evaluate-answerability.ts";
import { evaluateFilter } from "../audit/evaluate-filters.ts";
import { evaluateRetrieval } from "../audit/evaluate-retrieval.ts";
import { readSettings } from "../config.ts";
import { openFilters, openPolicy } from "../open-policy.ts";
import { createEmbedder, embeddingModelName } from "../retrieval/embeddings/catalogue.ts";
import { fusionWeight } from "../retrieval/embeddings/fusion-weights.ts";
import { policyViews } from "../safety/policy-view.ts";
import { print } from "./print.ts";
import { UsageError } from "./usage-error.ts";

/**
 * `docent evaluate retrieval <beir-dir> [--typos <share> [--seed <number>]]`: by words, and by meaning too when
 * DOCENT_EMBEDDINGS names a model.
 */
export async function retrievalCommand(
  folder: string,
  options: { keep?: string; typos?: number; seed?: number; json?: boolean },
): Promise<void> {
  const { keep, typos, seed } = options;
  if (typos !== undefined && !(typos >= 0 && typos <= 1))
    throw new UsageError("--typos is a share of the words: give a number from 0 to 1, e.g. 0.35.");
  const settings = readSettings();
  const model = embeddingModelName(settings);
  const result = await evaluateRetrieval(folder, {
    folder: keep,
    typos,
    seed,
    ...(model && {
      embedder: createEmbedder(model, settings),
      weight: settings.DOCENT_EMBEDDINGS_WEIGHT ?? fusionWeight(model),
    }),
  });
  print(result, options, () =>
    [
      `nDCG@10    ${result.ndcg10.toFixed(4)}`,
      `recall@20  ${result.recall20.toFixed(4)}`,
      `MRR@10     ${result.mrr10.toFixed(4)}`,
      `${result.queries} questions, ${result.msP50.toFixed(2)} ms p50, ${result.msP95.toFixed(2)} ms p95`,
    ].join("\n"),
  );
}

/** `docent evaluate answerability <beir-dir> --against <beir-dir>` */
export async function answerabilityCommand(
  folder: string,
  options: { against?: readonly string[]; threshold?: number; json?: boolean },
): Promise<void> {
  const result = await evaluateAnswerability(folder, options);
  print(result, options, () => {
    const { own, others, spliced, entryRemoved, documentRemoved, curve, threshold } = result;
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8);
    const line = (what: string, told: NonNullable<typeof others>) =>
      `${what.padEnd(34)} ${told.auc.toFixed(3)}  ${percent(told.answered)}  ${percent(told.answeredFinally)}  ${percent(told.answeredAt90)}`;
    return [
      `threshold ${threshold}                       AUC    answered  in the end  where 90 % of its own are`,
      `${`its own ${own.questions} questions`.padEnd(34)} –      ${percent(own.answered)}  ${percent(own.answeredFinally)}`,
      ...(others ? [line(`${others.questions} questions of others`, others)] : []),
      ...(spliced ? [line("half its own, half of others", spliced)] : []),
      line("its own, what answers removed", entryRemoved),
      line("its own, the document removed", documentRemoved),
      "",
      "threshold  its own, in the end    others, in the end  spliced       answer removed  document removed",
      ...curve.map((at) =>
        [
          at.threshold.toFixed(2).padEnd(8),
          percent(at.own),
          percent(at.ownFinally),
          ...(others ? [percent(at.others), percent(at.othersFinally), percent(at.spliced)] : ["", "", ""]),
          percent(at.entryRemoved).padStart(20),
          percent(at.documentRemoved).padStart(17),
        ].join(" "),
      ),
    ].join("\n");
  });
}

/** So many rows are told in words; --json has all of them. */
const MOST_TOLD = 20;

/** `docent evaluate filters <file.jsonl> --filter <name> [--threshold <score>] [--curve]` */
export async function filtersCommand(
  file: string,
  options: { filter: string; threshold?: number; scores?: string; curve?: boolean; json?: boolean },
): Promise<void> {
  const { filter, threshold, scores: scoresFile, curve } = options;
  const result = await evaluateFilter(file, {
    ...{ filter, threshold, scoresFile, curve },
    present: threshold === undefined ? undefined : await thresholdInForce(filter),
  });
  print(result, options, () => {
    const { change } = result;
    const further = (change?.flips.length ?? 0) - MOST_TOLD;
    return [
      `precision ${figure(result.precision)}  recall ${figure(result.recall)}  F1 ${figure(result.f1)}`,
      `AUC ${figure(result.auc)}  false positives ${figure(result.fpr)}  flagged ${result.flagged} of ${result.n}`,
      `${result.msP50.toFixed(3)} ms p50, ${result.msP95.toFixed(3)} ms p95`,
      ...(result.otherFilters ? [`${result.otherFilters} rows are labelled for other filters`] : []),
      ...(change
        ? [
            "",
            `Against ${change.present.threshold ?? "the filter's own threshold"}, which is in force: ${change.more} more flagged, ${change.fewer} fewer`,
            `there precision ${figure(change.present.precision)}  recall ${figure(change.present.recall)}  F1 ${figure(change.present.f1)}  false positives ${figure(change.present.fpr)}`,
            ...change.flips
              .slice(0, MOST_TOLD)
              .map(
                (flip) =>
                  `  row ${flip.row}${flip.report ? ` (${flip.report})` : ""}  label ${flip.label}  score ${flip.score.toFixed(3)}  ${flip.flagged ? "flagged now" : "flagged no more"}: ${flip.isBetter ? "right" : "wrong"}`,
              ),
            ...(further > 0 ? [`  and ${further} more (--json has all of them)`] : []),
          ]
        : []),
      ...(result.curve
        ? [
            "",
            "threshold  precision  recall  F1      false positives  flagged",
            ...result.curve.map((at) =>
              [
                at.threshold.toFixed(2).padEnd(9),
                figure(at.precision).padEnd(9),
                figure(at.recall),
                figure(at.f1),
                figure(at.fpr).padEnd(15),
                at.flagged,
              ].join("  "),
            ),
          ]
        : []),
    ].join("\n");
  });
}

const figure = (value: number) => (Number.isFinite(value) ? value.toFixed(4) : "–");

/** What DOCENT_POLICY says for everybody; undefined where the filter's own threshold counts. */
async function thresholdInForce(filter: string): Promise<number | undefined> {
  const settings = readSettings();
  const policy = await openPolicy(settings.DOCENT_POLICY, openFilters(settings));
  const [everywhere] = policyViews(policy, [filter]);
  return everywhere?.filters[0]?.threshold;
}
