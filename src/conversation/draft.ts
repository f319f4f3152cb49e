/** A model's draft with a deadline: still unchecked text, for the guard alone. */
import { type Model, ModelError, type Prompt } from "../models/model.ts";

interface DraftOptions {
  readonly model: Model;
  readonly prompt: Prompt;
  /** Ends the draft with its reason, e.g. when Docent stops. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Told how long each wait for the model took, in milliseconds. */
  readonly waited: (ms: number) => void;
}

/**
 * Streams the draft and gives up at the deadline, even on a model that does not listen to its signal.
 * @throws {ModelError} when the model fails or takes longer than `timeoutMs`.
 */
export async function* draft(options: DraftOptions): AsyncGenerator<string> {
  const { model, prompt, signal, timeoutMs, waited } = options;
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const giveUp = () =>
    reject(
      signal.aborted
        ? signal.reason
        : new ModelError(
            `${model.name} did not finish within ${timeoutMs} ms: raise DOCENT_MODEL_TIMEOUT_MS or use a faster model.`,
          ),
    );
  // Nobody waits for `ended` between two pieces; the next race sees it.
  ended.catch(() => undefined);
  if (deadline.aborted) giveUp();
  else deadline.addEventListener("abort", giveUp, { once: true });

  const pieces = model.draft(prompt, deadline)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const started = performance.now();
      const next = await Promise.race([pieces.next(), ended]).finally(() =>
        waited(performance.now() - started),
      );
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof ModelError) throw error;
    throw new ModelError(`${model.name} failed: look at the cause, or use another DOCENT_MODEL.`, {
      cause: error,
    });
  } finally {
    deadline.removeEventListener("abort", giveUp);
    // Not awaited: a model that hangs never comes back from here either.
    Promise.resolve(pieces.return?.()).catch(() => undefined);
  }
}
