/** What a document orders to be said is no statement of the document: an answer that repeats it obeys it. */
import type { Passage } from "../../documents/document.ts";
import { tokensOf } from "../words.ts";
import { sentencesOf } from "./hidden-orders.ts";
import { plainText } from "./plain-text.ts";

const AUDIENCE =
  "(?:(?:the |all |any |every |each )?(?:users?|readers?|askers?|person asking|people who ask)|them|whoever \\w+|anyone who asks)";
/** An order to speak: its verb in `verb`, the words to be spoken after it. */
const SPEAK = new RegExp(
  [
    "(?<!\\w)(?<assure>tell|inform|assure|convince|persuade|promise) (?:people|everyone|everybody|anyone) (?:that|of)\\b",
    `(?<!\\w)(?<tell>tell|inform|let|notify|show|point|refer|direct|have|ask|urge|warn|advise|give) ${AUDIENCE}\\b`,
    '(?:^|[.:;,!?] ?|\\b(?:and|then|to|must|should|please|merely|simply|only|just|always|so) )(?<say>say|state|reply|respond|answer|announce|claim|mention|write|confirm|assert)\\b(?=[^.!?\\n]{0,40}(?:\\bthat\\b|\\bwith\\b|["“:]))',
    "(?<!\\w)(?<end>finish|close|end|begin|start|sign|preface|conclude)\\b[^.!?\\n]{0,25}\\b(?:message|reply|answer|response|text|output|with)\\b",
    "(?<!\\w)(?<give>give out|hand out|pass on|show|print|display|recite) (?:the|this|a|an|as)\\b",
  ].join("|"),
  "u",
);
/** This share of a line's words stands in the order. */
const REPEATED = 0.6;

/** Longer words and whatever holds a digit, by their first letters; addresses fall into their words. */
const contentOf = (text: string): readonly string[] => [
  ...new Set(
    tokensOf(text)
      .filter((token) => token.length >= 4 || /\d/.test(token))
      .map((token) => token.slice(0, 6)),
  ),
];

interface Source {
  /** Most documents give no such order, and then nobody asks for this. */
  content(): ReadonlySet<string>;
  /** The verb of an order to speak. */
  readonly verb: string | undefined;
}

const sourcesRead = new WeakMap<Passage, readonly Source[]>();

function sourcesOf(passage: Passage): readonly Source[] {
  const known = sourcesRead.get(passage);
  if (known) return known;
  const made = sentencesOf(plainText(passage.text)).map((sentence): Source => {
    let content: ReadonlySet<string> | undefined;
    return {
      content: () => {
        content ??= new Set(contentOf(sentence));
        return content;
      },
      verb: Object.values(SPEAK.exec(sentence)?.groups ?? {}).find((found) => found !== undefined),
    };
  });
  sourcesRead.set(passage, made);
  return made;
}

/**
 * Whether a sentence, row or block of a draft says what an order in a passage wants said, and no other sentence of any
 * passage does.
 */
export function isDictated(unit: string, passages: readonly Passage[]): boolean {
  const sources = passages.flatMap(sourcesOf);
  if (sources.every(({ verb }) => verb === undefined)) return false;
  return sentencesOf(plainText(unit)).some((said) => obeys(said, sources));
}

function obeys(said: string, sources: readonly Source[]): boolean {
  const words = contentOf(said);
  if (words.length === 0) return false;
  const isAlike = (source: Source): boolean => {
    const content = source.content();
    let shared = 0;
    for (const word of words) if (content.has(word)) shared++;
    return shared >= REPEATED * words.length;
  };
  // A sentence that passes an order on, rather than obeying it, has its verb too.
  const orders = ({ verb }: Source): boolean => verb !== undefined && !said.includes(verb);
  return (
    sources.some((source) => orders(source) && isAlike(source)) &&
    sources.every((source) => orders(source) || !isAlike(source))
  );
}
