/**
 * The index on disk: one SQLite file (WAL) that several processes may use at once. Passages stand in a table of
 * their own, apart from the blobs that the in-memory index is loaded from.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Scope, TenantId } from "../../access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../../documents/document.ts";
import type { Language } from "../lexical/languages.ts";
import type { PackedPassage } from "./packed-passage.ts";
import { packSequences, unpackSequences } from "./packing.ts";
import { reanalyse } from "./reanalyse.ts";
import { isOfTheSystem, remedy } from "./remedy.ts";
import type { IndexedDocument, StoredDocument } from "./tenant-index.ts";
import { textHash, VECTOR_SCHEMA, VectorTable } from "./vectors/vector-table.ts";
import { FORGOTTEN, type Word } from "./vocabulary.ts";

/** Rises with the tables and with ANALYSIS (../lexical.ts); {@link reanalyse} takes older files over. */
const LAYOUT = 2;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS passages (row INTEGER PRIMARY KEY, id TEXT NOT NULL, tenant TEXT NOT NULL, passage TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS passages_by_id ON passages (id);
CREATE TABLE IF NOT EXISTS documents (
  tenant TEXT NOT NULL, document TEXT NOT NULL, change INTEGER NOT NULL UNIQUE,
  first_row INTEGER NOT NULL, passages INTEGER NOT NULL, scopes TEXT NOT NULL, sequences BLOB NOT NULL,
  PRIMARY KEY (tenant, document)
);
CREATE TABLE IF NOT EXISTS words (
  tenant TEXT NOT NULL, number INTEGER NOT NULL, word TEXT NOT NULL, language TEXT NOT NULL,
  PRIMARY KEY (tenant, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS removals (change INTEGER PRIMARY KEY, tenant TEXT NOT NULL, document TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS removals_by_document ON removals (tenant, document);
CREATE TABLE IF NOT EXISTS state (only INTEGER PRIMARY KEY CHECK (only = 1), change INTEGER NOT NULL, next_row INTEGER NOT NULL);
INSERT OR IGNORE INTO state VALUES (1, 0, 1);
${VECTOR_SCHEMA}`;

/** The index file cannot be used; `message` says which file, why, and what to do. */
export class IndexFileError extends Error {
  override name = "IndexFileError";
}

/** A document that changed: with its passages, or without when it was removed. */
export interface DocumentChange {
  readonly tenant: TenantId;
  readonly document: DocumentId;
  readonly indexed?: IndexedDocument;
}

/** A new version of a document, its words already in the tenant's vocabulary. */
export interface NewVersion {
  readonly tenant: TenantId;
  readonly document: DocumentId;
  /** Each as JSON, with what the file keeps beside it. */
  readonly passages: readonly PackedPassage[];
  readonly sequences: readonly Uint32Array[];
}

/** For how many changes the file remembers that a document was removed, for other processes to notice. */
export const REMEMBERED_CHANGES = 10_000;

export class IndexFile {
  readonly path: string;
  readonly vectors: VectorTable;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /**
   * Opens `index.db` in `folder`, which is created when missing.
   * @throws {IndexFileError} when the folder cannot be written, or the file is damaged or of another layout.
   */
  constructor(folder: string) {
    this.path = join(folder, "index.db");
    this.#database = this.#explained(() => {
      mkdirSync(folder, { recursive: true });
      const database = new DatabaseSync(this.path, { timeout: 10_000 });
      database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;");
      database.exec("PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000;");
      return database;
    });
    this.#explained(() => this.#prepareLayout());
    this.vectors = new VectorTable((sql) => this.#statement(sql));
  }

  #prepareLayout(): void {
    const { user_version: layout } = this.#database.prepare("PRAGMA user_version").get() as {
      user_version: number;
    };
    if (layout > LAYOUT) {
      throw new IndexFileError(
        `${this.path} was written by a newer version of Docent: update Docent, or stop it, delete the file and index again`,
      );
    }
    this.#transaction("BEGIN IMMEDIATE", () => {
      if (layout === 1) this.#database.exec("DROP TABLE words");
      this.#database.exec(SCHEMA);
      if (layout === 1) reanalyse(this.#database);
      this.#database.exec(`PRAGMA user_version = ${LAYOUT}`);
    });
  }

  /** Runs `work` on one unchanging state of the file. */
  reading<Result>(work: () => Result): Result {
    return this.#transaction("BEGIN", work);
  }

  /** Runs `work` as the file's only writer; everything it wrote is there afterwards, or nothing when it throws. */
  writing<Result>(work: () => Result): Result {
    return this.#transaction("BEGIN IMMEDIATE", work);
  }

  /** The number of the latest change by any process. */
  latestChange(): number {
    return Number(this.#statement("SELECT change FROM state").get()!.change);
  }

  /** The number of a new change. To be called inside {@link writing}. */
  nextChange(): number {
    return Number(this.#statement("UPDATE state SET change = change + 1 RETURNING change").get()!.change);
  }

  /**
   * All that changed after the given change, each document once, removals first. Complete when the change is 0 or at
   * most {@link REMEMBERED_CHANGES} ago.
   */
  *changesSince(change: number): Generator<DocumentChange> {
    const removals = this.#statement("SELECT tenant, document FROM removals WHERE change > ?");
    for (const row of removals.iterate(change)) {
      yield { tenant: row.tenant as TenantId, document: row.document as DocumentId };
    }
    for (const { tenant, packed, ...stored } of this.documentsSince(change)) {
      const sequences = unpackSequences(packed);
      const scopes = spread(stored.scopes, sequences.length);
      yield { tenant, document: stored.document, indexed: { ...stored, scopes, sequences } };
    }
  }

  /** The documents that were written after the given change, in order of writing. */
  *documentsSince(change: number): Generator<StoredDocument & { readonly tenant: TenantId }> {
    const documents = this.#statement(
      "SELECT tenant, document, first_row, scopes, sequences FROM documents WHERE change > ? ORDER BY change",
    );
    const scopes = new Map<string, Scope[][]>();
    for (const row of documents.iterate(change)) {
      const known = scopes.get(row.scopes as string) ?? (JSON.parse(row.scopes as string) as Scope[][]);
      scopes.set(row.scopes as string, known);
      yield {
        tenant: row.tenant as TenantId,
        document: row.document as DocumentId,
        firstRow: Number(row.first_row),
        scopes: known,
        packed: row.sequences as Uint8Array,
      };
    }
  }

  /** The tenant's words from this number on, one a number, {@link FORGOTTEN} where there is none any more. */
  wordsFrom(tenant: TenantId, number: number): Word[] {
    // One text of all words comes out of SQLite several times as fast as a row a word; no word holds a space.
    const { words, languages } = this.#statement(
      `SELECT group_concat(word, ' ' ORDER BY number) AS words, group_concat(language, ' ' ORDER BY number) AS languages
       FROM words WHERE tenant = ? AND number >= ?`,
    ).get(tenant, number) as { words: string | null; languages: string | null };
    const languageOf = languages?.split(" ") as Language[] | undefined;
    return languageOf ? words!.split(" ").map((text, at) => ({ text, language: languageOf[at]! })) : [];
  }

  /** Stores a new word of the tenant. To be called inside {@link writing}. */
  putWord(tenant: TenantId, number: number, { text, language }: Word): void {
    this.#statement("INSERT INTO words VALUES (?, ?, ?, ?)").run(tenant, number, text, language);
  }

  /** Blots a word out that no passage of the tenant holds any more. To be called inside {@link writing}. */
  forgetWord(tenant: TenantId, number: number): void {
    this.#statement("UPDATE words SET word = ? WHERE tenant = ? AND number = ?").run(
      FORGOTTEN,
      tenant,
      number,
    );
  }

  /** Writes a document's new version in place of its old one. To be called inside {@link writing}. */
  put({ tenant, document, passages, sequences }: NewVersion): IndexedDocument {
    const known = this.#vectorsOf(tenant, passages);
    this.#clear(tenant, document);
    const { change, next_row: firstRow } = this.#statement(
      "UPDATE state SET change = change + 1, next_row = next_row + ? RETURNING change, next_row - ? AS next_row",
    ).get(passages.length, passages.length) as { change: number; next_row: number };
    const insert = this.#statement("INSERT INTO passages VALUES (?, ?, ?, ?)");
    for (const [ordinal, passage] of passages.entries()) {
      insert.run(firstRow + ordinal, passage.id, tenant, passage.json);
    }
    for (const { model, ordinal, text, vector } of known)
      this.vectors.put(model, change, firstRow + ordinal, text, vector);
    const scopes = passages.map((passage) => passage.scopes);
    this.#statement("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)").run(
      tenant,
      document,
      change,
      firstRow,
      passages.length,
      JSON.stringify(gathered(scopes)),
      packSequences(sequences),
    );
    return { document, firstRow, scopes, sequences };
  }

  /** The vectors that texts of these passages have already, under whichever passage. */
  #vectorsOf(tenant: TenantId, passages: readonly PackedPassage[]) {
    const models = this.vectors.models().filter((model) => model.tenant === tenant);
    if (models.length === 0) return [];
    return passages.flatMap((passage, ordinal) => {
      const text = textHash(passage.text);
      return models.flatMap((model) => {
        const vector = this.vectors.made(model, text);
        return vector ? [{ model, ordinal, text, vector }] : [];
      });
    });
  }

  /** Removes a document, and says whether it was there. To be called inside {@link writing}. */
  remove(tenant: TenantId, document: DocumentId): boolean {
    if (!this.#clear(tenant, document)) return false;
    const change = this.nextChange();
    this.#statement("INSERT INTO removals VALUES (?, ?, ?)").run(change, tenant, document);
    this.#statement("DELETE FROM removals WHERE change < ?").run(change - REMEMBERED_CHANGES);
    return true;
  }

  #clear(tenant: TenantId, document: DocumentId): boolean {
    this.#statement("DELETE FROM removals WHERE tenant = ? AND document = ?").run(tenant, document);
    const old = this.#statement(
      "DELETE FROM documents WHERE tenant = ? AND document = ? RETURNING first_row, passages",
    ).get(tenant, document) as { first_row: number; passages: number } | undefined;
    if (!old) return false;
    this.#statement("DELETE FROM passages WHERE row >= ? AND row < ?").run(
      old.first_row,
      old.first_row + old.passages,
    );
    this.vectors.removeRows(old.first_row, old.passages);
    return true;
  }

  /** The passages in these rows, as JSON, in the same order. */
  passagesJson(rows: readonly number[]): string[] {
    const found = new Map<unknown, unknown>();
    const select = "SELECT row, passage FROM passages WHERE row IN (SELECT value FROM json_each(?))";
    for (const { row, passage } of this.#statement(select).all(JSON.stringify(rows))) found.set(row, passage);
    return rows.map((row) => {
      const passage = found.get(row);
      if (passage === undefined)
        throw new IndexFileError(
          `${this.path} lacks a passage: stop Docent, delete the file and index again`,
        );
      return passage as string;
    });
  }

  /** The passage with this id, if it exists, and its row. */
  passageWithRow(tenant: TenantId, id: PassageId): { row: number; passage: Passage } | undefined {
    const found = this.#statement("SELECT row, passage FROM passages WHERE id = ? AND tenant = ?").get(
      id,
      tenant,
    );
    return found && { row: Number(found.row), passage: JSON.parse(found.passage as string) as Passage };
  }

  /** The passages with these ids that exist, in the order of `ids`. */
  passagesById(tenant: TenantId, ids: readonly PassageId[]): Passage[] {
    const select = this.#statement("SELECT passage FROM passages WHERE id = ? AND tenant = ?");
    const found = ids.map((id) => select.get(id, tenant)?.passage as string | undefined);
    return found.filter((passage) => passage !== undefined).map((passage) => JSON.parse(passage) as Passage);
  }

  /** A document's passages in reading order. */
  passagesOf(tenant: TenantId, document: DocumentId): Passage[] {
    const rows = this.#statement(
      `SELECT passage FROM documents JOIN passages ON row >= first_row AND row < first_row + documents.passages
       WHERE documents.tenant = ? AND document = ? ORDER BY row`,
    ).all(tenant, document);
    return rows
      .map((row) => JSON.parse(row.passage as string) as Passage)
      .sort((one, other) => one.ordinal - other.ordinal);
  }

  close(): void {
    this.#database.close();
  }

  #statement(sql: string): StatementSync {
    const prepared = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  #transaction<Result>(begin: string, work: () => Result): Result {
    return this.#explained(() => {
      this.#database.exec(begin);
      try {
        const result = work();
        this.#database.exec("COMMIT");
        return result;
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  /** Says what SQLite's and the file system's errors mean for the index and what to do about them. */
  #explained<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!isOfTheSystem(error)) throw error;
      const reason = error.message;
      throw new IndexFileError(`${this.path}: ${reason}: ${remedy(reason)}`, { cause: error });
    }
  }
}

/** One set of scopes when all passages share it, as nearly all documents' do. */
function gathered(scopes: readonly (readonly Scope[])[]): readonly (readonly Scope[])[] {
  const [first] = scopes;
  const shared = scopes.every(
    (set) => set.length === first?.length && set.every((scope, at) => scope === first[at]),
  );
  return first && shared ? [first] : scopes;
}

const spread = (sets: readonly (readonly Scope[])[], passages: number): readonly (readonly Scope[])[] =>
  sets.length === passages ? sets : Array.from({ length: passages }, () => sets[0]!);
