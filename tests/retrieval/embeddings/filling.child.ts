/** Indexes the notes and makes their vectors until it is killed. */
import { openEmbeddingCore } from "./embedding-core.ts";

const [folder, url] = process.argv.slice(2);
const core = await openEmbeddingCore(folder!, url!);
await core.indexFolder(`${folder}/notes`, {});
await core.vectors!.fill();
await core.close();
