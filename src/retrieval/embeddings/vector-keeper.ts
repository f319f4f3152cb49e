/** Keeps vectors in step with passages, in the background, and one model answering while another is filled. */
import { randomUUID } from "node:crypto";
import type { TenantId } from "../../access/scopes.ts";
import { backoff } from "../../documents/backoff.ts";
import { type Loop, startLoop } from "../../documents/loop.ts";
import type { Log } from "../../operations/log.ts";
import type { Metrics } from "../../operations/metrics.ts";
import type { PassageIndex, QueryVector } from "../passage-index.ts";
import { embedMissing } from "./embed-missing.ts";
import { type Embedder, EmbeddingError } from "./embedder.ts";
import type { EmbeddingModel, EmbeddingModels } from "./embedding-models.ts";
import { fusionWeight } from "./fusion-weights.ts";
import { createQuestionVectors } from "./question-vectors.ts";

export interface VectorStatus {
  readonly model: string;
  readonly state: EmbeddingModel["state"];
  readonly dimension: number | undefined;
  /** How many passages have a vector of the model, and how many there are. */
  readonly vectors: number;
  readonly passages: number;
  /** Why no more vectors come at the moment. */
  readonly problem?: string;
}

export interface VectorKeeper {
  /** Begins to make what is missing, and goes on as passages come. */
  start(): void;
  /** There may be passages without a vector. */
  touch(): void;
  /**
   * Makes all that is missing now; for commands.
   * @returns false when another process is at it
   * @throws {EmbeddingError} when the provider fails
   */
  fill(onProgress?: (embedded: number) => void): Promise<boolean>;
  /** A question's vector of the model that answers; undefined when none does or none came in time. Never throws. */
  vectorOf(question: string): Promise<QueryVector | undefined>;
  /**
   * Loads the model that answers, if one does: that may take longer than a question waits. Resolves when it is ready,
   * or has failed or taken 10 s, which the first question will say.
   */
  warmUp(): Promise<void>;
  status(): Promise<readonly VectorStatus[]>;
  stop(): Promise<void>;
}

interface Parts {
  readonly tenant: TenantId;
  readonly index: PassageIndex;
  readonly models: EmbeddingModels;
  /** What the settings name. */
  readonly model: string;
  /** @throws {EmbeddingError} when there is no such provider */
  readonly createEmbedder: (model: string) => Embedder;
  /** In place of the measured weight of the model. */
  readonly weight?: number;
  readonly questionTimeoutMs: number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly pauseMs?: typeof backoff;
}

/** A process that has not said for so long that it is making vectors is taken for dead. */
const HELD_MS = 5 * 60_000;
const NOTHING_TO_DO_MS = 15_000;

/** Opens the keeper; nothing is embedded before `start` or `fill`. */
export async function createVectorKeeper(parts: Parts): Promise<VectorKeeper> {
  const { tenant, index, models, model, log, metrics, pauseMs = backoff } = parts;
  const holder = randomUUID();
  const stopping = new AbortController();
  const embedders = new Map<string, Embedder>();
  const questions = createQuestionVectors({ timeoutMs: parts.questionTimeoutMs, log, metrics });
  let loop: Loop | undefined;
  let problem: string | undefined;
  let attempts = 0;
  let nextAt = 0;
  let answering: string | undefined;

  const embedderOf = (name: string): Embedder => {
    const known = embedders.get(name) ?? parts.createEmbedder(name);
    embedders.set(name, known);
    return known;
  };

  /** Takes in who answers, and takes away whatever is neither answering nor to be filled. */
  async function settle(): Promise<void> {
    await models.begin(model);
    for (const other of await models.all()) {
      if (other.model === model || other.state === "answering") continue;
      if (other.state === "filling") await models.giveUp(other.model);
      await index.dropVectors(tenant, other.model);
      await models.remove(other.model);
      await embedders.get(other.model)?.close?.();
      embedders.delete(other.model);
    }
    answering = (await models.all()).find(({ state }) => state === "answering")?.model;
  }

  /** One round; resolves with how many passages were missing before it. @throws what a request failed with */
  async function round(): Promise<{ missing: number; embedded: number }> {
    const embedder = embedderOf(model);
    const done = await embedMissing({
      tenant,
      index,
      embedder,
      signal: stopping.signal,
      onRefused: ({ id, document }, error) =>
        log.warn("A passage has no vector: its provider refuses the text", { id, document, error }),
    });
    metrics.embeddedPassages.inc({ model }, done.embedded);
    if (done.dimension !== undefined) await models.measured(model, done.dimension);
    if (done.failure !== undefined) throw done.failure;
    // Where there is no passage yet, the first ones shall not be half with vectors and half without.
    if (done.missing === 0 && answering !== model && (await index.size(tenant)).passages > 0) {
      const before = answering;
      await models.switchTo(model);
      await settle();
      log.info("All passages have vectors: questions are now compared by meaning, too", { model, before });
    }
    return done;
  }

  async function step(): Promise<number> {
    const early = nextAt - Date.now();
    if (early > 0) return early;
    await settle();
    if (!(await models.hold(model, holder, HELD_MS))) return NOTHING_TO_DO_MS;
    try {
      const { missing } = await round();
      if (problem) log.info("Vectors are being made again", { model });
      problem = undefined;
      attempts = 0;
      await countMissing();
      return missing === 0 ? NOTHING_TO_DO_MS : 0;
    } catch (error) {
      if (stopping.signal.aborted) return 0;
      const { message } = error as Error;
      if (problem !== message)
        log.warn("Passages wait for their vectors and are found by words meanwhile", { model, error });
      problem = message;
      metrics.embeddingFailures.inc({ model, what: "passages" });
      attempts += 1;
      const pause = pauseMs(attempts, error);
      nextAt = Date.now() + pause;
      return pause;
    }
  }

  async function countMissing(): Promise<void> {
    const { passages, vectors } = await index.size(tenant);
    metrics.passagesWithoutVector.set({ model }, passages - (vectors?.[model] ?? 0));
  }

  async function warmUp(): Promise<void> {
    if (answering === undefined) return;
    const late = Promise.withResolvers<void>();
    const clock = setTimeout(late.resolve, WARM_UP_MS);
    try {
      await Promise.race([embedderOf(answering).embedQuestion(WARM_UP), late.promise]);
    } catch (error) {
      log.debug("The embedding model could not be loaded ahead of the first question", { error });
    } finally {
      clearTimeout(clock);
    }
  }

  await settle();
  return {
    warmUp,
    start() {
      void warmUp();
      loop ??= startLoop({ name: "Making vectors", step, signal: stopping.signal, log });
    },
    touch: () => loop?.wake(),
    async fill(onProgress) {
      await settle();
      if (!(await models.hold(model, holder, HELD_MS))) return false;
      let embedded = 0;
      for (let attempt = 1; ; ) {
        try {
          const done = await round();
          if (done.missing === 0) return true;
          embedded += done.embedded;
          attempt = 1;
          onProgress?.(embedded);
          await models.hold(model, holder, HELD_MS);
        } catch (error) {
          const passes = error instanceof EmbeddingError && error.kind === "passing";
          if (!passes || attempt === FILL_ATTEMPTS) throw error;
          await new Promise((resolve) => setTimeout(resolve, pauseMs(attempt++, error)));
        }
      }
    },
    async vectorOf(question) {
      if (answering === undefined) return undefined;
      const weight = parts.weight ?? fusionWeight(answering);
      if (weight === 0) return undefined;
      try {
        return await questions.vectorOf(question, embedderOf(answering), weight);
      } catch (error) {
        log.warn(
          "The former embedding model cannot be asked: words alone decide until the new one is ready",
          {
            model: answering,
            error,
          },
        );
        return undefined;
      }
    },
    async status() {
      const [known, { passages, vectors }] = await Promise.all([models.all(), index.size(tenant)]);
      return known.map((one) => ({
        ...one,
        passages,
        vectors: vectors?.[one.model] ?? 0,
        ...(problem && one.model === model && { problem }),
      }));
    },
    async stop() {
      stopping.abort();
      await loop?.ended;
      await models.release(model, holder);
      for (const embedder of embedders.values()) await embedder.close?.();
    },
  };
}

const WARM_UP = "Ready?";
const WARM_UP_MS = 10_000;
/** How often in a row a command tries; some minutes in all. */
const FILL_ATTEMPTS = 8;
