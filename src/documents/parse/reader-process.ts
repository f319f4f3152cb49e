import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ReadDocument } from "./read-document.ts";
import { type UnreadableCause, UnreadableDocument } from "./unreadable.ts";

/** A file as it goes to a reader. */
export interface ParseJob {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Files that a reader reads one after the other. */
export interface ParseOrder {
  readonly jobs: readonly ParseJob[];
  /** For each of them, as {@link ReaderLimits.timeLimitMs}. */
  readonly timeLimitMs: number;
}

/** What became of a file; those of an order go back as one JSON text, which crosses at a fraction of what objects cost. */
export type ParseResult =
  | { readonly ok: true; readonly document: ReadDocument }
  | { readonly ok: false; readonly reason: UnreadableCause; readonly message: string };

export interface ReaderLimits {
  /** Of processor time, so that a busy machine makes no file unreadable; a reader that waits has as long by the clock. */
  readonly timeLimitMs: number;
  /** Resident, the program's own included. */
  readonly memoryLimitMb: number;
}

/** The rest is the program (some 80 MB), young objects and the buffers that V8 does not count. */
const HEAP_SHARE = 0.65;

/** By the clock a file may take this many times its processor time, on a machine that has others to serve. */
const PATIENCE = 6;

/**
 * In milliseconds of processor time, for a file that is read along with others: one that takes longer is read again by
 * itself, and both together stay within what a file may take. Loading a parser takes half of it.
 */
const TIME_AMONG_OTHERS_MS = 1_000;

/** A process of its own that reads files one after the other. */
export interface ReaderProcess {
  /** @throws {UnreadableDocument} when a file breaks a limit or the process; the process is of no use then. */
  read(jobs: readonly ParseJob[]): Promise<readonly ParseResult[]>;
  /** Whether it keeps this process alive: it does while it reads. */
  hold(isBusy: boolean): void;
  end(): Promise<void>;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What a reader may look at: its own program, and neither documents nor settings. */
const READABLE = ["../../../src", "../../../node_modules", "../../../package.json"].map(here);

/**
 * Starts a reader. It has no settings (its environment is empty), may write and start nothing, may read its own
 * program's files only, and ends itself above its memory limit. `onEnd` hears that it is gone.
 */
export function startReader({ timeLimitMs, memoryLimitMb }: ReaderLimits, onEnd: () => void): ReaderProcess {
  const child = fork(new URL("./parse.process.ts", import.meta.url), [String(memoryLimitMb)], {
    serialization: "advanced",
    env: {},
    execArgv: [
      // V8 collects only near its own limit; garbage must not reach ours.
      `--max-old-space-size=${Math.round(memoryLimitMb * HEAP_SHARE)}`,
      "--max-semi-space-size=8",
      "--permission",
      "--allow-worker",
      ...READABLE.map((path) => `--allow-fs-read=${path}`),
    ],
    // What a parser prints about a damaged file is no message of Docent's.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  void ended.then(onEnd);
  // A message that finds nobody is answered by the end of the process.
  child.on("error", () => {});
  return {
    read: (jobs) => readWith(child, jobs, { timeLimitMs, memoryLimitMb }),
    hold(isBusy) {
      for (const part of [child, child.channel]) {
        if (isBusy) part?.ref();
        else part?.unref();
      }
    },
    async end() {
      // Whoever waits for the end must live to see it.
      child.ref();
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function readWith(
  child: ChildProcess,
  jobs: readonly ParseJob[],
  { timeLimitMs, memoryLimitMb }: ReaderLimits,
): Promise<readonly ParseResult[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly ParseResult[]>();
  const clock = setTimeout(() => reject(tooSlow(timeLimitMs)), timeLimitMs * PATIENCE);
  const onMessage = (message: unknown): void => resolve(JSON.parse(message as string) as ParseResult[]);
  const onExit = (code: number | null, signal: NodeJS.Signals | null): void =>
    reject(signal === "SIGALRM" ? tooSlow(timeLimitMs) : explainEnd(code, signal, memoryLimitMb));
  const onError = (cause: Error): void => reject(new Error("no reader could be started", { cause }));
  child.once("message", onMessage).once("exit", onExit).once("error", onError);
  try {
    // A process that is already gone says so by its exit.
    const order: ParseOrder = {
      jobs: jobs.map(({ path, bytes }) => ({ path, bytes })),
      timeLimitMs: jobs.length > 1 ? Math.min(timeLimitMs, TIME_AMONG_OTHERS_MS) : timeLimitMs,
    };
    child.send(order, () => {});
    return await promise;
  } finally {
    clearTimeout(clock);
    child.off("message", onMessage).off("exit", onExit).off("error", onError);
  }
}

const tooSlow = (timeLimitMs: number): UnreadableDocument =>
  new UnreadableDocument(
    "too-slow",
    `reading it takes longer than ${timeLimitMs / 1000} s: split or simplify it`,
  );

/** SIGKILL is the reader's own watch, or the system that ran out of memory; V8 aborts at its heap's limit. */
function explainEnd(
  code: number | null,
  signal: NodeJS.Signals | null,
  memoryLimitMb: number,
): UnreadableDocument {
  if (signal === "SIGKILL" || signal === "SIGABRT" || signal === "SIGTRAP" || code === 134) {
    return new UnreadableDocument(
      "too-much-memory",
      `reading it takes more than ${memoryLimitMb} MB of memory: split or simplify it`,
    );
  }
  return new UnreadableDocument(
    "broken",
    `the file is damaged (its reader ended with ${signal ?? code}): export it again`,
  );
}
