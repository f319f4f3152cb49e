import { Worker } from "node:worker_threads";
import type { Chunk } from "../chunk.ts";
import type { Lineage } from "../lineage.ts";
import type { SecretFinding } from "../without-secrets.ts";
import { type UnreadableCause, UnreadableDocument } from "./unreadable.ts";

/** A file as it goes to a worker; the bytes are handed over, not copied. */
export interface ParseJob {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file's title and passages-to-be, and what its owner should know about it. */
export interface ReadDocument {
  readonly title: string;
  readonly chunks: readonly Chunk[];
  readonly hiddenText: readonly string[];
  readonly unread: readonly string[];
  /** Secrets that were masked. */
  readonly secrets: readonly SecretFinding[];
  readonly lineage: Lineage;
}

export type ParseResult =
  | { readonly ok: true; readonly document: ReadDocument }
  | { readonly ok: false; readonly reason: UnreadableCause; readonly message: string };

export interface DocumentParser {
  /** How many files are read at the same time; more may be asked for and wait. */
  readonly workers: number;
  /** Larger files are refused; a caller may do so before reading them. */
  readonly maxBytes: number;
  /**
   * Reads one file. Its bytes belong to the parser from now on.
   * @throws {UnreadableDocument} for any file that cannot be read within the limits of time and memory.
   */
  parse(path: string, bytes: Uint8Array): Promise<ReadDocument>;
  close(): Promise<void>;
}

export interface ParserOptions {
  /** Threads; 2 by default. */
  readonly workers?: number;
  /** For one file; 20 s by default. */
  readonly timeLimitMs?: number;
  /** Heap and buffers of one thread; 512 MB by default. */
  readonly memoryLimitMb?: number;
  /** 50 MB by default. */
  readonly maxBytes?: number;
}

interface Waiting extends ParseJob {
  readonly resolve: (document: ReadDocument) => void;
  readonly reject: (error: unknown) => void;
}

/** How often a thread's buffers are weighed; V8's own limit does not count them. */
const MEMORY_CHECK_MS = 100;
/** Threads that had nothing to do for this long are let go. */
const IDLE_MS = 5_000;

/**
 * A small pool of threads that read files. A file that hangs, or wants too much memory, costs its thread, which is
 * replaced; nothing else notices. Idle threads do not keep the process alive.
 */
export function createParser(options: ParserOptions = {}): DocumentParser {
  const { workers = 2, timeLimitMs = 20_000, memoryLimitMb = 512, maxBytes = 50 * 1024 * 1024 } = options;
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const queue: Waiting[] = [];
  let busy = 0;
  let closed = false;
  let bedtime: NodeJS.Timeout | undefined;

  const start = (): Worker => {
    const worker = new Worker(new URL("./parse.worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
      // What a parser prints about a damaged file is no message of Docent's.
      stdout: true,
      stderr: true,
    });
    worker.stdout.resume();
    worker.stderr.resume();
    all.add(worker);
    // What fails after its file was answered concerns no file; the exit that follows takes the thread away.
    worker.on("error", () => {});
    worker.once("exit", () => {
      all.delete(worker);
      const position = idle.indexOf(worker);
      if (position >= 0) idle.splice(position, 1);
    });
    return worker;
  };

  const pump = (): void => {
    while (busy < workers && queue.length > 0) {
      busy++;
      void run(queue.shift()!).finally(() => {
        busy--;
        pump();
      });
    }
  };

  /** A thread with its parsers loaded holds some 50 MB, which a service that answers questions has better uses for. */
  const rest = (worker: Worker): void => {
    worker.unref();
    idle.push(worker);
    clearTimeout(bedtime);
    bedtime = setTimeout(() => {
      for (const sleeper of idle.splice(0)) void sleeper.terminate();
    }, IDLE_MS).unref();
  };

  const run = async (job: Waiting): Promise<void> => {
    const worker = idle.pop() ?? start();
    worker.ref();
    try {
      const result = await readWith(worker, job, { timeLimitMs, memoryLimitMb });
      if (result.ok) job.resolve(result.document);
      else job.reject(new UnreadableDocument(result.reason, result.message));
      rest(worker);
    } catch (error) {
      await worker.terminate();
      job.reject(
        closed ? new Error("the parser was closed while it read this file", { cause: error }) : error,
      );
    }
  };

  return {
    workers,
    maxBytes,
    parse(path, bytes) {
      if (closed) return Promise.reject(new Error("the parser is closed: open another one"));
      if (bytes.length > maxBytes) return Promise.reject(tooLarge(bytes.length, maxBytes));
      return new Promise((resolve, reject) => {
        queue.push({ path, bytes, resolve, reject });
        pump();
      });
    },
    async close() {
      closed = true;
      clearTimeout(bedtime);
      for (const { reject } of queue.splice(0))
        reject(new Error("the parser was closed before it read this file"));
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

/** The refusal of a file of more bytes than allowed. */
export const tooLarge = (bytes: number, maxBytes: number): UnreadableDocument =>
  new UnreadableDocument(
    "too-large",
    `it has ${(bytes / 1e6).toFixed(0)} MB, more than the ${(maxBytes / 1e6).toFixed(0)} MB allowed: split it`,
  );

async function readWith(
  worker: Worker,
  { path, bytes }: ParseJob,
  limits: { timeLimitMs: number; memoryLimitMb: number },
): Promise<ParseResult> {
  const tooMuch = new UnreadableDocument(
    "too-much-memory",
    `reading it takes more than ${limits.memoryLimitMb} MB of memory: split or simplify it`,
  );
  const { promise, resolve, reject } = Promise.withResolvers<ParseResult>();
  const clock = setTimeout(() => {
    const seconds = limits.timeLimitMs / 1000;
    reject(
      new UnreadableDocument("too-slow", `reading it takes longer than ${seconds} s: split or simplify it`),
    );
  }, limits.timeLimitMs);
  const scale = setInterval(async () => {
    // A thread that just ended has no statistics, and its exit is reported below.
    const heap = await worker.getHeapStatistics().catch(() => undefined);
    if (heap && heap.total_heap_size + heap.external_memory > limits.memoryLimitMb * 1024 * 1024)
      reject(tooMuch);
  }, MEMORY_CHECK_MS);
  const onError = (error: Error & { code?: string }): void =>
    reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch : broken(error));
  const onExit = (code: number): void => reject(broken(new Error(`its reader ended with code ${code}`)));
  worker.once("message", resolve).once("error", onError).once("exit", onExit);
  try {
    worker.postMessage({ path, bytes } satisfies ParseJob, transferable(bytes));
    return await promise;
  } finally {
    clearTimeout(clock);
    clearInterval(scale);
    worker.off("message", resolve).off("error", onError).off("exit", onExit);
  }
}

const broken = (error: Error): UnreadableDocument =>
  new UnreadableDocument("broken", `the file is damaged (${error.message}): export it again`, {
    cause: error,
  });

/** Small Node buffers share one pool, which must not be given away with them. */
function transferable(bytes: Uint8Array): ArrayBuffer[] {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length ? [buffer] : [];
}
