/** Ends its process the hard way when a file takes more memory or time than it may, or when nobody waits any more. */
import { isMainThread, workerData } from "node:worker_threads";

export interface ReaderWatch {
  readonly memoryLimitBytes: number;
  readonly timeLimitMs: number;
  /** The process that started the reader. */
  readonly parent: number;
  /** When the file under way was begun: milliseconds since 1970, and of processor time; zeros between files. */
  readonly begun: Float64Array;
}

/** Memory is touched at some 2 GB a second, so a file gets about 20 MB past the limit. */
const EVERY_MS = 10;
/** A process that got less of the processor than this waits for something that does not come. */
const WAITING_SHARE = 0.05;

/** What this process has used of the processor so far. */
export const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function watch({ memoryLimitBytes, timeLimitMs, parent, begun }: ReaderWatch): void {
  const [clock = 0, processor = 0] = begun;
  if (process.memoryUsage.rss() > memoryLimitBytes || process.ppid !== parent)
    process.kill(process.pid, "SIGKILL");
  if (clock === 0) return;
  const used = processorMs() - processor;
  const passed = performance.timeOrigin + performance.now() - clock;
  if (used > timeLimitMs || (passed > timeLimitMs && used < passed * WAITING_SHARE))
    process.kill(process.pid, "SIGALRM");
}

if (!isMainThread) setInterval(() => watch(workerData as ReaderWatch), EVERY_MS);
