import { ranksAlikeInPinecone, ranksWell } from "./meets-targets.ts";

ranksWell("northwind_hr", { ndcg10: 0.74 });
ranksAlikeInPinecone("northwind_hr");
