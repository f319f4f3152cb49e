import { IdempotencyStrategy, Storage } from "@google-cloud/storage";

export interface StorageClientOptions {
  /** Another server in place of https://storage.googleapis.com; over plain http without credentials (a stand-in). */
  readonly endpoint?: string;
  /** The delay before the nth retry is this to the power of n, in seconds; 2 by default. */
  readonly retryDelayMultiplier?: number;
}

/** Tries after the first, so that a hiccup of half a minute is bridged: 2 + 4 + 8 + 16 seconds at the default. */
const MAX_RETRIES = 4;
const RETRY_TOTAL_SECONDS = 120;
const MAX_RETRY_DELAY_SECONDS = 32;

/**
 * The Cloud Storage client, with the machine's own Google credentials (Application Default Credentials).
 *
 * Every call that Docent makes is idempotent (reads; deletes of a generation; writes with `ifGenerationMatch`), so
 * all of them are retried. The SDK's own default switches retries off for a whole client after one `save` without a
 * precondition.
 */
export function storageClient({ endpoint, retryDelayMultiplier = 2 }: StorageClientOptions = {}): Storage {
  return new Storage({
    ...(endpoint && { apiEndpoint: endpoint, useAuthWithCustomEndpoint: endpoint.startsWith("https:") }),
    retryOptions: {
      autoRetry: true,
      maxRetries: MAX_RETRIES,
      retryDelayMultiplier,
      maxRetryDelay: MAX_RETRY_DELAY_SECONDS,
      totalTimeout: RETRY_TOTAL_SECONDS,
      idempotencyStrategy: IdempotencyStrategy.RetryAlways,
    },
  });
}
