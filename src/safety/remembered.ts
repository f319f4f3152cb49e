/** So many words are remembered; then all are forgotten at once, which costs less than keeping their order. */
const MOST = 20_000;
/** Longer words are none, and would fill the memory. */
const LONGEST = 40;

/** The same function of a word, remembering what it said: the words of a workplace repeat. */
export function remembered<T>(of: (word: string) => T): (word: string) => T {
  const known = new Map<string, { readonly said: T }>();
  return (word) => {
    if (word.length > LONGEST) return of(word);
    let one = known.get(word);
    if (one === undefined) {
      one = { said: of(word) };
      if (known.size === MOST) known.clear();
      known.set(word, one);
    }
    return one.said;
  };
}
