/**
 * The index in Pinecone, for many passages or several machines: Pinecone holds numbers (sparse values of words, dense
 * ones of meaning) and who may read them, Docent's database the texts and the statistics. Pinecone proposes
 * candidates; the database says which of them still exist and who may read them; their order is computed here, by
 * the same formula as the embedded index's.
 */
import type { QueryResponse } from "@pinecone-database/pinecone";
import type { Kysely } from "kysely";
import type { TenantId } from "../../../access/scopes.ts";
import type { DocumentId, Passage } from "../../../documents/document.ts";
import type { Tables } from "../../../storage/tables.ts";
import { FUSED, fuse } from "../../fuse.ts";
import { BIGRAM_WEIGHT, GRAM_WEIGHT, idf } from "../../lexical/bm25.ts";
import { queryValues, type SparseValues } from "../../lexical/sparse.ts";
import type { Hit, IndexAnswer, IndexQuery, PassageIndex, VectorSupport } from "../../passage-index.ts";
import { type QueryTerms, queryTerms } from "../query-terms.ts";
import { CANDIDATES } from "../ranker.ts";
import type { PineconeConnection, Target } from "./connect-pinecone.ts";
import { createPassageStore, type StoredPassage } from "./passage-store.ts";
import { explainPinecone, PineconeError } from "./pinecone-error.ts";
import {
  meaningRecord,
  normalised,
  passageRecordOf,
  prefixOf,
  readableFilter,
  recordOf,
  vectorRecordOf,
  wordsRecord,
} from "./pinecone-records.ts";
import { CandidateRanker } from "./rank-candidates.ts";
import { createRecordWriter, namespaceOf } from "./record-writer.ts";
import type { Statistics } from "./statistics.ts";
import { countDocument } from "./word-counts.ts";

/**
 * For so long after it was written a passage is a candidate without being found: Pinecone may take a while until what
 * it accepted can be found (https://docs.pinecone.io/guides/index-data/check-data-freshness).
 */
const FRESH_MS = 60_000;
/** Of a bulk load the newest only. */
const MOST_FRESH = 300;

export interface PineconeIndex extends PassageIndex, VectorSupport {
  /**
   * Brings the records in step with the database: writes those of every passage again and deletes what has none. For
   * a new index, or after one was put back from a copy. Vectors are asked for anew.
   */
  restore(tenant: TenantId, onDocument?: () => void): Promise<{ written: number; removed: number }>;
  tenants(): Promise<readonly TenantId[]>;
}

/** Opens the index over a connection and Docent's database, which the caller closes. */
export function openPineconeIndex({
  connection,
  db,
}: {
  connection: PineconeConnection;
  db: Kysely<Tables>;
}): PineconeIndex {
  const { words, meaning } = connection;
  const store = createPassageStore(db);
  const writers = new Map(
    [words, meaning].flatMap((target) => (target ? [[target, createRecordWriter(target)]] : [])),
  );
  const rankers = new Map<TenantId, CandidateRanker>();
  const inTurn = new Map<string, Promise<unknown>>();

  /** Two versions of one document are written one after the other. */
  function afterOthers<Result>(document: DocumentId, work: () => Promise<Result>): Promise<Result> {
    const result = (inTurn.get(document) ?? Promise.resolve()).then(work);
    const ended = result
      .catch(() => {})
      .finally(() => {
        if (inTurn.get(document) === ended) inTurn.delete(document);
      });
    inTurn.set(document, ended);
    return result;
  }

  async function rankerOf(tenant: TenantId): Promise<CandidateRanker> {
    const known = rankers.get(tenant);
    const statistics = await store.statistics(tenant, known?.statistics);
    if (known?.statistics === statistics) return known;
    const ranker = new CandidateRanker(statistics);
    rankers.set(tenant, ranker);
    return ranker;
  }

  async function write(tenant: TenantId, document: DocumentId, passages: readonly Passage[]): Promise<void> {
    const counted = countDocument(passages);
    const records = words ? counted.passages.flatMap((passage) => wordsRecord(words, passage) ?? []) : [];
    if (words) await writers.get(words)!.upsert(tenant, records);
    const { formerRecords } = await store.replace(tenant, document, counted, (id) => recordOf(document, id));
    // From here on the new version alone answers. What is left of the old one only takes up room.
    const kept = new Set(records.map(({ id }) => id));
    for (const [target, writer] of writers) {
      const listed = await writer.list(tenant, prefixOf(document));
      const former = target === words ? formerRecords : [];
      await writer.remove(
        tenant,
        [...listed, ...former].filter((id) => !kept.has(id)),
      );
    }
  }

  async function search(query: IndexQuery): Promise<IndexAnswer> {
    const { tenant, texts, scopes, limit, vector } = query;
    const ranker = await rankerOf(tenant);
    const { statistics } = ranker;
    const sets = statistics.readableBy(scopes);
    const terms = queryTerms(statistics, texts, statistics.readable(sets));
    const isAsked = vector !== undefined && vector.weight > 0 && meaning !== undefined;
    if (!words && !isAsked)
      throw new PineconeError(
        `Pinecone, index ${meaning!.name}: it is dense and cannot be searched by words; run docent pinecone create, or name a sparse index in PINECONE_SPARSE_INDEX`,
      );
    const topK = Math.min(10_000, Math.max(CANDIDATES, FUSED, limit));
    const [byWords, byMeaning] = await Promise.all([
      words && sets.length > 0 ? find(words, query, { topK, sparse: sparseQuery(statistics, terms) }) : [],
      isAsked && sets.length > 0 ? find(meaning, query, { topK, dense: normalised(vector.values) }) : [],
    ]);
    const records = [...new Set([...byWords, ...byMeaning].map(({ id }) => passageRecordOf(id)))];
    const fresh = { since: Date.now() - FRESH_MS, limit: MOST_FRESH };
    const stored = (await store.candidates(tenant, records, fresh)).filter(({ passage }) =>
      passage.scopes.some((scope) => scopes.has(scope)),
    );
    const ranked = ranker.rank(stored, terms, limit);
    const hits: Hit[] = ranked.map(({ stored: { passage }, score }) => ({ passage, score }));
    return {
      hits: (isAsked ? fused(ranked, stored, byMeaning, vector.weight) : hits).slice(0, limit),
      corrections: terms.corrections,
      terms: terms.terms,
      searched: {
        passages: sets.reduce((sum, set) => sum + set.passages, 0),
        documents: sets.reduce((sum, set) => sum + set.documents, 0),
      },
    };
  }

  async function find(
    target: Target,
    { tenant, scopes, vector }: IndexQuery,
    { topK, sparse, dense }: { topK: number; sparse?: SparseValues; dense?: number[] },
  ): Promise<QueryResponse["matches"]> {
    if (sparse?.indices.length === 0) return [];
    const about = dense ? { part: "meaning", model: vector!.model } : { part: "words" };
    try {
      const { matches } = await target.index.query({
        namespace: namespaceOf(tenant),
        topK,
        filter: { ...readableFilter(scopes), ...about },
        ...(target.dimension && { vector: dense ?? new Array<number>(target.dimension).fill(0) }),
        ...(sparse && { sparseVector: sparse }),
      } as Parameters<typeof target.index.query>[0]);
      return matches;
    } catch (error) {
      throw explainPinecone(error, target.name);
    }
  }

  return {
    async replace(tenant, document, passages) {
      const stranger = passages.find((passage) => passage.tenant !== tenant || passage.document !== document);
      if (stranger)
        throw new PineconeError(
          `passage ${stranger.id} belongs to ${stranger.tenant}/${stranger.document}: replace that document instead`,
        );
      await afterOthers(document, () => write(tenant, document, passages));
    },
    remove: (tenant, document) =>
      afterOthers(document, async () => {
        await write(tenant, document, []);
        // What is removed may have to be forgotten: its words go at once, after this process has counted them down.
        await rankerOf(tenant);
        await store.forgetEmptied(tenant);
      }),
    search,
    passagesOf: store.passagesOf,
    get: store.get,
    async size(tenant) {
      const { passages, documents } = (await rankerOf(tenant)).statistics;
      const vectors = await store.vectorCounts(tenant);
      return { passages, documents, ...(vectors && { vectors }) };
    },
    tenants: store.tenants,

    async restore(tenant, onDocument) {
      let written = 0;
      const living = new Set<string>();
      for (const document of await store.documents(tenant)) {
        await afterOthers(document, async () => {
          const passages = await store.passagesOf(tenant, document);
          const counted = countDocument(passages).passages;
          const records = words ? counted.flatMap((passage) => wordsRecord(words, passage) ?? []) : [];
          if (words) await writers.get(words)!.upsert(tenant, records);
          for (const { id } of records) living.add(id);
          written += records.length;
        });
        onDocument?.();
      }
      await store.forgetVectors(tenant);
      let removed = 0;
      for (const writer of writers.values()) {
        const strays = (await writer.list(tenant, "")).filter((id) => !living.has(id));
        await writer.remove(tenant, strays);
        removed += strays.length;
      }
      return { written, removed };
    },

    async putVectors(tenant, model, items) {
      if (!meaning)
        throw new PineconeError(
          `Pinecone, index ${words!.name}: it is sparse and holds no vectors; run docent pinecone create --dimension ${items[0]?.values.length ?? "…"} under another name and set PINECONE_INDEX to it`,
        );
      const values = new Map(items.map((item) => [item.passage, item.values]));
      const wrong = items.find((item) => item.values.length !== meaning.dimension);
      if (wrong)
        throw new PineconeError(
          `Pinecone, index ${meaning.name}: ${model} makes vectors of dimension ${wrong.values.length}, the index has ${meaning.dimension}; run docent pinecone create --dimension ${wrong.values.length} under another name and set PINECONE_INDEX to it`,
        );
      const passages = await store.get(tenant, [...values.keys()]);
      const records = passages.map((passage) => meaningRecord(passage, model, values.get(passage.id)!));
      // Pinecone refuses a vector that points nowhere; there is nothing to be found by it either.
      await writers.get(meaning)!.upsert(
        tenant,
        records.filter((record) => record.values!.some((value) => value !== 0)),
      );
      await store.putVectors(
        tenant,
        model,
        passages.map(({ document, id }) => recordOf(document, id)),
      );
    },
    missingVectors: store.missingVectors,
    async dropVectors(tenant, model) {
      const records = await store.vectorRecords(tenant, model);
      if (meaning)
        await writers.get(meaning)!.remove(
          tenant,
          records.map((record) => vectorRecordOf(record, model)),
        );
      await store.dropVectors(tenant, model);
    },

    async close() {
      await Promise.all(inTurn.values());
      for (const tenant of await store.tenants()) await store.forgetEmptied(tenant);
    },
  };
}

/** The query's half of the sparse product. How rare a pair is nobody counts; as rare as its rarer word at least. */
function sparseQuery(statistics: Statistics, terms: QueryTerms): SparseValues {
  const { vocabulary, passages } = statistics;
  const stemName = (stem: number): string => vocabulary.stems[stem]!;
  const rarity = (stem: number): number => idf(passages, statistics.passagesWithStem[stem]!);
  const { passagesWithGram } = statistics;
  return queryValues([
    ...terms.words.flatMap(({ stems, weight, idf: rare }) =>
      stems.map(({ stem, share }) => ({
        kind: "word" as const,
        term: stemName(stem),
        value: weight * share * rare,
      })),
    ),
    ...terms.bigrams.flatMap(({ first, second, weight }) =>
      first.flatMap((one) =>
        second.map((other) => ({
          kind: "pair" as const,
          term: `${stemName(one)} ${stemName(other)}`,
          value: BIGRAM_WEIGHT * weight * Math.max(rarity(one), rarity(other)),
        })),
      ),
    ),
    ...Array.from(terms.grams, ([gram, weight]) => ({
      kind: "gram" as const,
      term: vocabulary.gramNames[gram]!,
      value: GRAM_WEIGHT * weight * idf(passages, passagesWithGram[gram]!),
    })),
  ]);
}

/** Words' order and the order by meaning in their convex sum. */
function fused(
  ranked: readonly { readonly stored: StoredPassage; readonly score: number }[],
  stored: readonly StoredPassage[],
  matches: QueryResponse["matches"],
  weight: number,
): Hit[] {
  const existing = new Map(stored.map((each) => [each.record, each.passage]));
  const similarity = new Map(
    matches.flatMap(({ id, score = 0 }) => {
      const record = passageRecordOf(id);
      return existing.has(record) ? [[record, score] as const] : [];
    }),
  );
  return fuse(
    ranked.map(({ stored: { record }, score }) => ({ id: record, score })),
    Array.from(similarity, ([id, score]) => ({ id, score })),
    weight,
  ).map(({ id, score }) => ({
    passage: existing.get(id)!,
    score,
    ...(similarity.has(id) && { similarity: similarity.get(id)! }),
  }));
}
