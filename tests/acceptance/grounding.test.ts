/** How well lexical support tells true sentences from altered ones, and the trade-off that chose its threshold. */

import { sentenceStretches } from "../../src/safety/sentences.ts";
import { readClaim, SUPPORT_THRESHOLD, supportOf } from "../../src/safety/support.ts";
import { readNorthwind } from "./northwind.ts";
import { describeWithData } from "./shared-data.ts";

const OTHER_PAGES = 3;
const VERB = /\b(is|are|will|can|may|should|must)\b(?! not)/;
const DENIED = /\b(does|is|are|will|can|may|should|must|do) not\b/;

/** The share of pairs in which the first scores higher; ties count half. */
function areaUnderCurve(positive: readonly number[], negative: readonly number[]): number {
  let wins = 0;
  for (const one of positive) for (const other of negative) wins += one > other ? 1 : one === other ? 0.5 : 0;
  return wins / (positive.length * negative.length);
}

describeWithData("grounding of reference answers", (shared) => {
  test("supports most true sentences and hardly any altered one", () => {
    const { questions, pages } = readNorthwind(shared);
    const all = [...pages.values()];
    const own: number[] = [];
    const others: number[] = [];
    const numbers: number[] = [];
    const negations: number[] = [];
    let turn = 0;
    for (const { text: question, answer, relevant } of questions) {
      const gold = all.filter(({ id }) => relevant.has(id));
      for (const { start, end } of sentenceStretches(answer)) {
        const sentence = answer.slice(start, end);
        if (sentence.split(" ").length < 4) continue;
        const best = (text: string) =>
          Math.max(...gold.map((page) => supportOf(readClaim(text, question), page).score));
        own.push(best(sentence));
        for (let nth = 0; nth < OTHER_PAGES; nth++) {
          turn += 97;
          const page = all[turn % all.length];
          if (page && !gold.includes(page)) others.push(supportOf(readClaim(sentence, question), page).score);
        }
        const counted = sentence.replace(/\d+/, (number) => String(Number(number) + 7));
        if (counted !== sentence) numbers.push(best(counted));
        const turned = DENIED.test(sentence)
          ? sentence.replace(DENIED, "$1")
          : sentence.replace(VERB, "$1 not");
        if (turned !== sentence) negations.push(best(turned));
      }
    }
    const share = (scores: readonly number[], threshold = SUPPORT_THRESHOLD) =>
      scores.filter((score) => score >= threshold).length / scores.length;
    const rows = [0.35, 0.4, SUPPORT_THRESHOLD, 0.5, 0.55, 0.6, 0.7].map((threshold) =>
      [
        threshold,
        ...[own, others, numbers, negations].map((scores) => share(scores, threshold).toFixed(3)),
      ].join("  "),
    );
    process.stdout.write(
      `threshold  own page (${own.length})  other page (${others.length})  number changed (${numbers.length})  negation changed (${negations.length})\n${rows.join("\n")}\nAUC ${areaUnderCurve(own, others).toFixed(3)}, ${areaUnderCurve(own, numbers).toFixed(3)}, ${areaUnderCurve(own, negations).toFixed(3)}\n`,
    );
    expect(share(own)).toBeGreaterThanOrEqual(0.72);
    expect(share(others)).toBeLessThanOrEqual(0.08);
    expect(share(numbers)).toBeLessThanOrEqual(0.02);
    expect(share(negations)).toBeLessThanOrEqual(0.15);
  });
});
