/**
 * The tables as Kysely sees them. Times are milliseconds since 1970, JSON is text: both read the same from SQLite
 * and PostgreSQL. Rooms give their columns meaning; storage knows plain strings and numbers only.
 */

/** One addressed message and how it ended: the ledger's row (src/conversation/ledger.ts). */
export interface AskRow {
  id: string;
  tenant: string;
  platform: string;
  dedupe_key: string;
  person: string;
  audience_kind: "private" | "channel";
  /** The person or channel of the audience. */
  audience_id: string;
  conversation: string;
  question: string;
  received_at: number;
  /** JSON. */
  address: string;
  state: "received" | "answered" | "delivered" | "undeliverable";
  /** How often a process took this ask up. */
  attempts: number;
  /** Not to be taken up before this time. */
  due_at: number;
  /** The process that works on it, until `lease_until`. */
  lease_owner: string | null;
  lease_until: number;
  /** JSON of the released reply. */
  reply: string | null;
  outcome: "answer" | "abstention" | "reason" | null;
  answered_at: number | null;
  /** JSON: what the courier left on the platform. */
  handle: string | null;
  /** When it was delivered or given up. */
  finished_at: number | null;
  /** Why it is undeliverable, or what the last attempt failed with. */
  failure: string | null;
}

/** What a reader thought of a reply. */
export interface FeedbackRow {
  ask_id: string;
  person: string;
  kind: string;
  comment: string | null;
  given_at: number;
}

/** One document of a source: the catalogue's row (src/documents/catalogue.ts). */
export interface DocumentRow {
  id: string;
  tenant: string;
  source: string;
  path: string;
  uri: string;
  title: string;
  /** JSON array. */
  scopes: string;
  /** SHA-256 of the bytes whose passages are searchable; empty while none are. */
  version: string;
  /** SHA-256 of the bytes that were last looked at; another than `version` when they could not be read. */
  seen_version: string;
  size: number;
  /** ISO 8601, as the source said it; so is `indexed_at`. */
  modified_at: string;
  indexed_at: string | null;
  status: "indexed" | "failed" | "forgotten";
  /** Why the last attempt failed, for the document's owner. */
  reason: string | null;
  passages: number;
  /** The source's own version of what was last looked at. */
  source_version: string | null;
  /** When its source last said that it is there; what a full listing does not say again is gone. */
  seen_at: number;
}

/** How far a source has been followed (src/documents/source-states.ts). */
export interface SourceStateRow {
  tenant: string;
  source: string;
  /** Where its feed goes on; everything before it is indexed. */
  cursor: string | null;
  /** When its first feed began, until that ended. */
  filling_since: number | null;
  reconciled_at: number | null;
  /** Why it could not be reached last time. */
  problem: string | null;
  /** How often in a row it could not be reached. */
  attempts: number;
  /** Not to be asked before this time. */
  next_at: number;
  /** 1 while its documents are being forgotten. */
  forgetting: 0 | 1;
}

/** A document, or with an empty path a whole source, that moved and is to be looked at (src/documents/work-list.ts). */
export interface SourceWorkRow {
  tenant: string;
  source: string;
  path: string;
  since: number;
  attempts: number;
  next_at: number;
  /** Counts the touches, so that one that comes while the document is looked at is not lost. */
  revision: number;
}

/** A change that listeners have yet to hear of (src/documents/change-log.ts). */
export interface DocumentChangeRow {
  id: string;
  tenant: string;
  document: string;
  title: string;
  kind: "changed" | "readers" | "deleted";
  from_version: string;
  changed_at: number;
  attempts: number;
  next_at: number;
}

/** A passage whose searchable half is in an index elsewhere (src/retrieval/index/pinecone). */
export interface IndexPassageRow {
  tenant: string;
  id: string;
  /** Its id in that index. */
  record: string;
  document: string;
  /** Rises with every passage that is written. */
  position: number;
  ordinal: number;
  /** The set of its scopes, as in `lexical_readers`. */
  readers: string;
  /** That its document was analysed in. */
  language: string;
  written_at: number;
  /** JSON. */
  passage: string;
}

/** The passage has a vector of the model in the index elsewhere. */
export interface IndexVectorRow {
  tenant: string;
  model: string;
  record: string;
}

/** In how many passages of one set of readers a word or stem stands. */
export interface LexicalTermRow {
  tenant: string;
  /** The language of a word, or "stem". */
  kind: string;
  term: string;
  readers: string;
  /** 0 for a while after the last one went, for other processes to see. */
  passages: number;
  /** The change of the tenant's statistics that wrote it. */
  change: number;
}

/** A set of scopes that passages have, and how many have it. */
export interface LexicalReadersRow {
  tenant: string;
  /** A digest of `scopes`. */
  readers: string;
  /** JSON array. */
  scopes: string;
  passages: number;
  documents: number;
  words: number;
  grams: number;
}

/** How far a tenant's statistics are. */
export interface LexicalStateRow {
  tenant: string;
  change: number;
  next_position: number;
  /** The version of the analysis that counted. */
  analysis: number;
  /** Terms that had gone with this change or an earlier one are forgotten. */
  emptied: number;
}

export interface Tables {
  asks: AskRow;
  feedback: FeedbackRow;
  documents: DocumentRow;
  source_state: SourceStateRow;
  source_work: SourceWorkRow;
  document_changes: DocumentChangeRow;
  index_passages: IndexPassageRow;
  index_vectors: IndexVectorRow;
  lexical_terms: LexicalTermRow;
  lexical_readers: LexicalReadersRow;
  lexical_state: LexicalStateRow;
}
