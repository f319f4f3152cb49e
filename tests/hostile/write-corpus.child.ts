/** Writes the hostile corpus into a folder, each file under its number: making some of them takes more memory than reading. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { corpus } from "./corpus.ts";

const folder = process.argv[2]!;
for (const [number, { bytes }] of corpus.entries()) writeFileSync(join(folder, String(number)), bytes());
