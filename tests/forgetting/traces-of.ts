import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The files below a folder, journals too, whose bytes hold these words. */
export async function tracesOf(folder: string, words: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const found = await Promise.all(
    files.map(
      async (file) =>
        (await readFile(file)).includes(words) ||
        (await readFile(file)).includes(Buffer.from(words, "utf16le")),
    ),
  );
  return files.filter((_, at) => found[at]);
}
