/** The vectors of all tenants: what the index file holds and what of it stands in memory, kept in step. */
import type { TenantId } from "../../../access/scopes.ts";
import { type Passage, searchableText } from "../../../documents/document.ts";
import type { PassageVector } from "../../passage-index.ts";
import { type IndexFile, IndexFileError } from "../index-file.ts";
import { ScopeSets } from "../scope-sets.ts";
import type { TenantIndex } from "../tenant-index.ts";
import { CHANGED_UNDER_ITS_NAME, ModelVectors } from "./model-vectors.ts";
import { quantised } from "./quantised.ts";
import { MOST_DIMENSIONS, VectorMemory } from "./vector-memory.ts";
import { type StoredVector, textHash, type VectorModel } from "./vector-table.ts";

interface Parts {
  readonly file: IndexFile;
  readonly indexOf: (tenant: TenantId) => TenantIndex;
}

export class VectorStore {
  readonly #file: IndexFile;
  readonly #indexOf: Parts["indexOf"];
  readonly #memory = new VectorMemory();
  #models = new Map<number, VectorModel>();
  /** Models whose vectors are not all in memory, and the row from which on they are not. */
  #unloaded = new Map<number, number>();

  constructor({ file, indexOf }: Parts) {
    this.#file = file;
    this.#indexOf = indexOf;
  }

  /** Takes in which models there are by now. */
  refreshModels(): void {
    const models = new Map(this.#file.vectors.models().map((model) => [model.number, model]));
    for (const [number, model] of this.#models) if (!models.has(number)) this.#release(model);
    this.#models = models;
    for (const model of models.values()) this.#inMemory(model);
  }

  /** Loads the vectors of a document that has just come into memory. */
  load(tenant: TenantId, firstRow: number, passages: number): void {
    for (const model of this.#models.values())
      if (model.tenant === tenant) this.#take(model, this.#file.vectors.ofRows(model, firstRow, passages));
  }

  /** Loads what was put after a change, by whichever process. */
  loadSince(change: number): void {
    for (const { model: number, row, vector } of this.#file.vectors.since(change)) {
      const model = this.#models.get(number);
      if (model) this.#take(model, [{ row, vector }]);
    }
  }

  /** The tenants' passages have just been loaded; their vectors are still to be, with {@link loadSome}. */
  loadLater(): void {
    this.#unloaded = new Map([...this.#models.keys()].map((number) => [number, 0]));
  }

  /** Loads some of the vectors that are still only in the file, and says whether there may be more. */
  loadSome(): boolean {
    for (const [number, from] of this.#unloaded) {
      const model = this.#models.get(number);
      const next = model && this.#take(model, this.#file.vectors.from(model, from, LOADED_AT_ONCE));
      if (next === undefined) this.#unloaded.delete(number);
      else this.#unloaded.set(number, next + 1);
      break;
    }
    return this.#unloaded.size > 0;
  }

  /** Loads all vectors that are still only in the file: who asks by meaning needs them. */
  loadAll(): void {
    while (this.loadSome());
  }

  /** To be called inside the file's `writing`. @throws {IndexFileError} when a vector's length is not the model's */
  put(tenant: TenantId, name: string, items: readonly PassageVector[]): void {
    const [first] = items;
    if (!first) return;
    const dimension = first.values.length;
    if (dimension === 0 || dimension > MOST_DIMENSIONS)
      throw new IndexFileError(
        `${name} makes vectors of ${dimension} dimensions, and the index takes 1 to ${MOST_DIMENSIONS}: set DOCENT_EMBEDDINGS_DIMENSIONS, or choose another model`,
      );
    const model = this.#find(tenant, name) ?? this.#add({ tenant, model: name, dimension });
    const other = items.find(({ values }) => values.length !== model.dimension);
    if (other)
      throw new IndexFileError(
        `${name} made a vector of ${other.values.length} dimensions beside others of ${model.dimension}: ${CHANGED_UNDER_ITS_NAME}`,
      );
    const change = this.#file.nextChange();
    for (const { passage, values } of items) {
      const found = this.#file.passageWithRow(tenant, passage);
      if (!found) continue;
      const vector = quantised(values);
      this.#file.vectors.put(model, change, found.row, textHash(searchableText(found.passage)), vector);
      this.#take(model, [{ row: found.row, vector }]);
    }
  }

  /**
   * Up to `limit` passages without a vector, as JSON, each text once; those whose text has a vector by now get it.
   * To be called inside the file's `writing`.
   */
  missing(tenant: TenantId, name: string, limit: number): string[] {
    this.loadAll();
    const index = this.#indexOf(tenant);
    const model = this.#find(tenant, name);
    const vectors = index.vectors.get(name);
    const missing = new Map<string, string>();
    let change: number | undefined;
    for (let slot = 0; slot < index.slots && missing.size < limit; slot++) {
      if (index.scopeSetOf[slot] === ScopeSets.NOBODY || vectors?.has(slot)) continue;
      const row = index.rowOf[slot]!;
      const json = this.#file.passagesJson([row])[0]!;
      const text = textHash(searchableText(JSON.parse(json) as Passage));
      const made = model && this.#file.vectors.made(model, text);
      if (made) {
        change ??= this.#file.nextChange();
        this.#file.vectors.put(model, change, row, text, made);
        this.#take(model, [{ row, vector: made }]);
      } else {
        const key = text.toString();
        if (!missing.has(key)) missing.set(key, json);
      }
    }
    return [...missing.values()];
  }

  /** How many of the tenant's passages have a vector, by model; undefined when there is no model. */
  counts(tenant: TenantId): Record<string, number> | undefined {
    const index = this.#indexOf(tenant);
    if (index.vectors.size === 0) return undefined;
    this.loadAll();
    return Object.fromEntries(
      Array.from(index.vectors, ([model, vectors]) => {
        let count = 0;
        for (let slot = 0; slot < index.slots; slot++)
          if (index.scopeSetOf[slot] !== ScopeSets.NOBODY && vectors.has(slot)) count += 1;
        return [model, count];
      }),
    );
  }

  /** To be called inside the file's `writing`; {@link sweep} deletes what it leaves in the file. */
  drop(tenant: TenantId, name: string): void {
    const model = this.#find(tenant, name);
    if (!model) return;
    this.#file.vectors.dropModel(model);
    this.#file.nextChange();
    this.refreshModels();
  }

  /** Whether dropped models have left vectors in the file. */
  hasLeftovers(): boolean {
    return this.#file.vectors.leftOver(new Set(this.#models.keys())) !== undefined;
  }

  /** Deletes some of these. To be called inside the file's `writing`. */
  sweep(): void {
    const number = this.#file.vectors.leftOver(new Set(this.#models.keys()));
    if (number !== undefined) this.#file.vectors.sweep(number, SWEPT_AT_ONCE);
  }

  /** Nothing is in memory any more: the tenants' indexes are about to be loaded anew. */
  forget(): void {
    for (const model of this.#models.values()) this.#release(model);
    this.#models.clear();
    this.#unloaded.clear();
  }

  #find(tenant: TenantId, name: string): VectorModel | undefined {
    return [...this.#models.values()].find((model) => model.tenant === tenant && model.model === name);
  }

  #add(model: Omit<VectorModel, "number">): VectorModel {
    const added = this.#file.vectors.addModel(model);
    this.#models.set(added.number, added);
    return added;
  }

  #inMemory({ tenant, model, dimension }: VectorModel): ModelVectors {
    const { vectors } = this.#indexOf(tenant);
    const known = vectors.get(model);
    if (known) return known;
    const created = new ModelVectors(this.#memory, dimension);
    vectors.set(model, created);
    return created;
  }

  #release({ tenant, model }: VectorModel): void {
    const { vectors } = this.#indexOf(tenant);
    vectors.get(model)?.release();
    vectors.delete(model);
  }

  /** Takes vectors to their passages' slots, and returns the last row. */
  #take(model: VectorModel, stored: Iterable<StoredVector>): number | undefined {
    const index = this.#indexOf(model.tenant);
    const vectors = this.#inMemory(model);
    let last: number | undefined;
    for (const { row, vector } of stored) {
      const slot = index.slotOfRow(row);
      if (slot !== undefined) vectors.put(slot, vector);
      last = row;
    }
    return last;
  }
}

/** Loading these takes some 10 ms, deleting the others some 20 ms; searches come in between. */
const LOADED_AT_ONCE = 2_000;
const SWEPT_AT_ONCE = 500;
