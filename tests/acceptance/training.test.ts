import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodeModel } from "../../src/safety/linear-model.ts";
import { cook, RECIPES } from "../../src/safety/training/recipes.ts";
import { describeWithData } from "./shared-data.ts";

describeWithData("training", (shared) => {
  test.each(RECIPES)("gives the shipped $header.name weights again, bit for bit", (recipe) => {
    const shipped = readFileSync(
      new URL(`../../src/safety/models/${recipe.header.name}.bin`, import.meta.url),
    );
    expect(Buffer.compare(Buffer.from(encodeModel(cook(recipe, join(shared, "data/safety")))), shipped)).toBe(
      0,
    );
  });
});
