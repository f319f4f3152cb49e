/**
 * Docent's sentence splitter beside what people would install, on hard cases of eight languages
 * (tests/safety/sentences/): F1 of the places between sentences. Peers are told the language, Docent is not; it gets
 * the text a character at a time, as a model would stream it.
 *
 * `node bench/split-sentences.ts [--misses]`
 */
import { LANGUAGES, type Language } from "../src/retrieval/lexical/languages.ts";
import { createSplitter } from "../src/safety/split.ts";
import { readSentenceCases, type SentenceCase } from "../tests/safety/sentences/read-cases.ts";
import { installedPeers } from "./installed-peers.ts";
import { printTable } from "./measure.ts";

interface Peer {
  readonly name: string;
  split(text: string, language: Language): readonly string[];
}

const docent: Peer = {
  name: "Docent",
  split(text) {
    const splitter = createSplitter();
    const units = [...text].flatMap((character) => splitter.push(character));
    return [...units, ...splitter.end()].map((unit) => unit.lead + unit.text);
  },
};

/** Where sentences begin, white space aside; libraries differ in whose the white space is. */
function startsOf(text: string, sentences: readonly string[]): Set<number> {
  const starts = new Set<number>();
  let at = 0;
  for (const sentence of sentences) {
    const words = sentence.trim();
    if (words === "") continue;
    at = text.indexOf(words, at);
    if (at > 0) starts.add(at);
    at += words.length;
  }
  return starts;
}

interface Score {
  right: number;
  wrong: number;
  missed: number;
}

function scoreOf(peer: Peer, cases: readonly SentenceCase[]): Score {
  const score: Score = { right: 0, wrong: 0, missed: 0 };
  for (const { text, language, starts } of cases) {
    const found = startsOf(text, peer.split(text, language));
    const right = starts.filter((start) => found.has(start)).length;
    score.right += right;
    score.wrong += found.size - right;
    score.missed += starts.length - right;
    if (peer === docent && process.argv.includes("--misses") && (found.size > right || right < starts.length))
      process.stdout.write(`${language}: ${peer.split(text, language).join("‖")}\n`);
  }
  return score;
}

const f1 = ({ right, wrong, missed }: Score): string =>
  ((2 * right) / (2 * right + wrong + missed)).toFixed(3);

/** Prints F1 per language and over all. */
export async function benchSplitting(): Promise<void> {
  const peers = [docent, ...(await installedPeers<Peer>("sentence-peers"))];
  const all = readSentenceCases();
  printScores(
    "F1, cases that the rules were written with",
    peers,
    all.filter(({ isLater }) => !isLater),
  );
  printScores(
    "F1, cases written afterwards",
    peers,
    all.filter(({ isLater }) => isLater),
  );
}

function printScores(title: string, peers: readonly Peer[], cases: readonly SentenceCase[]): void {
  printTable(
    `${title} (${cases.length})`,
    peers.map((peer) => {
      const began = performance.now();
      const all = scoreOf(peer, cases);
      const ms = performance.now() - began;
      return {
        splitter: peer.name,
        ...Object.fromEntries(
          LANGUAGES.map((language) => [
            language,
            f1(
              scoreOf(
                peer,
                cases.filter((one) => one.language === language),
              ),
            ),
          ]),
        ),
        all: f1(all),
        "ms a case": (ms / cases.length).toFixed(3),
      };
    }),
  );
}

if (import.meta.main) await benchSplitting();
