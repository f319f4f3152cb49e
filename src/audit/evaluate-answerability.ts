/** Measures whether Docent knows what its documents don't say, by construction: nobody has to label anything. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORG } from "../access/scopes.ts";
import type { DocumentId } from "../documents/document.ts";
import { extractive } from "../models/extractive.ts";
import { ANSWERABILITY_THRESHOLD, answerability } from "../retrieval/answerable.ts";
import { openEmbeddedIndex } from "../retrieval/index/embedded.ts";
import { withoutNearDuplicates } from "../retrieval/near-duplicates.ts";
import type { IndexAnswer, PassageIndex } from "../retrieval/passage-index.ts";
import { SUPPORTING_HITS, withSectionSupport } from "../retrieval/section-support.ts";
import { type BeirEntry, type BeirFolder, type BeirQuestion, readBeir } from "./beir.ts";
import { EVALUATION_TENANT, indexCorpus, weightedTexts } from "./beir-index.ts";
import { areaUnderCurve } from "./evaluate-filters.ts";

/** Who asks what of the collection. */
type Asked =
  /** The collection's own questions. */
  | "own"
  /** Questions of the other collections: what they ask about is not here. */
  | "others"
  /** The first half of one of its own with the second half of another collection's: about a thing it doesn't know. */
  | "spliced"
  /** Its own, with every entry that is judged to answer the question taken out. */
  | "entryRemoved"
  /** The same with the whole documents of these entries taken out. */
  | "documentRemoved";

/** What the index found for one question. */
export interface AskedQuestion {
  readonly asked: Asked;
  /** The folder that the question comes from. */
  readonly from: string;
  readonly question: string;
  readonly found: IndexAnswer;
}

/** Figures about questions that should not be answered, against the collection's own. */
interface Told {
  readonly questions: number;
  /** Area under the ROC curve of the score. */
  readonly auc: number;
  /** The share that the score lets through at the threshold. */
  readonly answered: number;
  /** The share that is answered in the end: when a sentence supports an answer as well. */
  readonly answeredFinally: number;
  /** The share that is let through where 90 % of the collection's own are. */
  readonly answeredAt90: number;
}

export interface AnswerabilityFigures {
  readonly threshold: number;
  readonly own: Pick<Told, "questions" | "answered" | "answeredFinally">;
  readonly others: Told | undefined;
  readonly spliced: Told | undefined;
  readonly entryRemoved: Told;
  readonly documentRemoved: Told;
  /** The trade-off: at each threshold, what share of each kind is let through. */
  readonly curve: readonly (Readonly<Record<Asked | "ownFinally" | "othersFinally", number>> & {
    readonly threshold: number;
  })[];
}

/** As many passages as a turn gives to a model. */
const PASSAGES = 10;
const CURVE = [0.2, 0.25, 0.3, 0.32, 0.34, 0.36, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8];

/**
 * Asks a collection its own questions, those of other collections, and its own again without what answers them.
 * @param beirDir the collection, a folder in BEIR layout
 * @param against folders whose questions the collection cannot answer
 * @throws {BeirError} when a folder cannot be read as BEIR layout
 */
export async function evaluateAnswerability(
  beirDir: string,
  {
    against = [],
    threshold = ANSWERABILITY_THRESHOLD,
  }: { against?: readonly string[]; threshold?: number } = {},
): Promise<AnswerabilityFigures> {
  const judged: Judged[] = [];
  for await (const one of askCollection(beirDir, against)) judged.push(await judge(one));
  const of = (asked: Asked) => judged.filter((one) => one.asked === asked);
  const own = of("own");
  const at90 = own.map(({ score }) => score).sort((a, b) => a - b)[Math.floor(own.length / 10)] ?? 0;
  const answers = (some: readonly Judged[]) => ({
    questions: some.length,
    answered: share(some, ({ score }) => score >= threshold),
    answeredFinally: share(some, ({ score, supported }) => score >= threshold && supported),
  });
  const told = (some: readonly Judged[]): Told => ({
    ...answers(some),
    auc: areaUnderCurve([...labelled(own, 1), ...labelled(some, 0)]),
    answeredAt90: share(some, ({ score }) => score >= at90),
  });
  const letThrough = (asked: Asked, from: number) => share(of(asked), ({ score }) => score >= from);
  const inTheEnd = (asked: Asked, from: number) =>
    share(of(asked), ({ score, supported }) => score >= from && supported);
  return {
    threshold,
    own: answers(own),
    others: against.length ? told(of("others")) : undefined,
    spliced: against.length ? told(of("spliced")) : undefined,
    entryRemoved: told(of("entryRemoved")),
    documentRemoved: told(of("documentRemoved")),
    curve: CURVE.map((from) => ({
      threshold: from,
      own: letThrough("own", from),
      ownFinally: inTheEnd("own", from),
      others: letThrough("others", from),
      othersFinally: inTheEnd("others", from),
      spliced: letThrough("spliced", from),
      entryRemoved: letThrough("entryRemoved", from),
      documentRemoved: letThrough("documentRemoved", from),
    })),
  };
}

/** Everything that is asked of a collection, with what the index found each time. */
export async function* askCollection(
  beirDir: string,
  against: readonly string[],
): AsyncGenerator<AskedQuestion> {
  const collection = await readBeir(beirDir);
  const folder = await mkdtemp(join(tmpdir(), "docent-answerability-"));
  const index = await openEmbeddedIndex({ folder });
  try {
    await indexCorpus(index, collection.corpus);
    const ask = async (asked: Asked, from: string, question: BeirQuestion): Promise<AskedQuestion> => {
      const query = {
        tenant: EVALUATION_TENANT,
        texts: weightedTexts(question),
        scopes: new Set([ORG]),
        limit: SUPPORTING_HITS,
      };
      const found = await index.search(query);
      return {
        asked,
        from,
        question: question.text,
        found: { ...found, hits: withSectionSupport(found.hits) },
      };
    };
    for (const other of against) {
      for (const [nth, question] of (await readBeir(other)).questions.entries()) {
        yield await ask("others", other, question);
        const own = collection.questions[nth % collection.questions.length];
        if (own)
          yield await ask("spliced", other, {
            ...question,
            text: splice(own.text, question.text),
            history: [],
          });
      }
    }
    for (const { questions, documents } of byDocuments(collection)) {
      for (const { question, entries } of questions) {
        yield await ask("own", beirDir, question);
        await remove(index, entries);
        yield await ask("entryRemoved", beirDir, question);
        await indexCorpus(index, entries);
      }
      await remove(index, documents);
      for (const { question } of questions) yield await ask("documentRemoved", beirDir, question);
      await indexCorpus(index, documents);
    }
  } finally {
    await index.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** "How long is parental leave?" and "Who may use the lab?" → "How long is use the lab?". */
function splice(one: string, other: string): string {
  const [first, second] = [one.split(/\s+/), other.split(/\s+/)];
  return [...first.slice(0, Math.ceil(first.length / 2)), ...second.slice(second.length >> 1)].join(" ");
}

/** Questions that the same documents answer. */
interface Group {
  readonly questions: { readonly question: BeirQuestion; readonly entries: readonly BeirEntry[] }[];
  readonly documents: readonly BeirEntry[];
}

/** The questions that something answers, with the entries that do; by documents, as taking these out is slow. */
function byDocuments({ questions, corpus, judgements }: BeirFolder): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const question of questions) {
    const relevance = judgements.get(question.id);
    const entries = corpus.filter((entry) => (relevance?.get(entry.id) ?? 0) > 0);
    if (!entries.length) continue;
    const names = new Set(entries.map(({ document }) => document));
    const key = [...names].join("\n");
    const documents = groups.get(key)?.documents ?? corpus.filter(({ document }) => names.has(document));
    const group = groups.get(key) ?? { questions: [], documents };
    group.questions.push({ question, entries });
    groups.set(key, group);
  }
  return groups.values();
}

async function remove(index: PassageIndex, entries: readonly BeirEntry[]): Promise<void> {
  await Promise.all(entries.map(({ id }) => index.remove(EVALUATION_TENANT, id as DocumentId)));
}

interface Judged {
  readonly asked: Asked;
  readonly score: number;
  /** Whether the extractive model finds a sentence that answers. */
  readonly supported: boolean;
}

async function judge({ asked, question, found }: AskedQuestion): Promise<Judged> {
  const passages = withoutNearDuplicates(found.hits, PASSAGES).map(({ passage }) => passage);
  const prompt = { question, history: [], passages, today: "2026-01-01" };
  let draft = "";
  for await (const piece of extractive.draft(prompt, new AbortController().signal)) draft += piece;
  return { asked, score: answerability(found).score, supported: draft !== "" };
}

const labelled = (some: readonly Judged[], label: number) => some.map(({ score }) => ({ score, label }));

const share = <Item>(items: readonly Item[], counts: (item: Item) => boolean): number =>
  items.length ? items.filter(counts).length / items.length : 0;
