/** `npm run bench`: every figure of docs/benchmarks.md, measured now on this machine. */
import { compareRetrieval } from "./compare-retrieval.ts";
import { benchIndexing } from "./indexing.ts";
import { sharedFolder } from "./measure.ts";
import { benchRetrieval } from "./retrieval.ts";
import { benchTurn } from "./turn.ts";

const documents = `${sharedFolder()}/data/documents`;
await benchIndexing([`${documents}/handbook-18f`, `${documents}/northwind-hr`, documents]);
await benchRetrieval();
await benchTurn();
await compareRetrieval();
