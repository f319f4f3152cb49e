/** Citations: numbered by first use, one for each quote, verified once more before they are shown. */
import { type DocumentId, describeLocation, type Passage } from "../documents/document.ts";
import type { Superseded } from "../retrieval/supersession.ts";
import type { Checks, Evidence } from "../safety/guard.ts";
import { ownWords, type Released } from "../safety/released.ts";
import { placeHeldBack, titleHeldBack } from "./endings.ts";
import { citationLink } from "./link.ts";
import type { Citation, SupersededBy } from "./reply.ts";

/** More markers behind one sentence help nobody. */
const MAX_PER_SENTENCE = 3;
/** Further quotes of a passage go by its first number from here on; Teams shows no more than twenty. */
const MOST_QUOTES = 20;

interface Cited {
  readonly n: number;
  readonly passage: Passage;
  readonly quote: Released;
}

export interface Citations {
  /** The numbers that stand behind a sentence with this evidence; evidence whose quote is not in its passage is none. */
  cite(evidence: readonly Evidence[]): readonly number[];
  /** The passages that were cited, each once. */
  sources(): readonly Passage[];
  /** All citations in order, their titles and places checked like everything that is shown. */
  list(options: {
    readonly checks: Checks;
    readonly superseded?: ReadonlyMap<DocumentId, Superseded>;
    readonly publicUrl?: string;
  }): Promise<readonly Citation[]>;
}

/** The citations of one answer over the passages of its prompt. */
export function createCitations(prompt: readonly Passage[]): Citations {
  const cited: Cited[] = [];
  /** The number of these words: of a quote that holds them, or of a new one. */
  const numbered = (passage: Passage, quote: Released): number => {
    const same = cited.filter((one) => one.passage.id === passage.id);
    const known = same.find((one) => plain(one.quote.text).includes(plain(quote.text)));
    if (known) return known.n;
    if (same[0] && cited.length >= MOST_QUOTES) return same[0].n;
    cited.push({ n: cited.length + 1, passage, quote });
    return cited.length;
  };
  return {
    cite: (evidence) => {
      const numbers = new Set<number>();
      for (const { passage: position, quote } of evidence) {
        const passage = prompt[position - 1];
        if (!passage || !stands(quote.text, passage.text)) continue;
        numbers.add(numbered(passage, quote));
        if (numbers.size === MAX_PER_SENTENCE) break;
      }
      return [...numbers].sort((one, other) => one - other);
    },
    sources: () => [...new Set(cited.map(({ passage }) => passage))],
    list: ({ checks, superseded, publicUrl }) =>
      Promise.all(
        cited.map(async ({ n, passage, quote }) => {
          const standing = superseded?.get(passage.document);
          const [title, location, label] = await Promise.all([
            checks.label(passage.title, [passage]),
            checks.label(describeLocation(passage.title, passage.location), [passage]),
            standing && supersededLabel(standing, checks, publicUrl),
          ]);
          return {
            n,
            title: title ?? titleHeldBack,
            uri: citationLink(passage, quote.text, publicUrl),
            location: location ?? placeHeldBack,
            quote,
            modifiedAt: passage.modifiedAt,
            ...(label && { superseded: label }),
            document: passage.document,
            passage: passage.id,
          };
        }),
      ),
  };
}

async function supersededLabel(
  { newer }: Superseded,
  checks: Checks,
  publicUrl: string | undefined,
): Promise<SupersededBy> {
  if (!newer) return {};
  const title = await checks.label(newer.title, [newer]);
  return {
    by: {
      title: title ?? ownWords`a document whose title is held back`,
      uri: citationLink(newer, "", publicUrl),
      modifiedAt: newer.modifiedAt,
      passage: newer.id,
    },
  };
}

/**
 * Whether the quote stands in the passage, in order. Redaction puts `[…]` in place of what it removes, so the parts
 * around brackets are looked for.
 */
export function stands(quote: string, passage: string): boolean {
  const text = plain(passage);
  if (text.includes(plain(quote))) return true;
  let from = 0;
  for (const part of quote.split(/\[[^\]]*\]|…/).map(plain)) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return quote.replaceAll(/\[[^\]]*\]|…/g, "").trim() !== "";
}

const plain = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
