/**
 * The same function of a text, remembering what it said of the last one: several filters read a text one after the other,
 * and each of them prepares it.
 */
export function lastText<T>(of: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly said: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, said: of(text) };
    return last.said;
  };
}
