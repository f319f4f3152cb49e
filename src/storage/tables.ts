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
  /** The person who put its present version there; null where the source does not know. */
  owner: string | null;
  /** JSON: which secrets were masked in it, never what they are; null when there are none. */
  secrets: string | null;
  /** JSON: what it hides from whoever looks at it, and where; never the words. */
  hidden: string | null;
  /** JSON: its edition, and what it says of how long it holds. */
  standing: string | null;
}

/** What a document is called, and which others it names as older or newer (src/documents/lineage-rows.ts). */
export interface DocumentLineageRow {
  document: string;
  tenant: string;
  kind: "edition" | "title" | "name" | "supersedes" | "superseded-by";
  name: string;
}

/** Somebody who is to be told what is wrong with a document of theirs (src/documents/owner-notices.ts). */
export interface OwnerNoticeRow {
  document: string;
  version: string;
  tenant: string;
  owner: string;
  attempts: number;
  next_at: number;
  /** When they were told, or it was given up. */
  settled_at: number | null;
}

/** A model whose vectors the index has or is about to have (src/retrieval/embeddings/embedding-models.ts). */
export interface EmbeddingModelRow {
  tenant: string;
  model: string;
  /** Until the first vectors came it is not known. */
  dimension: number | null;
  state: "filling" | "answering" | "leaving";
  /** Since when it is in this state. */
  since: number;
  /** The process that makes its vectors, until `held_until`. */
  holder: string | null;
  held_until: number;
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

/** A document version that a stored reply cites or names (src/conversation/answer-sources.ts). */
export interface AnswerSourceRow {
  ask_id: string;
  document: string;
  /** As passages carry it: the first twelve characters of the hash. */
  version: string;
}

/** An answer whose sources moved, and what is still to be done about it (src/conversation/recall-list.ts). */
export interface RecallRow {
  ask_id: string;
  tenant: string;
  platform: string;
  needs_review: 0 | 1;
  needs_amend: 0 | 1;
  needs_tell: 0 | 1;
  /** Counts what was asked for, so that something new is not lost while the old is being done. */
  revision: number;
  since: number;
  attempts: number;
  due_at: number;
  /** JSON: what the courier left on the platform while telling. */
  tell_handle: string | null;
  /** Askers are told once. */
  told_at: number | null;
}

/** Something that the console says to a person when they come by (src/conversation/notices.ts). */
export interface NoticeRow {
  id: string;
  tenant: string;
  person: string;
  text: string;
  created_at: number;
}

/** What was forgotten on request, without any of it (src/forgetting/certificates.ts). */
export interface CertificateRow {
  id: string;
  tenant: string;
  issued_at: number;
  /** JSON. */
  certificate: string;
}

/** One Slack channel that Docent was invited to or told to index (adapters/slack/files/channel-store.ts). */
export interface SlackChannelRow {
  tenant: string;
  team: string;
  channel: string;
  name: string;
  state: "invited" | "offered" | "indexed" | "leaving";
  /** A person's id; empty when nobody knows. */
  invited_by: string;
  /** Whether its messages are indexed, too. */
  messages: "off" | "on" | "leaving";
  /** An administrator opened its documents to the whole organisation. */
  is_open: 0 | 1;
  is_private: 0 | 1;
  /** With another organisation. */
  is_shared: 0 | 1;
  is_archived: 0 | 1;
  /** JSON array: the stretches of its history that are still to be read. */
  gaps: string;
  /** When a reading of its whole history that has ended began. */
  walked_at: number | null;
}

/** A file that was seen in an indexed Slack channel (adapters/slack/files/file-store.ts). */
export interface SlackFileRow {
  tenant: string;
  team: string;
  channel: string;
  file: string;
  name: string;
  /** JSON: what Slack last said of it. */
  details: string;
  /** Who could read it when it was last told to the keeper. */
  readers: string;
  /** Counts the events that said that its content changed. */
  revision: number;
  /** 1 when an event said that something about it moved and Slack has not been asked since. */
  is_moved: 0 | 1;
  /** 1 when a member of the channel had it forgotten there. */
  is_forgotten: 0 | 1;
}

/** A message of a Slack channel whose messages are indexed (adapters/slack/files/message-store.ts). */
export interface SlackMessageRow {
  tenant: string;
  team: string;
  channel: string;
  ts: string;
  /** The message that its thread hangs on; its own ts for that message. */
  thread: string;
  speaker: string;
  /** Empty for one that is not to be read, and is kept for the replies to it. */
  text: string;
  edited_at: number | null;
  /** JSON: what Slack said of the replies to it when they were last read. */
  replies: string | null;
  /** 1 when it was forgotten on request: what Slack says of it later is not taken up. */
  is_forgotten: 0 | 1;
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

/** What happened to one ask's reply, in a chain: each link holds the hash of the one before (src/conversation/receipt-chain.ts). */
export interface ReceiptLinkRow {
  tenant: string;
  /** From 1 on, without gaps. */
  sequence: number;
  /** Empty for a link that is about no ask. */
  ask_id: string;
  /** JSON: what was hashed. */
  content: string;
  /** In hex. */
  hash: string;
}

/** The end of a tenant's chain. */
export interface ReceiptHeadRow {
  tenant: string;
  sequence: number;
  hash: string;
}

/** What makes a stored reply's hashes impossible to guess; it goes with the ask. */
export interface ReceiptSaltRow {
  ask_id: string;
  /** The link whose hashes it belongs to: the ask's latest. */
  sequence: number;
  salt: string;
}

/** A report of bias or a mistake, or an appeal, and what was decided (src/conversation/review-queue.ts). */
export interface ReportRow {
  id: string;
  tenant: string;
  ask_id: string;
  /** Who reported it. */
  person: string;
  kind: "biased-or-wrong" | "appeal";
  comment: string | null;
  reported_at: number;
  /** How the ask had ended when it was reported. */
  outcome: "answer" | "abstention" | "reason";
  decision: string | null;
  /** The filter that the decision is about, where it is about one alone. */
  filter: string | null;
  note: string | null;
  decided_by: string | null;
  decided_at: number | null;
  /** 1 until whoever reported it has heard of the decision, or cannot be told. */
  needs_tell: 0 | 1;
  /** JSON: what the courier left on the platform while telling. */
  tell_handle: string | null;
  attempts: number;
  due_at: number;
}

export interface Tables {
  receipt_links: ReceiptLinkRow;
  receipt_heads: ReceiptHeadRow;
  receipt_salts: ReceiptSaltRow;
  reports: ReportRow;
  answer_sources: AnswerSourceRow;
  recalls: RecallRow;
  notices: NoticeRow;
  certificates: CertificateRow;
  asks: AskRow;
  feedback: FeedbackRow;
  documents: DocumentRow;
  slack_channels: SlackChannelRow;
  slack_files: SlackFileRow;
  slack_messages: SlackMessageRow;
  source_state: SourceStateRow;
  source_work: SourceWorkRow;
  document_changes: DocumentChangeRow;
  document_lineage: DocumentLineageRow;
  owner_notices: OwnerNoticeRow;
  embedding_models: EmbeddingModelRow;
  index_passages: IndexPassageRow;
  index_vectors: IndexVectorRow;
  lexical_terms: LexicalTermRow;
  lexical_readers: LexicalReadersRow;
  lexical_state: LexicalStateRow;
}
