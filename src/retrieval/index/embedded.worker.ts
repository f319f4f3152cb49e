/**
 * The thread of the embedded index. Searches are answered as they come; writes are gathered while one batch is being
 * written and go to the file together, in batches small enough that a search never waits long behind them.
 */
import { parentPort, workerData } from "node:worker_threads";
import { EmbeddedEngine, type Write } from "./embedded-engine.ts";
import type { Call, Reply, Request } from "./embedded-protocol.ts";

/** About 30 ms of work. */
const PASSAGES_IN_A_BATCH = 200;
/** In milliseconds: a transaction costs as much as writing a short document does, so one waits for others to share it. */
const GATHERING_MS = 5;

const port = parentPort!;
const engine = new EmbeddedEngine((workerData as { folder: string }).folder);
let closed = false;
const waiting: { call: number; write: Write }[] = [];

port.on("message", ({ call, request }: Call) => {
  if (request.kind === "write") {
    waiting.push({ call, write: request.write });
    if (waiting.length === 1) writeSoon();
    return;
  }
  if (request.kind === "close") {
    while (waiting.length > 0) writeBatch();
    closed = true;
    engine.close();
    reply(call, { result: undefined });
    port.close();
    return;
  }
  answer(call, () => result(request));
  if (request.kind === "dropVectors") tidy();
});

port.postMessage({ ready: true } satisfies Reply);
tidy();

function result(request: Exclude<Request, { kind: "write" | "close" }>): unknown {
  switch (request.kind) {
    case "search":
      return engine.search(request.query);
    case "size":
      return engine.size(request.tenant);
    case "get":
      return engine.file.passagesById(request.tenant, request.ids);
    case "passagesOf":
      return engine.file.passagesOf(request.tenant, request.document);
    case "putVectors":
      return engine.putVectors(request.tenant, request.model, request.items);
    case "missingVectors":
      return engine.missingVectors(request.tenant, request.model, request.limit);
    case "dropVectors":
      return engine.dropVectors(request.tenant, request.model);
  }
}

/** Loads the vectors and then deletes what dropped models left in the file, a little at a time between searches. */
function tidy(): void {
  setImmediate(() => {
    if (closed) return;
    try {
      if (engine.loadVectors() || engine.sweep()) tidy();
    } catch {
      // The file is busy or damaged: whoever uses it next is told, and the next start tries again.
    }
  });
}

function writeBatch(): void {
  let passages = 0;
  let size = 0;
  while (size < waiting.length && (size === 0 || passages < PASSAGES_IN_A_BATCH)) {
    passages += waiting[size++]!.write.passages?.length ?? 0;
  }
  const batch = waiting.splice(0, size);
  if (batch.length === 0) return;
  try {
    engine.write(batch.map(({ write }) => write));
    for (const { call } of batch) reply(call, { result: undefined });
  } catch (error) {
    for (const { call } of batch) reply(call, { error: messageOf(error) });
  }
  if (waiting.length > 0) writeSoon();
}

/** A batch that is full need not wait, though searches that came in the meantime go first. */
function writeSoon(): void {
  const passages = waiting.reduce((sum, { write }) => sum + (write.passages?.length ?? 0), 0);
  if (passages >= PASSAGES_IN_A_BATCH) setImmediate(writeBatch);
  else setTimeout(writeBatch, GATHERING_MS);
}

function answer(call: number, work: () => unknown): void {
  try {
    reply(call, { result: work() });
  } catch (error) {
    reply(call, { error: messageOf(error) });
  }
}

function reply(call: number, said: { result: unknown } | { error: string }): void {
  port.postMessage({ call, ...said, dropped: engine.held.takeDropped() } satisfies Reply);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
