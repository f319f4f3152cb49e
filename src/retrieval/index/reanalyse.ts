/** Takes an index over whose passages were analysed by an older Docent. */
import type { DatabaseSync } from "node:sqlite";
import { type Passage, searchableText } from "../../documents/document.ts";
import { analyse } from "../lexical.ts";
import { packSequences } from "./packing.ts";

/**
 * Analyses every stored passage anew and fills the empty table of words. To be called inside a transaction: whoever
 * interrupts it finds the old index again.
 */
export function reanalyse(database: DatabaseSync): void {
  const documents = database.prepare("SELECT tenant, document, first_row, passages FROM documents").all();
  const passages = database.prepare("SELECT passage FROM passages WHERE row >= ? AND row < ? ORDER BY row");
  const putWord = database.prepare("INSERT INTO words VALUES (?, ?, ?, ?)");
  const putSequences = database.prepare(
    "UPDATE documents SET sequences = ? WHERE tenant = ? AND document = ?",
  );
  const numbersOf = new Map<string, Map<string, number>>();
  for (const { tenant, document, first_row: first, passages: count } of documents) {
    const rows = passages.all(first!, Number(first) + Number(count));
    const texts = rows.map((row) => searchableText(JSON.parse(row.passage as string) as Passage));
    const { language, words, sequences } = analyse(texts);
    const known = numbersOf.get(tenant as string) ?? new Map<string, number>();
    numbersOf.set(tenant as string, known);
    const numbers = words.map((word) => {
      const key = `${language} ${word}`;
      const number = known.get(key) ?? known.size;
      if (number === known.size) putWord.run(tenant!, number, word, language);
      known.set(key, number);
      return number;
    });
    const renumbered = sequences.map((sequence) => sequence.map((word) => numbers[word]!));
    putSequences.run(packSequences(renumbered), tenant!, document!);
  }
}
