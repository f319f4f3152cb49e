/**
 * Fits the weights of answerability. `node bench/fit-answerability.ts`
 *
 * Each collection answers its own questions and nobody else's; its own with the answer taken out it may take for
 * answerable, since much is said twice, so that they weigh little. Every collection is also judged with weights that
 * were fitted on the other three: what stands under "held out" is what a collection nobody has seen may expect.
 */
import { type AskedQuestion, askCollection } from "../src/audit/evaluate-answerability.ts";
import { areaUnderCurve } from "../src/audit/evaluate-filters.ts";
import { lexicalEvidence } from "../src/retrieval/answerable.ts";
import { printTable, sharedFolder } from "./measure.ts";

const COLLECTIONS = ["handbook_18f", "northwind_hr", "scifact", "mtragun_dev"];
/** What all questions of a kind weigh together. */
const WEIGHS = { own: 1, others: 0.6, spliced: 0.4, entryRemoved: 0.15, documentRemoved: 0.15 } as const;
/** Ridge on standardised weights: a few hundred questions say no more. */
const RIDGE = 0.02;
const STEPS = 3_000;
const NAMES = ["strength", "nearness", "sentence", "amount", "rarest", "density", "heading"] as const;

interface Row extends Pick<AskedQuestion, "asked" | "from"> {
  readonly collection: string;
  readonly features: readonly number[];
}

const folderOf = (name: string) => `${sharedFolder()}/data/retrieval/${name}`;
const rows: Row[] = [];
for (const collection of COLLECTIONS) {
  const others = COLLECTIONS.filter((name) => name !== collection).map(folderOf);
  for await (const { asked, from, found } of askCollection(folderOf(collection), others)) {
    const evidence = lexicalEvidence(found);
    if (evidence) rows.push({ asked, from, collection, features: NAMES.map((name) => evidence[name]) });
  }
}

const all = fitWeights(COLLECTIONS);
printTable(
  "Answerability, AUC against its own questions",
  COLLECTIONS.flatMap((collection) => {
    const heldOut = fitWeights(COLLECTIONS.filter((name) => name !== collection));
    return [
      { collection, weights: "fitted on all", ...aucs(collection, all) },
      { collection, weights: "held out", ...aucs(collection, heldOut) },
    ];
  }),
);
const weights = Object.fromEntries(NAMES.map((name, nth) => [name, Number(all[nth]!.toFixed(2))]));
process.stdout.write(`${JSON.stringify({ ...weights, constant: Number(all.at(-1)!.toFixed(2)) })}\n`);

function aucs(collection: string, fitted: readonly number[]): Record<string, string> {
  const mine = rows.filter((row) => row.collection === collection);
  const labelled = (wanted: (row: Row) => boolean, label: number) =>
    mine.filter(wanted).map(({ features }) => ({ score: logOdds(features, fitted), label }));
  const own = labelled(({ asked }) => asked === "own", 1);
  const auc = (wanted: (row: Row) => boolean) => {
    const those = labelled(wanted, 0);
    return those.length ? areaUnderCurve([...own, ...those]).toFixed(3) : "–";
  };
  return {
    ...Object.fromEntries(
      COLLECTIONS.map((other) => [
        `of ${other}`,
        auc(({ asked, from }) => asked === "others" && from === folderOf(other)),
      ]),
    ),
    spliced: auc(({ asked }) => asked === "spliced"),
    "entry removed": auc(({ asked }) => asked === "entryRemoved"),
    "document removed": auc(({ asked }) => asked === "documentRemoved"),
  };
}

function logOdds(features: readonly number[], fitted: readonly number[]): number {
  return features.reduce((total, value, nth) => total + value * fitted[nth]!, fitted.at(-1)!);
}

/** Weighted logistic regression with a ridge, by gradient descent; the constant comes last. */
function fitWeights(collections: readonly string[]): number[] {
  const used = rows.filter((row) => collections.includes(row.collection) && isFrom(row, collections));
  const weigh = used.map((row) => {
    const alike = used.filter(
      (other) => other.collection === row.collection && other.asked === row.asked && other.from === row.from,
    ).length;
    const weight = WEIGHS[row.asked] / alike;
    return isForeign(row.asked) ? weight / (collections.length - 1) : weight;
  });
  const total = weigh.reduce((sum, one) => sum + one, 0);
  const means = NAMES.map((_, nth) => mean(used.map(({ features }) => features[nth]!)));
  const deviations = NAMES.map((_, nth) =>
    Math.sqrt(mean(used.map(({ features }) => (features[nth]! - means[nth]!) ** 2))),
  );
  const inputs = used.map(({ features }) => [
    ...features.map((value, nth) => (value - means[nth]!) / deviations[nth]!),
    1,
  ]);
  let found: number[] = inputs[0]!.map(() => 0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = found.map((value, nth) => (nth < NAMES.length ? RIDGE * value : 0));
    inputs.forEach((input, nth) => {
      const sum = input.reduce((before, value, at) => before + value * found[at]!, 0);
      const error = 1 / (1 + Math.exp(-sum)) - Number(used[nth]!.asked === "own");
      for (const [at, value] of input.entries()) gradient[at]! += (weigh[nth]! / total) * error * value;
    });
    found = found.map((value, nth) => value - gradient[nth]!);
  }
  const scaled = NAMES.map((_, nth) => found[nth]! / deviations[nth]!);
  const constant = found.at(-1)! - scaled.reduce((sum, value, nth) => sum + value * means[nth]!, 0);
  return [...scaled, constant];
}

function isForeign(asked: Row["asked"]): boolean {
  return asked === "others" || asked === "spliced";
}

/** Whether a question comes from one of these collections. */
function isFrom({ from }: Row, collections: readonly string[]): boolean {
  return collections.some((name) => from === folderOf(name));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
