/** Encoders that run on this machine, in a thread of their own: they compute for longer than a server may pause. */
import { Worker } from "node:worker_threads";
import { type Embedder, EmbeddingError, type EmbeddingLimits } from "../embedder.ts";
import { explainFailure } from "../explain-failure.ts";
import type { LocalCall, LocalReply } from "./local-protocol.ts";
import type { ProviderSettings } from "./provider-settings.ts";

/** A question waits for at most one text; batches are small so that little is lost when Docent stops. */
const LOCAL: EmbeddingLimits = { inputs: 16, tokens: 8_192, tokensPerInput: 512, concurrency: 1 };

interface Pending {
  readonly resolve: (vectors: readonly Float32Array[]) => void;
  readonly reject: (error: Error) => void;
}

/** `folder:<path>` (transformers.js) or `use-lite` (Universal Sentence Encoder Lite). Its thread starts with the first text. */
export function localEmbedder({ name, model }: ProviderSettings): Embedder {
  const pending = new Map<number, Pending>();
  let calls = 0;
  let worker: Worker | undefined;

  const end = (error: Error) => {
    worker = undefined;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  const start = (): Worker => {
    const started = new Worker(new URL("./local.worker.ts", import.meta.url), {
      workerData: { name, model },
    });
    started.on("message", (reply: LocalReply) => {
      const call = pending.get(reply.call);
      pending.delete(reply.call);
      if ("vectors" in reply) call?.resolve(reply.vectors);
      else call?.reject(new EmbeddingError(reply.error, { kind: reply.kind }));
    });
    started.on("error", (error) => end(explainFailure(error, name)));
    started.on("exit", () => end(new EmbeddingError(`${name} was stopped`, { kind: "passing" })));
    return started;
  };
  const ask = (texts: readonly string[], isQuestion: boolean): Promise<readonly Float32Array[]> =>
    new Promise((resolve, reject) => {
      worker ??= start();
      pending.set(++calls, { resolve, reject });
      worker.postMessage({ call: calls, texts, isQuestion } satisfies LocalCall);
    });
  return {
    model: name,
    limits: LOCAL,
    embedPassages: (texts) => ask(texts, false),
    async embedQuestion(text) {
      const [vector] = await ask([text], true);
      return vector!;
    },
    async close() {
      await worker?.terminate();
    },
  };
}
