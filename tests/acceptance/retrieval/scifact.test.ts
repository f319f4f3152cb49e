import { ranksWell } from "./meets-targets.ts";

ranksWell("scifact", { ndcg10: 0.705 });
