/** One index of the stand-in for Pinecone: its records, its limits, and how it scores. */
import type { IndexShape } from "./pinecone.ts";

/** What Pinecone refuses, and how. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Sparse {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

export interface PineconeRecord {
  readonly id: string;
  readonly values?: readonly number[];
  readonly sparseValues?: Sparse;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

type Namespaces = Map<string, Map<string, PineconeRecord>>;

/** How many ids a page of a list has, small so that there are several. */
const PAGE = 10;
const MOST_SPARSE_VALUES = 1000;

export class PineconeIndexStandIn {
  readonly dimension: number | undefined;
  readonly metric: "cosine" | "dotproduct";
  readonly #lags: boolean;
  readonly #namespaces: Namespaces = new Map();
  #unseen: (() => void)[] = [];

  constructor({ dimension, metric = "dotproduct", lags = false }: IndexShape) {
    this.dimension = dimension;
    this.metric = metric;
    this.#lags = lags;
  }

  /** What was written is seen from now on. */
  settle(): void {
    for (const write of this.#unseen) write();
    this.#unseen = [];
  }

  records(namespace: string): PineconeRecord[] {
    return [...this.#of(namespace).values()];
  }

  answer({ path, query, body }: { path: string; query: URLSearchParams; body: unknown }): unknown {
    const asked = (body ?? {}) as Record<string, unknown>;
    const namespace = (asked.namespace as string | undefined) ?? query.get("namespace") ?? "";
    if (path === "/vectors/upsert") return this.#upsert(namespace, asked.vectors as PineconeRecord[]);
    if (path === "/vectors/delete") return this.#delete(namespace, asked);
    if (path === "/query") return this.#query(namespace, asked);
    if (path === "/vectors/list") return this.#list(namespace, query);
    if (path === "/describe_index_stats") return this.#stats();
    throw new Refusal(404, `no such path: ${path}`);
  }

  #of(namespace: string): Map<string, PineconeRecord> {
    const records = this.#namespaces.get(namespace) ?? new Map<string, PineconeRecord>();
    this.#namespaces.set(namespace, records);
    return records;
  }

  #write(work: () => void): void {
    if (this.#lags) this.#unseen.push(work);
    else work();
  }

  #upsert(namespace: string, vectors: PineconeRecord[]): unknown {
    if (vectors.length === 0 || vectors.length > 1000) throw new Refusal(400, "1 to 1000 vectors");
    for (const vector of vectors) this.#check(vector);
    this.#write(() => {
      for (const vector of vectors) this.#of(namespace).set(vector.id, vector);
    });
    return { upsertedCount: vectors.length };
  }

  #check({ id, values, sparseValues, metadata = {} }: PineconeRecord): void {
    if (id.length > 512 || /[^\x20-\x7e]/.test(id))
      throw new Refusal(400, "Vector ID must be ASCII, 512 at most");
    if (this.dimension) {
      if (values?.length !== this.dimension)
        throw new Refusal(
          400,
          `Vector dimension ${values?.length ?? 0} does not match the dimension of the index ${this.dimension}`,
        );
      if (values.every((value) => value === 0))
        throw new Refusal(400, "Dense vectors must contain at least one non-zero value");
    } else if (values || !sparseValues) throw new Refusal(400, "a sparse index takes sparse values alone");
    if (sparseValues) checkSparse(sparseValues);
    if (Buffer.byteLength(JSON.stringify(metadata)) > 40 * 1024)
      throw new Refusal(400, "Metadata size exceeds the limit of 40960 bytes per vector");
    for (const value of Object.values(metadata)) {
      const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
      if (!isList && !["string", "number", "boolean"].includes(typeof value))
        throw new Refusal(400, "Metadata value must be a string, number, boolean or list of strings");
    }
  }

  #delete(namespace: string, { ids, filter, deleteAll }: Record<string, unknown>): unknown {
    const asked = ids as string[] | undefined;
    if (asked && (asked.length === 0 || asked.length > 1000)) throw new Refusal(400, "1 to 1000 ids");
    if (!asked && !filter && !deleteAll) throw new Refusal(400, "nothing to delete");
    this.#write(() => {
      for (const id of asked ?? []) this.#of(namespace).delete(id);
    });
    return {};
  }

  #query(namespace: string, asked: Record<string, unknown>): unknown {
    const { topK, vector, sparseVector, filter } = asked as {
      topK: number;
      vector?: number[];
      sparseVector?: Sparse;
      filter?: Filter;
    };
    if (!(topK >= 1 && topK <= 10_000)) throw new Refusal(400, "topK must be 1 to 10000");
    if (this.dimension && vector?.length !== this.dimension)
      throw new Refusal(
        400,
        `Query vector dimension ${vector?.length ?? 0} does not match the dimension of the index ${this.dimension}`,
      );
    if (!this.dimension && (vector || !sparseVector))
      throw new Refusal(400, "a sparse index is asked with a sparse vector alone");
    if (sparseVector && this.metric !== "dotproduct")
      throw new Refusal(400, "Index configuration does not support sparse values");
    if (sparseVector) checkSparse(sparseVector);
    const matches = this.records(namespace)
      .filter((record) => passes(record.metadata ?? {}, filter))
      .map((record) => ({
        id: record.id,
        score: this.#dense(record.values, vector) + sparseProduct(record.sparseValues, sparseVector),
      }))
      // A sparse index returns only what has a dimension in common with the query.
      .filter(({ score }) => this.dimension !== undefined || score !== 0)
      .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
      .slice(0, topK);
    return { matches, namespace, usage: { readUnits: 1 } };
  }

  #dense(values: readonly number[] = [], vector: readonly number[] = []): number {
    const product = values.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0);
    if (this.metric === "dotproduct" || product === 0) return product;
    return product / (Math.hypot(...values) * Math.hypot(...vector));
  }

  #list(namespace: string, query: URLSearchParams): unknown {
    const ids = [...this.#of(namespace).keys()]
      .filter((id) => id.startsWith(query.get("prefix") ?? ""))
      .sort();
    const start = Number(query.get("paginationToken") ?? 0);
    const end = start + Math.min(PAGE, Number(query.get("limit") ?? 100));
    return {
      vectors: ids.slice(start, end).map((id) => ({ id })),
      ...(end < ids.length && { pagination: { next: String(end) } }),
      namespace,
      usage: { readUnits: 1 },
    };
  }

  #stats(): unknown {
    const namespaces = Object.fromEntries(
      Array.from(this.#namespaces, ([name, records]) => [name, { vectorCount: records.size }]),
    );
    return {
      namespaces,
      ...(this.dimension && { dimension: this.dimension }),
      indexFullness: 0,
      totalVectorCount: [...this.#namespaces.values()].reduce((sum, records) => sum + records.size, 0),
      metric: this.metric,
      vectorType: this.dimension ? "dense" : "sparse",
    };
  }
}

function checkSparse({ indices, values }: Sparse): void {
  if (indices.length !== values.length || indices.length === 0)
    throw new Refusal(400, "Sparse vector must have as many indices as values, one at least");
  if (indices.length > MOST_SPARSE_VALUES)
    throw new Refusal(400, `Sparse vector size ${indices.length} exceeds the limit of ${MOST_SPARSE_VALUES}`);
  if (new Set(indices).size !== indices.length) throw new Refusal(400, "Sparse indices must be distinct");
  if (indices.some((index) => !Number.isInteger(index) || index < 0 || index >= 2 ** 32))
    throw new Refusal(400, "Sparse indices must be unsigned 32-bit integers");
}

/** The values of records that were asked about before: each question asks about all of them. */
const byIndex = new WeakMap<Sparse, ReadonlyMap<number, number>>();

function sparseProduct(one: Sparse | undefined, other: Sparse | undefined): number {
  if (!one || !other) return 0;
  const values = byIndex.get(one) ?? new Map(one.indices.map((index, at) => [index, one.values[at]!]));
  byIndex.set(one, values);
  return other.indices.reduce((sum, index, at) => sum + (values.get(index) ?? 0) * other.values[at]!, 0);
}

type Filter = Readonly<Record<string, string | { $in?: readonly string[]; $eq?: string }>>;

function passes(metadata: Readonly<Record<string, unknown>>, filter: Filter = {}): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    const wanted = typeof condition === "string" ? [condition] : (condition.$in ?? [condition.$eq]);
    const held = metadata[key];
    return (Array.isArray(held) ? held : [held]).some((value) => wanted.includes(value as string));
  });
}
