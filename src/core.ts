/** Docent without any surface: settings → parts that work together. The command line uses it as it is. */
import { resolve } from "node:path";
import type { Kysely } from "kysely";
import { createMembership } from "./access/create-membership.ts";
import { type LocalDirectory, localDirectory } from "./access/local-directory.ts";
import type { Membership, MembershipSource } from "./access/membership.ts";
import { type PersonId, type Platform, type Scope, type TenantId, tenantId } from "./access/scopes.ts";
import { ConfigError, type Settings } from "./config.ts";
import type { AnswerParts } from "./conversation/answer-parts.ts";
import type { Courier } from "./conversation/courier.ts";
import { createTurns, type TurnsOptions } from "./conversation/create-turns.ts";
import { createHistory } from "./conversation/history.ts";
import { createLedger } from "./conversation/ledger.ts";
import { createNotices, type Notices } from "./conversation/notices.ts";
import { createRecall, type Recall } from "./conversation/recall.ts";
import { createRecallList } from "./conversation/recall-list.ts";
import { createReceiptChain, type ReceiptChain } from "./conversation/receipt-chain.ts";
import { type Rehearsal, rehearse } from "./conversation/rehearse.ts";
import { createReviewQueue, type ReviewQueue } from "./conversation/review-queue.ts";
import type { Turns } from "./conversation/turns.ts";
import {
  type ArchivingParts,
  archivedSource,
  archivingKeeper,
  type SnapshotArchive,
} from "./documents/archive.ts";
import { type Catalogue, createCatalogue } from "./documents/catalogue.ts";
import { type ChangeLog, createChangeLog } from "./documents/change-log.ts";
import { createKeeper } from "./documents/create-keeper.ts";
import { documentId, removeDocument } from "./documents/index-document.ts";
import type { Keeper } from "./documents/keeper.ts";
import { createOwnerNotices, type OwnerNotices } from "./documents/owner-notices.ts";
import { ownersOf } from "./documents/owners-of.ts";
import { createParser } from "./documents/parse/create-parser.ts";
import { folderSource } from "./documents/sources/folder.ts";
import { type FolderManifest, readFolderManifest } from "./documents/sources/folder-manifest.ts";
import { bucketArchive } from "./documents/sources/gcs/bucket-archive.ts";
import { type GcsSource, gcsSource } from "./documents/sources/gcs/gcs-source.ts";
import type { PrefixRule } from "./documents/sources/gcs/prefix-rules.ts";
import { storageClient } from "./documents/sources/gcs/storage-client.ts";
import { type DocumentSource, SourceError } from "./documents/sources/source.ts";
import { type SyncReport, type SyncResult, syncSource } from "./documents/sync.ts";
import { createForgetting, type Forgetting } from "./forgetting/create-forgetting.ts";
import { createModel } from "./models/catalogue.ts";
import { extractive } from "./models/extractive.ts";
import { openIndex } from "./open-index.ts";
import { openFilters, openPolicy } from "./open-policy.ts";
import type { Log } from "./operations/log.ts";
import type { Metrics } from "./operations/metrics.ts";
import { createEmbedder, embeddingModelName } from "./retrieval/embeddings/catalogue.ts";
import { createEmbeddingModels } from "./retrieval/embeddings/embedding-models.ts";
import { createVectorKeeper, type VectorKeeper } from "./retrieval/embeddings/vector-keeper.ts";
import type { PassageIndex } from "./retrieval/passage-index.ts";
import { createReranker } from "./retrieval/rerank/catalogue.ts";
import { createRerank } from "./retrieval/rerank/rerank.ts";
import { createRetrieval } from "./retrieval/search.ts";
import { createGuard } from "./safety/create-guard.ts";
import type { Guard } from "./safety/guard.ts";
import { type PolicyView, policyViews } from "./safety/policy-view.ts";
import { biasJudgeOf } from "./safety/providers/catalogue.ts";
import { openDatabase } from "./storage/database.ts";
import type { Tables } from "./storage/tables.ts";

/** Turns worked on at once; a model's rate limit is reached long before. */
const CONCURRENT_TURNS = 8;

interface IndexOptions {
  readonly report?: SyncReport;
  readonly signal?: AbortSignal;
  readonly checkContent?: boolean;
}

interface BucketAddress {
  readonly bucket: string;
  readonly prefix?: string;
  readonly rules: readonly PrefixRule[];
}

export interface Core {
  readonly settings: Settings;
  readonly tenant: TenantId;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly directory: LocalDirectory;
  readonly membership: Membership;
  readonly index: PassageIndex;
  /** The database, for what surfaces keep there. */
  readonly db: Kysely<Tables>;
  /** Makes passages' vectors where DOCENT_EMBEDDINGS names a model; the server starts it. */
  readonly vectors: VectorKeeper | undefined;
  readonly catalogue: Catalogue;
  /** What became of documents and is still to be told. */
  readonly changes: ChangeLog;
  /** Who is still to be told what is wrong with a document of theirs. */
  readonly ownerNotices: OwnerNotices;
  /** The originals of what is indexed, where DOCENT_ARCHIVE_BUCKET has them kept. */
  readonly archive: SnapshotArchive | undefined;
  /** Keeps sources in step; the server starts it, a command only asks how they stand. */
  readonly keeper: Keeper;
  readonly guard: Guard;
  /** The rules that the guard follows, for whoever wants to read them. */
  readonly policies: readonly PolicyView[];
  readonly turns: Turns;
  /** Puts a private question through a turn that is written nowhere, for audits. */
  rehearse(person: PersonId, question: string, signal?: AbortSignal): Promise<Rehearsal>;
  /** Takes back what answers say of documents that are gone, and marks those whose documents changed. */
  readonly recall: Recall;
  /** Forgets documents and people on request, with a certificate. */
  readonly forgetting: Forgetting;
  /** What the console has to say to people. */
  readonly notices: Notices;
  /** How every answer was checked, so that tampering shows. */
  readonly chain: ReceiptChain;
  /** What people report and appeal. */
  readonly reviews: ReviewQueue;
  /** Lets a surface say who is in its channels. */
  addMembershipSource(platform: Platform, source: MembershipSource): void;
  /**
   * Takes people, channels and examples from the docent.json of DOCENT_DOCUMENTS, or another folder, without indexing.
   * @throws {ConfigError} when DOCENT_DOCUMENTS cannot be used.
   */
  introduce(folder?: string): Promise<{ readonly examples: readonly string[] }>;
  /** Brings the index in step with a folder or file; `scopes` are its readers where docent.json names none. */
  indexFolder(path: string, options: IndexOptions & { scopes?: readonly Scope[] }): Promise<SyncResult>;
  /** A bucket of Google Cloud Storage as a source; nothing is asked of it yet. */
  bucketSource(bucket: BucketAddress): Promise<GcsSource>;
  /** Brings the index in step with a bucket. */
  indexBucket(bucket: BucketAddress, options: IndexOptions): Promise<SyncResult>;
  /** Takes a document out of index, catalogue and answers, and has its source looked at: what is left of it comes back. */
  unlearn(source: string, path: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens everything that Docent needs to answer.
 * @throws an error with one clear line when the data folder or a setting cannot be used.
 */
export async function openCore({
  settings,
  log,
  metrics,
}: Pick<Core, "settings" | "log" | "metrics">): Promise<Core> {
  const tenant = tenantId(settings.DOCENT_TENANT);
  const filters = openFilters(settings, async (text) => vectors?.vectorOf(text));
  const policy = await openPolicy(settings.DOCENT_POLICY, filters);
  const folder = resolve(settings.DOCENT_DATA);
  const database = await openDatabase({ folder });
  const chain = createReceiptChain(settings.DOCENT_AUDIT_KEY);
  const opened = await openIndex(settings, database);
  const reranker = createReranker(settings);
  const model = embeddingModelName(settings);
  const vectors = model
    ? await createVectorKeeper({
        tenant,
        index: opened,
        models: createEmbeddingModels({ db: database.db, tenant }),
        model,
        createEmbedder: (name) => createEmbedder(name, settings),
        weight: settings.DOCENT_EMBEDDINGS_WEIGHT,
        questionTimeoutMs: settings.DOCENT_EMBEDDINGS_TIMEOUT_MS,
        log,
        metrics,
      })
    : undefined;
  const index: PassageIndex = {
    ...opened,
    async replace(...document) {
      await opened.replace(...document);
      vectors?.touch();
    },
  };
  const catalogue = createCatalogue(database.db);
  const parser = createParser();
  const changes = createChangeLog({ db: database.db, tenant });
  const ownerNotices = createOwnerNotices({ db: database.db, tenant });
  const kept = createKeeper({
    db: database.db,
    tenant,
    catalogue,
    index,
    parser,
    changes,
    notices: ownerNotices,
    log,
    metrics,
  });
  const storage = () => storageClient({ endpoint: settings.GCS_API_ENDPOINT });
  const originals = settings.DOCENT_ARCHIVE_BUCKET;
  const archive = originals
    ? bucketArchive({ client: await storage(), bucket: originals, maxBytes: parser.maxBytes })
    : undefined;
  const archiving: ArchivingParts | undefined = archive && {
    archive,
    tenant,
    catalogue,
    onFailure: (path, error) =>
      log.warn("A document is indexed without its original: the archive failed", { path, error }),
  };
  const keeper = archiving ? archivingKeeper(kept, archiving) : kept;
  const syncOnce = (source: DocumentSource, options: IndexOptions): Promise<SyncResult> =>
    syncSource({
      source: archiving ? archivedSource(source, archiving) : source,
      tenant,
      catalogue,
      index,
      parser,
      changes,
      notices: ownerNotices,
      ...options,
    });
  const bucketSource = async (address: BucketAddress): Promise<GcsSource> =>
    gcsSource({
      ...address,
      client: await storage(),
      maxBytes: parser.maxBytes,
      onUnmapped: ({ count, examples }) =>
        log.warn(
          `${count} documents of gs://${address.bucket} are not indexed: no rule of GCS_SCOPES names them`,
          {
            examples,
          },
        ),
    });

  const directory = localDirectory();
  const sources = new Map<Platform, MembershipSource>([["local", directory]]);
  const membership = createMembership({
    sources,
    onFailure: (id, error) =>
      log.warn("Membership could not be fetched; it counts as unknown", { id, error }),
  });

  const guard = createGuard({
    filters,
    policies: policy.policies,
    timeoutMs: settings.DOCENT_FILTER_TIMEOUT_MS,
    biasJudge: biasJudgeOf(settings),
    log,
    metrics,
  });
  const passages: AnswerParts["passages"] = (owner, ids) => index.get(owner, ids);
  const couriers = new Map<Platform, Courier>();
  const recall = createRecall({
    list: createRecallList({ db: database.db, tenant, chain }),
    couriers,
    recallDays: settings.DOCENT_RECALL_DAYS,
    index,
    membership,
    guard,
    publicUrl: settings.DOCENT_PUBLIC_URL,
    log,
  });
  keeper.onChange(recall.heard);
  const forgetting = createForgetting({
    db: database.db,
    tenant,
    index,
    catalogue,
    changes,
    recall,
    archive,
    membership,
    chain,
    folder,
  });
  keeper.onChange(async ({ kind }) => {
    if (kind === "readers") return;
    forgetting.noteDeletion();
    // What another process removed leaves this one's memory with the next look at the index.
    await index.size(tenant);
  });
  const turning: TurnsOptions = {
    couriers,
    ledger: createLedger({ db: database.db, chain }),
    answerParts: {
      guard,
      ownersOf: ownersOf({ catalogue, membership }),
      membership,
      retrieval: createRetrieval({
        index,
        vectorOf: vectors?.vectorOf,
        rerank: reranker && createRerank({ reranker, timeoutMs: settings.DOCENT_RERANKER_TIMEOUT_MS, log }),
        log,
        settings: { answerabilityThreshold: settings.DOCENT_ANSWER_THRESHOLD },
        lineage: { relatives: catalogue.relatives, passages },
      }),
      passages,
      history: createHistory({
        db: database.db,
        passages,
        maxExchanges: settings.DOCENT_HISTORY_EXCHANGES,
        maxPauseHours: settings.DOCENT_HISTORY_HOURS,
      }),
      model: createModel(settings),
      fallback: extractive,
      modelTimeoutMs: settings.DOCENT_MODEL_TIMEOUT_MS,
      publicUrl: settings.DOCENT_PUBLIC_URL,
      log,
    },
    keepDays: settings.DOCENT_LEDGER_DAYS,
    concurrency: CONCURRENT_TURNS,
    log,
    metrics,
  };
  const turns = createTurns(turning);

  return {
    settings,
    tenant,
    log,
    metrics,
    directory,
    membership,
    index,
    db: database.db,
    vectors,
    catalogue,
    changes,
    ownerNotices,
    archive,
    keeper,
    guard,
    policies: policyViews(
      policy,
      filters.map(({ name }) => name),
    ),
    turns,
    rehearse: (person, question, signal = new AbortController().signal) =>
      rehearse({ tenant, person, question }, turning.answerParts, signal),
    recall,
    forgetting,
    notices: createNotices({ db: database.db, tenant }),
    chain,
    reviews: createReviewQueue({ db: database.db, tenant, guard, membership, passages }),
    addMembershipSource: (platform, source) => void sources.set(platform, source),
    async introduce(path) {
      const manifest = await (path === undefined ? documentsManifest(settings) : readFolderManifest(path));
      directory.add(manifest);
      return { examples: manifest.examples };
    },
    async indexFolder(path, { scopes, ...options }) {
      return syncOnce(await folderSource(path, { scopes }), options);
    },
    bucketSource,
    indexBucket: async (address, options) => syncOnce(await bucketSource(address), options),
    async unlearn(source, path) {
      const known = await catalogue.get(documentId(tenant, source, path));
      if (known) await removeDocument({ index, catalogue, changes, report: () => undefined }, known);
      await keeper.touch(source, path);
    },
    async close() {
      await recall.stop();
      await keeper.stop();
      await vectors?.stop();
      await parser.close();
      await index.close();
      await database.close();
    },
  };
}

async function documentsManifest(settings: Settings): Promise<FolderManifest> {
  try {
    return await readFolderManifest(settings.DOCENT_DOCUMENTS);
  } catch (error) {
    throw error instanceof SourceError
      ? new ConfigError(`DOCENT_DOCUMENTS is not usable: ${error.message}`, { cause: error.cause })
      : error;
  }
}
