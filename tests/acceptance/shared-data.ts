import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** The folder of evaluation data: DOCENT_SHARED, or `shared` beside this checkout; `undefined` when there is none. */
export function sharedData(): string | undefined {
  const folder = resolve(process.env.DOCENT_SHARED ?? "../shared");
  if (existsSync(`${folder}/data`)) return folder;
  process.stderr.write(
    `\n*** NO EVALUATION DATA: ${folder}/data does not exist, so nothing was measured. Set DOCENT_SHARED to its folder.\n\n`,
  );
  return undefined;
}

/** `describe` where the data is there, `describe.skip` (said loudly above) where it is not. */
export const describeWithData = (name: string, body: (shared: string) => void): void => {
  const folder = sharedData();
  if (folder) describe(name, () => body(folder));
  else
    describe.skip(name, () => {
      test("needs the evaluation data", () => undefined);
    });
};
