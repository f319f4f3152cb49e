/** Ends its process the hard way when a file takes more memory or time than it may, or when nobody waits any more. */
import { isMainThread, workerData } from "node:worker_threads";

export interface ReaderWatch {
  readonly memoryLimitBytes: number;
  /** The process that started the reader. */
  readonly parent: number;
  /**
   * When the file under way was begun (in milliseconds since 1970, and of processor time), and the milliseconds of
   * processor time that it may take; zeros between files.
   */
  readonly underWay: Float64Array;
}

/** Memory is touched at some 2 GB a second: a look is due when a file could be at its limit, or past it by 20 MB. */
const BYTES_PER_MS = 2_000_000;
const EVERY_MS = { least: 10, most: 100 } as const;
/** A process that got less of the processor than this waits for something that does not come. */
const WAITING_SHARE = 0.05;

/** What this process has used of the processor so far. */
export const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Looks, and looks again as soon as there might be something to see. */
function watch(reader: ReaderWatch): void {
  const memoryLeft = reader.memoryLimitBytes - process.memoryUsage.rss();
  if (memoryLeft < 0 || process.ppid !== reader.parent) process.kill(process.pid, "SIGKILL");
  watchTime(reader.underWay);
  const due = Math.min(Math.max(memoryLeft / BYTES_PER_MS, EVERY_MS.least), EVERY_MS.most);
  setTimeout(watch, due, reader);
}

function watchTime([clock = 0, processor = 0, timeLimitMs = 0]: Float64Array): void {
  if (clock === 0) return;
  const used = processorMs() - processor;
  const passed = performance.timeOrigin + performance.now() - clock;
  if (used > timeLimitMs || (passed > timeLimitMs && used < passed * WAITING_SHARE))
    process.kill(process.pid, "SIGALRM");
}

if (!isMainThread) watch(workerData as ReaderWatch);
