import { ranksWell } from "./meets-targets.ts";

ranksWell("mtragun_dev", { ndcg10: 0.87 });
