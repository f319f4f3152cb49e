/** `npm run bench`: every figure of docs/benchmarks.md, measured now on this machine. */
import { compareRetrieval } from "./compare-retrieval.ts";
import { benchFilters } from "./filters.ts";
import { benchIndexing } from "./indexing.ts";
import { sharedFolder } from "./measure.ts";
import { benchReleaseDelay } from "./release-delay.ts";
import { benchRetrieval } from "./retrieval.ts";
import { benchSplitting } from "./split-sentences.ts";
import { benchTurn } from "./turn.ts";

const documents = `${sharedFolder()}/data/documents`;
await benchIndexing([`${documents}/handbook-18f`, `${documents}/northwind-hr`, documents]);
await benchRetrieval();
await benchTurn();
await compareRetrieval();
await benchFilters();
await benchReleaseDelay();
await benchSplitting();
