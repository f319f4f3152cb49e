/**
 * Vectors on disk, in a table of their own, so that what lexical search reads stays small. A vector stands under its
 * passage's row, so that a document's vectors lie together and go with their passages; beside it the hash of the text
 * it was made of, so that no text is embedded twice.
 */
import { hash } from "node:crypto";
import type { StatementSync } from "node:sqlite";
import type { TenantId } from "../../../access/scopes.ts";
import { packVector, type QuantisedVector, unpackVector } from "./quantised.ts";

export const VECTOR_SCHEMA = `
CREATE TABLE IF NOT EXISTS vector_models (
  number INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, model TEXT NOT NULL, dimension INTEGER NOT NULL,
  UNIQUE (tenant, model)
);
CREATE TABLE IF NOT EXISTS vectors (key INTEGER PRIMARY KEY, change INTEGER NOT NULL, hash BLOB NOT NULL, vector BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS vectors_by_change ON vectors (change);
CREATE INDEX IF NOT EXISTS vectors_by_hash ON vectors (hash);
`;

/** A model of one tenant as the file knows it; numbers are never used again. */
export interface VectorModel {
  readonly number: number;
  readonly tenant: TenantId;
  readonly model: string;
  readonly dimension: number;
}

export interface StoredVector {
  readonly row: number;
  readonly vector: QuantisedVector;
}

/** A vector's key is `model number * ROWS + row`. */
const ROWS = 2 ** 40;

/** What a text's vector is found again by. */
export const textHash = (text: string): Uint8Array => hash("sha256", text, "buffer").subarray(0, 16);

export class VectorTable {
  readonly #statement: (sql: string) => StatementSync;

  /** @param statement prepares a statement of the index file, or gives the one that it prepared before */
  constructor(statement: (sql: string) => StatementSync) {
    this.#statement = statement;
  }

  /** All models that have, or are about to have, vectors. */
  models(): VectorModel[] {
    return this.#statement("SELECT number, tenant, model, dimension FROM vector_models ORDER BY number")
      .all()
      .map((row) => ({
        number: Number(row.number),
        tenant: row.tenant as TenantId,
        model: row.model as string,
        dimension: Number(row.dimension),
      }));
  }

  addModel(model: Omit<VectorModel, "number">): VectorModel {
    const { number } = this.#statement(
      "INSERT INTO vector_models (tenant, model, dimension) VALUES (?, ?, ?) RETURNING number",
    ).get(model.tenant, model.model, model.dimension)!;
    return { ...model, number: Number(number) };
  }

  /** From now on the model is unknown; {@link leftOver} finds its vectors. */
  dropModel({ number }: VectorModel): void {
    this.#statement("DELETE FROM vector_models WHERE number = ?").run(number);
  }

  /** A number under which vectors stand although no such model is known, if there is one. */
  leftOver(known: ReadonlySet<number>): number | undefined {
    const next = this.#statement("SELECT key FROM vectors WHERE key >= ? ORDER BY key LIMIT 1");
    for (let from = 0; ; ) {
      const key = next.get(from)?.key;
      if (key === undefined) return undefined;
      const number = Math.floor(Number(key) / ROWS);
      if (!known.has(number)) return number;
      from = (number + 1) * ROWS;
    }
  }

  /** Deletes up to `limit` vectors that stand under this number. */
  sweep(number: number, limit: number): void {
    this.#statement(
      "DELETE FROM vectors WHERE key IN (SELECT key FROM vectors WHERE key >= ? AND key < ? LIMIT ?)",
    ).run(number * ROWS, (number + 1) * ROWS, limit);
  }

  put({ number }: VectorModel, change: number, row: number, text: Uint8Array, vector: QuantisedVector): void {
    this.#statement("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)").run(
      number * ROWS + row,
      change,
      text,
      packVector(vector),
    );
  }

  /** The vector that the model made of the text with this hash, if any of the tenant's passages has it. */
  made({ number }: VectorModel, text: Uint8Array): QuantisedVector | undefined {
    const found = this.#statement(
      "SELECT vector FROM vectors WHERE hash = ? AND key >= ? AND key < ? LIMIT 1",
    ).get(text, number * ROWS, (number + 1) * ROWS);
    return found && unpackVector(found.vector as Uint8Array);
  }

  /** The vectors of `count` rows from `first` on. */
  ofRows(model: VectorModel, first: number, count: number): Generator<StoredVector> {
    return this.#stored(model, first, first + count, count);
  }

  /** Up to `limit` vectors of rows from `first` on. */
  from(model: VectorModel, first: number, limit: number): Generator<StoredVector> {
    return this.#stored(model, first, ROWS, limit);
  }

  *#stored({ number }: VectorModel, first: number, end: number, limit: number): Generator<StoredVector> {
    const rows = this.#statement(
      "SELECT key, vector FROM vectors WHERE key >= ? AND key < ? ORDER BY key LIMIT ?",
    );
    for (const { key, vector } of rows.iterate(number * ROWS + first, number * ROWS + end, limit))
      yield { row: Number(key) - number * ROWS, vector: unpackVector(vector as Uint8Array) };
  }

  /** What was put after a change, by whichever process, with the number of its model. */
  *since(change: number): Generator<StoredVector & { readonly model: number }> {
    const rows = this.#statement("SELECT key, vector FROM vectors WHERE change > ?");
    for (const { key, vector } of rows.iterate(change)) {
      const model = Math.floor(Number(key) / ROWS);
      yield { model, row: Number(key) - model * ROWS, vector: unpackVector(vector as Uint8Array) };
    }
  }

  /** Deletes all models' vectors of these rows. */
  removeRows(first: number, count: number): void {
    const remove = this.#statement("DELETE FROM vectors WHERE key >= ? AND key < ?");
    for (const { number } of this.models()) remove.run(number * ROWS + first, number * ROWS + first + count);
  }
}
