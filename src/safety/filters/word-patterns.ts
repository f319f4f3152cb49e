/**
 * Many patterns over one text at the price of one look at each word: a pattern is tried only where a word begins with
 * what its matches can begin with. What is found is what the patterns find by themselves.
 */
import { beginningsOf, foldedCode } from "./regex-beginnings.ts";

/** What the patterns find in one text; patterns go by their place in the list. */
export interface Occurrences {
  /** Whether a pattern matches somewhere. */
  has(nth: number): boolean;
  /** Whether any pattern does. */
  any(): boolean;
  /** As `text.matchAll(pattern)`. */
  matches(nth: number): Generator<RegExpExecArray>;
}

/** A node of the tree of beginnings. */
interface Node {
  /** Patterns whose matches may begin with the characters that lead here. */
  readonly patterns: number[];
  readonly next: Map<number, Node>;
}
const emptyNode = (): Node => ({ patterns: [], next: new Map() });

interface Prepared {
  readonly root: Node;
  /** The patterns, to be tried at one place (sticky); those that may begin with anything, to be searched for. */
  readonly tried: readonly RegExp[];
  readonly searched: ReadonlySet<number>;
}

/** A boundary that each pattern must begin with: no letter or digit before a match. */
const BOUNDARY = /^\(\?<!(?:\\w|\[\\p\{L\}\\p\{N\}\])\)/;

/**
 * Prepares patterns that all begin at the beginning of a word, with `(?<!\w)` or `(?<![\p{L}\p{N}])`, and all ignore case
 * or all don't. Their sources are read at the first text.
 * @throws TypeError at the first text when a pattern has no such beginning
 */
export function wordPatterns(patterns: readonly RegExp[]): (text: string) => Occurrences {
  const ignoreCase = patterns[0]?.ignoreCase ?? false;
  let prepared: Prepared | undefined;
  return (text) => {
    prepared ??= prepare(patterns, ignoreCase);
    const { tried, searched, root } = prepared;
    const places = placesIn(text, root, ignoreCase);
    function* matches(nth: number): Generator<RegExpExecArray> {
      const pattern = tried[nth] as RegExp;
      let from = 0;
      if (searched.has(nth)) yield* text.matchAll(pattern);
      else
        for (const place of places.get(nth) ?? []) {
          if (place < from) continue;
          pattern.lastIndex = place;
          const match = pattern.exec(text);
          if (match === null) continue;
          from = place + match[0].length;
          yield match;
        }
    }
    function has(nth: number): boolean {
      const pattern = tried[nth] as RegExp;
      if (searched.has(nth)) return text.search(pattern) >= 0;
      return (places.get(nth) ?? []).some((place) => {
        pattern.lastIndex = place;
        return pattern.test(text);
      });
    }
    return { has, matches, any: () => patterns.some((_, nth) => has(nth)) };
  };
}

function prepare(patterns: readonly RegExp[], ignoreCase: boolean): Prepared {
  const root = emptyNode();
  const searched = new Set<number>();
  for (const [nth, pattern] of patterns.entries()) {
    if (!BOUNDARY.test(pattern.source) || pattern.ignoreCase !== ignoreCase)
      throw new TypeError(
        `Begin the pattern with (?<!\\w) and give all the same flags: ${pattern.source.slice(0, 60)}`,
      );
    const beginnings = beginningsOf(pattern);
    if (beginnings.includes("")) searched.add(nth);
    else for (const beginning of beginnings) enter(root, beginning, nth);
  }
  const tried = patterns.map(
    ({ source, flags }, nth) => new RegExp(source, flags.replace("g", "") + (searched.has(nth) ? "g" : "y")),
  );
  return { root, tried, searched };
}

function enter(root: Node, beginning: string, nth: number): void {
  let node = root;
  for (let at = 0; at < beginning.length; at++) {
    const code = beginning.charCodeAt(at);
    const next = node.next.get(code) ?? emptyNode();
    node.next.set(code, next);
    node = next;
  }
  node.patterns.push(nth);
}

/** By pattern, the places where a match may begin, in order. */
function placesIn(text: string, root: Node, ignoreCase: boolean): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  let before = 0;
  for (let start = 0; start < text.length; start++) {
    const code = text.charCodeAt(start);
    if (!isAsciiLetterOrDigit(before)) {
      let node = root.next.get(foldedCode(code, ignoreCase));
      for (let at = start + 1; node !== undefined; at++) {
        for (const nth of node.patterns) {
          const known = places.get(nth);
          if (known === undefined) places.set(nth, [start]);
          else if (known.at(-1) !== start) known.push(start);
        }
        node = node.next.get(foldedCode(text.charCodeAt(at), ignoreCase));
      }
    }
    before = code;
  }
  return places;
}

const isAsciiLetterOrDigit = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
