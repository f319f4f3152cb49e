import { knowsWhatItDoesNotSay, ranksAlikeInPinecone, ranksWell } from "./meets-targets.ts";

ranksWell("handbook_18f", { ndcg10: 0.47 });
ranksAlikeInPinecone("handbook_18f");
knowsWhatItDoesNotSay("handbook_18f", "northwind_hr");
