/** Trains the shipped models: `node src/safety/training/train.ts --data <dir>`; the same data gives the same bytes. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { encodeModel } from "../linear-model.ts";
import { cook, RECIPES } from "./recipes.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    out: { type: "string", default: fileURLToPath(new URL("../models/", import.meta.url)) },
  },
});
if (values.data === undefined) {
  process.stderr.write("Name the folder that holds the sets, one folder each with dev.jsonl: --data <dir>\n");
  process.exit(2);
}
mkdirSync(values.out, { recursive: true });
for (const recipe of RECIPES) {
  const bytes = encodeModel(cook(recipe, values.data));
  writeFileSync(`${values.out}/${recipe.header.name}.bin`, bytes);
  process.stdout.write(
    `${recipe.header.name} ${bytes.length} bytes sha256 ${createHash("sha256").update(bytes).digest("hex")}\n`,
  );
}
