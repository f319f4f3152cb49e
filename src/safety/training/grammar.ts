/** Sentences from a small grammar: each name stands for alternatives, which may name others in braces. */

/** Alternatives separated by a bar. */
export type Grammar = Readonly<Record<string, string>>;

/** One sentence: every `{name}` is replaced by one of its alternatives, chosen by `random`. @throws Error for an unknown name. */
function expanded(text: string, grammar: Grammar, random: () => number): string {
  return text.replace(/\{([\w-]+)\}/g, (_, name: string) => {
    const alternatives = grammar[name]?.split("|");
    if (alternatives === undefined)
      throw new Error(`The grammar has no "${name}": add it, or correct the name`);
    return expanded(alternatives[Math.floor(random() * alternatives.length)] ?? "", grammar, random);
  });
}

/** `each` different expansions, as far as there are any, of every alternative of `start`. */
export function sentencesOf(
  grammar: Grammar,
  start: string,
  each: number,
  random: () => number,
): readonly string[] {
  return (grammar[start] ?? "").split("|").flatMap((frame) => {
    const found = new Set<string>();
    for (let attempt = 0; attempt < each * 2 && found.size < each; attempt++)
      found.add(expanded(frame, grammar, random));
    return [...found];
  });
}
