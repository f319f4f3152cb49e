/** The embedded index on its own thread: the file and what of it is held in memory, kept in step. */
import type { TenantId } from "../../access/scopes.ts";
import { type DocumentId, type Passage, searchableText } from "../../documents/document.ts";
import { type AnalysedDocument, analyse } from "../lexical.ts";
import type { IndexAnswer, IndexQuery } from "../passage-index.ts";
import { type DocumentChange, IndexFile } from "./index-file.ts";
import { Ranker } from "./ranker.ts";
import { TenantIndex } from "./tenant-index.ts";

/** A document's new passages, none when it is to be removed. */
export interface Write {
  readonly tenant: TenantId;
  readonly document: DocumentId;
  readonly passages?: readonly Passage[];
}

interface Tenant {
  readonly index: TenantIndex;
  readonly ranker: Ranker;
}

export class EmbeddedEngine {
  readonly file: IndexFile;
  readonly #tenants = new Map<TenantId, Tenant>();
  /** The latest change of the file that is in memory. */
  #change = 0;

  /** @throws {IndexFileError} when the file in `folder` cannot be used. */
  constructor(folder: string) {
    this.file = new IndexFile(folder);
    this.file.reading(() => this.#catchUp());
  }

  /** Commits all writes in one transaction, in order, and then shows them to searches. */
  write(writes: readonly Write[]): void {
    const analysed = writes.map((write) => write.passages && analyse(write.passages.map(searchableText)));
    const { change, changes } = this.file.writing(() => {
      this.#catchUp();
      const changes = writes.map((write, index) => this.#store(write, analysed[index]));
      return { change: this.file.latestChange(), changes };
    });
    for (const applied of changes) this.#apply(applied);
    this.#change = change;
  }

  #store({ tenant, document, passages }: Write, analysed: AnalysedDocument | undefined): DocumentChange {
    if (passages && analysed && passages.length > 0) {
      return { tenant, document, indexed: this.file.put({ tenant, document, passages, analysed }) };
    }
    this.file.remove(tenant, document);
    return { tenant, document };
  }

  search(query: IndexQuery): IndexAnswer {
    return this.file.reading(() => {
      this.#catchUp();
      const { rows, ...rest } = this.#tenant(query.tenant).ranker.rank(query);
      return { hits: rows.map(({ row, score }) => ({ passage: this.file.passage(row), score })), ...rest };
    });
  }

  size(tenant: TenantId): { passages: number; documents: number } {
    this.file.reading(() => this.#catchUp());
    const { passages, documents } = this.#tenant(tenant).index;
    return { passages, documents };
  }

  close(): void {
    this.file.close();
  }

  /** Takes over what other processes, or an earlier run, have written. */
  #catchUp(): void {
    const latest = this.file.latestChange();
    if (latest === this.#change) return;
    for (const change of this.file.changesSince(this.#change)) this.#apply(change);
    this.#change = latest;
  }

  #apply({ tenant, document, indexed }: DocumentChange): void {
    const { index } = this.#tenant(tenant);
    if (indexed) index.replace(indexed);
    else index.remove(document);
  }

  #tenant(id: TenantId): Tenant {
    const known = this.#tenants.get(id);
    if (known) return known;
    const index = new TenantIndex();
    const tenant = { index, ranker: new Ranker(index) };
    this.#tenants.set(id, tenant);
    return tenant;
  }
}
