/** Measures the models on what they did not see: `node src/audit/cross-validate-filters.ts --data <dir> [--model toxicity]`. */
import { parseArgs } from "node:util";
import { FOLDS, type LabelledText, type LeftOut, readSet } from "../safety/training/datasets.ts";
import { cook, RECIPES, type Recipe } from "../safety/training/recipes.ts";
import { areaUnderCurve } from "./evaluate-filters.ts";

interface Scored {
  readonly score: number;
  readonly label: number;
}

const THRESHOLDS = [0.4, 0.45, 0.5, 0.6];

function line(name: string, scored: readonly Scored[]): string {
  const labelled = scored.filter(({ label }) => label >= 0);
  const positives = labelled.filter(({ label }) => label === 1).length;
  const cells = THRESHOLDS.map((threshold) => {
    const caught = scored.filter(({ score, label }) => label === 1 && score >= threshold).length;
    const wrong = scored.filter(({ score, label }) => label !== 1 && score >= threshold).length;
    const recall = positives
      ? `recall ${(caught / positives).toFixed(3)} F1 ${((2 * caught) / (caught + wrong + positives)).toFixed(3)} `
      : "";
    const negatives = scored.length - positives;
    return `@${threshold}: ${recall}${negatives ? `fpr ${((100 * wrong) / negatives).toFixed(2)} %` : ""}`;
  });
  return `${name} n=${scored.length} AUC ${areaUnderCurve(labelled).toFixed(3)} | ${cells.join(" | ")}\n`;
}

function validate(recipe: Recipe, folder: string): void {
  const modelsFor = (left?: LeftOut) => ({
    own: cook(recipe, folder, left),
    beside: recipe.beside && cook(recipe.beside, folder, left),
  });
  const scoreWith = (
    { own, beside }: ReturnType<typeof modelsFor>,
    rows: readonly LabelledText[],
  ): Scored[] => rows.map(({ text, label }) => ({ score: recipe.score(own, text, beside), label }));
  const full = modelsFor();
  for (const name of recipe.measured)
    process.stdout.write(
      line(`${recipe.header.name} never trained on: ${name}`, scoreWith(full, readSet(folder, name))),
    );
  for (const name of recipe.sets)
    process.stdout.write(
      line(
        `${recipe.header.name} set left out: ${name}`,
        scoreWith(modelsFor({ set: name }), readSet(folder, name)),
      ),
    );
  const folds = Array.from({ length: FOLDS }, (_, fold) => ({ fold, models: modelsFor({ fold }) }));
  for (const name of recipe.sets) {
    const rows = readSet(folder, name);
    const scored = folds.flatMap(({ fold, models }) =>
      scoreWith(
        models,
        rows.filter((_, index) => index % FOLDS === fold),
      ),
    );
    process.stdout.write(line(`${recipe.header.name} in five folds: ${name}`, scored));
  }
}

const { values } = parseArgs({ options: { data: { type: "string" }, model: { type: "string" } } });
if (values.data === undefined) {
  process.stderr.write("Name the folder that holds the sets, one folder each with dev.jsonl: --data <dir>\n");
  process.exit(2);
}
for (const recipe of RECIPES)
  if (values.model === undefined || values.model === recipe.header.name) validate(recipe, values.data);
