/**
 * Text that passed the guard. Adapters accept nothing else, and nobody outside src/safety can make one: the
 * constructor demands a key that only src/safety/release-key.ts has, and dependency-cruiser lets nobody else
 * import that file.
 */
import { releaseKey } from "./release-key.ts";

/** Released text; `String(released)` and JSON give the text itself. */
export class Released {
  readonly #text: string;

  /** @throws {TypeError} when the caller is not the guard. */
  constructor(text: string, key: typeof releaseKey) {
    if (key !== releaseKey) throw new TypeError("Only the guard releases text");
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  toString(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }
}

/**
 * Docent's own words: a template whose constant parts stand in our source and whose values are numbers or text that
 * was released already, so that nothing unchecked slips in.
 * @example ownWords`Nothing in the ${count} documents you may read answers this.`
 */
export function ownWords(parts: TemplateStringsArray, ...values: readonly (Released | number)[]): Released {
  return new Released(String.raw({ raw: parts }, ...values.map(String)), releaseKey);
}

/** Puts released pieces together; what was checked piece by piece stays released. */
export function joinReleased(
  pieces: readonly Released[],
  separator: " " | "\n" | "\n\n" | "" = "",
): Released {
  return new Released(pieces.map(String).join(separator), releaseKey);
}
