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
  readonly resolve: (document: ReadDocument) => void;
  readonly reject: (error: unknown) => void;
}

/** Readers that had nothing to do for this long are let go. */
const IDLE_MS = 5_000;

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

  const pump = (): void => {
    while (busy < workers && queue.length > 0) {
      busy++;
      void run(queue.shift()!).finally(() => {
        busy--;
        pump();
      });
    }
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

  const run = async (job: Waiting): Promise<void> => {
    const reader = idle.pop() ?? start();
    reader.hold(true);
    try {
      const result = await reader.read({ path: job.path, bytes: job.bytes });
      if (result.ok) job.resolve(result.document);
      else job.reject(new UnreadableDocument(result.reason, result.message));
      rest(reader);
    } catch (error) {
      await reader.end();
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
      await Promise.all([...all].map((reader) => reader.end()));
    },
  };
}

/** The refusal of a file of more bytes than allowed. */
export const tooLarge = (bytes: number, maxBytes: number): UnreadableDocument =>
  new UnreadableDocument(
    "too-large",
    `it has ${(bytes / 1e6).toFixed(0)} MB, more than the ${(maxBytes / 1e6).toFixed(0)} MB allowed: split it`,
  );
