import type { Storage, StorageOptions } from "@google-cloud/storage";

export interface StorageClientOptions {
  /** Another server in place of https://storage.googleapis.com; over plain http without credentials (a stand-in). */
  readonly endpoint?: string;
  /** Before a refused request is repeated, ms; it doubles from there. 1 s by default. */
  readonly retryDelayMs?: number;
}

/** Cloud Storage with the machine's own Google credentials (Application Default Credentials). */
export interface StorageClient {
  /** Lists, looks up, writes and deletes; repeats what was refused. */
  readonly storage: Storage;
  /** Streams objects and never repeats: {@link readObject} does. */
  readonly downloads: Storage;
  readonly retryDelayMs: number;
}

/** Tries after the first, so that a hiccup of a quarter of a minute is bridged. */
export const MAX_RETRIES = 4;
const RETRY_TOTAL_SECONDS = 120;
const MAX_RETRY_DELAY_SECONDS = 32;

/**
 * Opens the client; nothing is sent yet. The SDK is loaded here, because it takes 35 MB that most do without.
 *
 * Every call that Docent makes is idempotent (reads; deletes of a generation; writes with `ifGenerationMatch`), so
 * all are repeated. The SDK's own default switches repeating off for a whole client after one `save` without a
 * precondition. Downloads have a client of their own because the SDK's way of repeating a stream ends the process
 * (https://github.com/googleapis/google-cloud-node/issues/8670).
 */
export async function storageClient({
  endpoint,
  retryDelayMs = 1_000,
}: StorageClientOptions = {}): Promise<StorageClient> {
  const { IdempotencyStrategy, Storage } = await import("@google-cloud/storage");
  const connection: StorageOptions = endpoint
    ? { apiEndpoint: endpoint, useAuthWithCustomEndpoint: endpoint.startsWith("https:") }
    : {};
  return {
    storage: new Storage({
      ...connection,
      retryOptions: {
        autoRetry: true,
        maxRetries: MAX_RETRIES,
        // The SDK waits multiplier^n seconds before the nth repetition.
        retryDelayMultiplier: retryDelayMs >= 1_000 ? 2 : retryDelayMs / 1_000,
        maxRetryDelay: MAX_RETRY_DELAY_SECONDS,
        totalTimeout: RETRY_TOTAL_SECONDS,
        idempotencyStrategy: IdempotencyStrategy.RetryAlways,
      },
    }),
    downloads: new Storage({ ...connection, retryOptions: { autoRetry: false } }),
    retryDelayMs,
  };
}
