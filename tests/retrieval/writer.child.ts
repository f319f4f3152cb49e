/** Replaces one document over and over, saying each version once it is acknowledged, until it is killed. */
import { openEmbeddedIndex } from "../../src/retrieval/index/embedded.ts";
import { ACME, documentId, version } from "./passages.ts";

const [folder, document = "guide", limit = "Infinity"] = process.argv.slice(2);
const index = await openEmbeddedIndex({ folder: folder! });
for (let number = 1; number <= Number(limit); number++) {
  await index.replace(ACME, documentId(document), version(document, number));
  process.stdout.write(`${number}\n`);
}
await index.close();
