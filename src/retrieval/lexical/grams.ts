/**
 * Character 4-grams of a word, its ends marked, so that beginnings count as beginnings. They stay within words:
 * that is what lets the index keep them per vocabulary word instead of per passage.
 */
export function characterGrams(word: string): string[] {
  const marked = `_${word}_`;
  if (marked.length <= LENGTH) return [marked];
  const grams: string[] = [];
  for (let start = 0; start + LENGTH <= marked.length; start++)
    grams.push(marked.slice(start, start + LENGTH));
  return grams;
}

const LENGTH = 4;
