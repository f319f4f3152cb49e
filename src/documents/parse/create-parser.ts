import { isTextName } from "./format.ts";
import type { ReadDocument } from "./read-document.ts";
import { type ParseJob, type ReaderProcess, startReader } from "./reader-process.ts";
import { UnreadableDocument } from "./unreadable.ts";

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
  /** Processes; 2 by default. */
  readonly workers?: number;
  /** Processor time for one file; 8 s by default, so that with a reader's start and end no file takes ten. */
  readonly timeLimitMs?: number;
  /** Resident memory of one reader, its program's 80 MB included; 400 MB by default, so that two and Docent itself stay below 1 GB. */
  readonly memoryLimitMb?: number;
  /** 50 MB by default. */
  readonly maxBytes?: number;
}

interface Waiting extends ParseJob {
  /** A file read along with it, or it itself, broke a limit. */
  readonly isAlone: boolean;
  readonly resolve: (document: ReadDocument) => void;
  readonly reject: (error: unknown) => void;
}

/** Readers that had nothing to do for this long are let go. */
const IDLE_MS = 5_000;

/** A reader gets so many short texts at once: to pass one on costs as much as to read half of it. */
const MOST_TOGETHER = 16;
/** In bytes; longer ones are worth the way of their own, and other files are where bombs hide. */
const LONGEST_SHORT = 32 * 1024;

/**
 * A small pool of processes that read files. A file that hangs, or wants too much memory, costs its process, which is
 * replaced; nothing else notices. Idle processes do not keep this one alive.
 */
export function createParser(options: ParserOptions = {}): DocumentParser {
  const { workers = 2, timeLimitMs = 8_000, memoryLimitMb = 400, maxBytes = 50 * 1024 * 1024 } = options;
  const idle: ReaderProcess[] = [];
  const all = new Set<ReaderProcess>();
  const queue: Waiting[] = [];
  let busy = 0;
  let isPumping = false;
  let closed = false;
  let bedtime: NodeJS.Timeout | undefined;

  const start = (): ReaderProcess => {
    const reader = startReader({ timeLimitMs, memoryLimitMb }, () => {
      all.delete(reader);
      const position = idle.indexOf(reader);
      if (position >= 0) idle.splice(position, 1);
    });
    all.add(reader);
    return reader;
  };

  /** The next file, and short texts behind it where others wait for no reader. */
  const nextTogether = (): readonly Waiting[] => {
    const share = Math.ceil(queue.length / (workers - busy));
    const others = queue.findIndex((job) => !isShort(job));
    const together = Math.min(share, MOST_TOGETHER, others < 0 ? queue.length : others);
    return queue.splice(0, Math.max(1, together));
  };

  const pump = (): void => {
    isPumping = false;
    while (busy < workers && queue.length > 0) {
      const jobs = nextTogether();
      busy++;
      void run(jobs).finally(() => {
        busy--;
        pump();
      });
    }
  };

  /** What is asked for in one turn of the event loop goes together. */
  const pumpSoon = (): void => {
    if (isPumping) return;
    isPumping = true;
    setImmediate(pump);
  };

  /** A reader with its parsers loaded holds some 80 MB, which a service that answers questions has better uses for. */
  const rest = (reader: ReaderProcess): void => {
    reader.hold(false);
    idle.push(reader);
    clearTimeout(bedtime);
    bedtime = setTimeout(() => {
      for (const sleeper of idle.splice(0)) void sleeper.end();
    }, IDLE_MS).unref();
  };

  const run = async (jobs: readonly Waiting[]): Promise<void> => {
    const reader = idle.pop() ?? start();
    reader.hold(true);
    try {
      const results = await reader.read(jobs);
      for (const [at, result] of results.entries()) {
        if (result.ok) jobs[at]!.resolve(result.document);
        else jobs[at]!.reject(new UnreadableDocument(result.reason, result.message));
      }
      rest(reader);
    } catch (error) {
      await reader.end();
      // Nobody knows which of several it was: each is read by itself.
      if (jobs.length > 1 && !closed) queue.unshift(...jobs.map((job) => ({ ...job, isAlone: true })));
      else fail(jobs, error);
    }
  };

  const fail = (jobs: readonly Waiting[], error: unknown): void => {
    const cause = closed
      ? new Error("the parser was closed while it read this file", { cause: error })
      : error;
    for (const { reject } of jobs) reject(cause);
  };

  return {
    workers,
    maxBytes,
    parse(path, bytes) {
      if (closed) return Promise.reject(new Error("the parser is closed: open another one"));
      if (bytes.length > maxBytes) return Promise.reject(tooLarge(bytes.length, maxBytes));
      return new Promise((resolve, reject) => {
        queue.push({ path, bytes, isAlone: false, resolve, reject });
        pumpSoon();
      });
    },
    async close() {
      closed = true;
      clearTimeout(bedtime);
      for (const { reject } of queue.splice(0))
        reject(new Error("the parser was closed before it read this file"));
      await Promise.all([...all].map((reader) => reader.end()));
    },
  };
}

const isShort = ({ path, bytes, isAlone }: Waiting): boolean =>
  !isAlone && bytes.length <= LONGEST_SHORT && isTextName(path);

/** The refusal of a file of more bytes than allowed. */
export const tooLarge = (bytes: number, maxBytes: number): UnreadableDocument =>
  new UnreadableDocument(
    "too-large",
    `it has ${(bytes / 1e6).toFixed(0)} MB, more than the ${(maxBytes / 1e6).toFixed(0)} MB allowed: split it`,
  );
