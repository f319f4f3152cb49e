/** The embedded index on its own thread: the file and what of it is held in memory, kept in step. */
import type { TenantId } from "../../access/scopes.ts";
import type { DocumentId } from "../../documents/document.ts";
import { type AnalysedDocument, analyse } from "../lexical.ts";
import type { IndexAnswer, IndexQuery, IndexSize, PassageVector } from "../passage-index.ts";
import { HeldRows, type PackedRows } from "./held-passages.ts";
import { IndexFile, REMEMBERED_CHANGES } from "./index-file.ts";
import type { PackedPassage } from "./packed-passage.ts";
import { Ranker } from "./ranker.ts";
import { TenantIndex } from "./tenant-index.ts";
import { VectorStore } from "./vectors/vector-store.ts";

/** A document's new passages, none when it is to be removed. */
export interface Write {
  readonly tenant: TenantId;
  readonly document: DocumentId;
  readonly passages?: readonly PackedPassage[];
}

/** An answer on its way to the other thread: texts and lists of numbers, which cross at a fraction of what objects cost. */
export interface PackedAnswer extends Omit<IndexAnswer, "hits">, PackedRows {
  readonly scores: readonly number[];
  readonly similarities: readonly (number | undefined)[];
}

interface Tenant {
  readonly index: TenantIndex;
  readonly ranker: Ranker;
}

export class EmbeddedEngine {
  readonly file: IndexFile;
  /** What the asking thread holds of what was found. */
  readonly held = new HeldRows();
  readonly #tenants = new Map<TenantId, Tenant>();
  readonly #vectors: VectorStore;
  /** The latest change of the file that is in memory. */
  #change = 0;

  /** @throws {IndexFileError} when the file in `folder` cannot be used. */
  constructor(folder: string) {
    this.file = new IndexFile(folder);
    this.#vectors = new VectorStore({ file: this.file, indexOf: (tenant) => this.#tenant(tenant).index });
    this.file.reading(() => this.#catchUp());
  }

  /** Commits all writes in one transaction, in order; searches see them all from then on, or none. */
  write(writes: readonly Write[]): void {
    const analysed = writes.map((write) => analyse((write.passages ?? []).map(({ text }) => text)));
    this.#changing(() => {
      for (const [at, write] of writes.entries()) this.#store(write, analysed[at]!);
      for (const tenant of new Set(writes.map((write) => write.tenant))) {
        for (const word of this.#tenant(tenant).index.settle()) this.file.forgetWord(tenant, word);
      }
    });
  }

  putVectors(tenant: TenantId, model: string, items: readonly PassageVector[]): void {
    this.#changing(() => this.#vectors.put(tenant, model, items));
  }

  /** Passages without a vector of the model, as JSON. */
  missingVectors(tenant: TenantId, model: string, limit: number): string[] {
    return this.#changing(() => this.#vectors.missing(tenant, model, limit));
  }

  /** Its vectors answer no more from now on; {@link sweep} deletes them from the file. */
  dropVectors(tenant: TenantId, model: string): void {
    this.#changing(() => this.#vectors.drop(tenant, model));
  }

  /** Loads some of the vectors that are still only in the file, and says whether there may be more. */
  loadVectors(): boolean {
    return this.file.reading(() => {
      this.#catchUp();
      return this.#vectors.loadSome();
    });
  }

  /** Deletes some vectors of models that were dropped, and says whether there were any. */
  sweep(): boolean {
    const isDue = this.file.reading(() => {
      this.#catchUp();
      return this.#vectors.hasLeftovers();
    });
    if (isDue) this.#changing(() => this.#vectors.sweep());
    return isDue;
  }

  /** Runs `work` on the latest state as the file's only writer; what is in memory follows. */
  #changing<Result>(work: () => Result): Result {
    try {
      return this.file.writing(() => {
        this.#catchUp();
        const result = work();
        this.#change = this.file.latestChange();
        return result;
      });
    } catch (error) {
      this.#forgetAll();
      throw error;
    }
  }

  #store({ tenant, document, passages }: Write, analysed: AnalysedDocument): void {
    const { index } = this.#tenant(tenant);
    if (passages && passages.length > 0) {
      const sequences = this.#numbered(tenant, analysed);
      const indexed = this.file.put({ tenant, document, passages, sequences });
      index.replace(indexed);
      this.#vectors.load(tenant, indexed.firstRow, passages.length);
    } else {
      this.file.remove(tenant, document);
      index.remove(document);
    }
  }

  /** Writes the document's sequences anew, in numbers of the tenant's vocabulary, to which its new words are added. */
  #numbered(tenant: TenantId, { language, words, sequences }: AnalysedDocument): readonly Uint32Array[] {
    const { vocabulary } = this.#tenant(tenant).index;
    const numbers = Uint32Array.from(words, (text) => {
      const word = { text, language };
      const known = vocabulary.word(word);
      if (known !== undefined) return known;
      const number = vocabulary.nextNumber;
      vocabulary.add(word);
      this.file.putWord(tenant, number, word);
      return number;
    });
    for (const sequence of sequences)
      for (let at = 0; at < sequence.length; at++) sequence[at] = numbers[sequence[at]!]!;
    return sequences;
  }

  search(query: IndexQuery): PackedAnswer {
    const { ranked, rest, fresh } = this.file.reading(() => {
      this.#catchUp();
      if (query.vector) this.#vectors.loadAll();
      const { rows: ranked, ...rest } = this.#tenant(query.tenant).ranker.rank(query);
      const unheld = ranked.flatMap(({ row }) => (this.held.has(row) ? [] : [row]));
      const passages = unheld.length > 0 ? this.file.passagesJson(unheld) : [];
      return { ranked, rest, fresh: new Map(unheld.map((row, at) => [row, passages[at]!])) };
    });
    for (const { row } of ranked) this.held.found(row, fresh.get(row)?.length);
    return {
      rows: ranked.map(({ row }) => row),
      fresh,
      scores: ranked.map(({ score }) => score),
      similarities: ranked.map(({ similarity }) => similarity),
      ...rest,
    };
  }

  size(tenant: TenantId): IndexSize {
    this.file.reading(() => this.#catchUp());
    const { passages, documents } = this.#tenant(tenant).index;
    const vectors = this.#vectors.counts(tenant);
    return { passages, documents, ...(vectors && { vectors }) };
  }

  close(): void {
    this.file.close();
  }

  /** Takes over what other processes, or an earlier run, have written. */
  #catchUp(): void {
    const latest = this.file.latestChange();
    if (latest === this.#change) return;
    if (latest - this.#change > REMEMBERED_CHANGES) this.#forgetAll();
    try {
      if (this.#change === 0) this.#loadAll();
      else this.#applyChangesSince(this.#change);
      this.#change = latest;
    } catch (error) {
      this.#forgetAll();
      throw error;
    }
  }

  #applyChangesSince(change: number): void {
    this.#vectors.refreshModels();
    const changed = new Set<TenantIndex>();
    for (const { tenant, document, indexed } of this.file.changesSince(change)) {
      const { index } = this.#tenant(tenant);
      if (!changed.has(index)) this.#takeWords(tenant, index);
      changed.add(index);
      if (indexed) {
        index.replace(indexed);
        this.#vectors.load(tenant, indexed.firstRow, indexed.sequences.length);
      } else index.remove(document);
    }
    this.#vectors.loadSince(change);
    for (const index of changed) index.settle();
  }

  /** Loads everything into memory, where nothing is yet. */
  #loadAll(): void {
    this.#vectors.refreshModels();
    const taken = new Set<TenantIndex>();
    for (const { tenant, ...stored } of this.file.documentsSince(0)) {
      const { index } = this.#tenant(tenant);
      if (!taken.has(index)) this.#takeWords(tenant, index);
      taken.add(index);
      index.take(stored);
    }
    for (const index of taken) index.countAll();
    this.#vectors.loadLater();
  }

  #takeWords(tenant: TenantId, { vocabulary }: TenantIndex): void {
    for (const word of this.file.wordsFrom(tenant, vocabulary.nextNumber)) vocabulary.add(word);
  }

  /** What is in memory may differ from the file: the next use loads it anew. */
  #forgetAll(): void {
    this.held.dropAll();
    this.#vectors.forget();
    this.#tenants.clear();
    this.#change = 0;
  }

  #tenant(id: TenantId): Tenant {
    const known = this.#tenants.get(id);
    if (known) return known;
    const index = new TenantIndex({ onGone: (row) => this.held.drop(row) });
    this.#takeWords(id, index);
    const tenant = { index, ranker: new Ranker(index) };
    this.#tenants.set(id, tenant);
    return tenant;
  }
}
