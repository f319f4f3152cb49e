/** Ends its process the hard way when that takes more memory than it may, or when nobody waits for it any more. */
import { workerData } from "node:worker_threads";

/** Memory is touched at some 2 GB a second, so a file gets about 20 MB past the limit. */
const EVERY_MS = 10;

const { limitBytes, parent } = workerData as { readonly limitBytes: number; readonly parent: number };

setInterval(() => {
  if (process.memoryUsage.rss() > limitBytes || process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, EVERY_MS);
