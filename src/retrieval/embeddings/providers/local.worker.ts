/** The thread of a local encoder: one text at a time, questions first. */
import { parentPort, workerData } from "node:worker_threads";
import { explainFailure } from "../explain-failure.ts";
import { openFolderModel } from "./folder-model.ts";
import type { Encode, LocalCall, LocalReply } from "./local-protocol.ts";
import { openUseLite } from "./use-lite.ts";

interface Job extends LocalCall {
  readonly vectors: Float32Array[];
}

const { name, model } = workerData as { name: string; model: string };
const port = parentPort!;
const jobs: Job[] = [];
let encoder: Promise<Encode> | undefined;
let isWorking = false;

port.on("message", (call: LocalCall) => {
  jobs.push({ ...call, vectors: [] });
  if (!isWorking) void work();
});

async function work(): Promise<void> {
  isWorking = true;
  for (let job = next(); job; job = next()) {
    try {
      encoder ??= name === "use-lite" ? openUseLite(name) : openFolderModel(name, model);
      const encode = await encoder;
      job.vectors.push(await encode(job.texts[job.vectors.length]!, job.isQuestion));
      if (job.vectors.length < job.texts.length) {
        // Messages that came meanwhile are heard between two texts.
        await new Promise((heard) => setImmediate(heard));
        continue;
      }
      port.postMessage({ call: job.call, vectors: job.vectors } satisfies LocalReply);
    } catch (error) {
      const { message, kind } = explainFailure(error, name);
      port.postMessage({ call: job.call, error: message, kind } satisfies LocalReply);
    }
    jobs.splice(jobs.indexOf(job), 1);
  }
  isWorking = false;
}

const next = (): Job | undefined => jobs.find(({ isQuestion }) => isQuestion) ?? jobs[0];
