/** A request failed for good: with this status, or without one when no answer came. */
export class RequestFailure extends Error {
  override name = "RequestFailure";
  readonly status: number | undefined;
  readonly said: string;

  constructor(status: number | undefined, said: string, cause?: unknown) {
    const short = said.replace(/\s+/g, " ").trim().slice(0, 200);
    super(`${status ?? "no answer"}: ${short}`, { cause });
    this.status = status;
    this.said = short;
  }
}

export interface Patience {
  /** Tries in all. */
  readonly attempts: number;
  /** Before the second try, ms; it doubles from there, and each wait is cut by up to half at random. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** How long one try may take, ms. */
  readonly timeoutMs: number;
}

/** Bridges half a minute of too many requests. */
export const PATIENCE: Patience = {
  attempts: 7,
  firstDelayMs: 500,
  longestDelayMs: 15_000,
  timeoutMs: 30_000,
};

/**
 * `fetch` for Pinecone's client, which repeats server errors only: here 429, 5xx and lost connections are repeated,
 * with jitter, so that many who were refused together do not come back together, and as late as `Retry-After` asks.
 * Every request of Docent's may be repeated: upserts, deletes and reads do the same twice as once.
 * @throws {RequestFailure} when it is refused, or all tries are used up
 */
export const retryingFetch =
  (patience: Patience): typeof fetch =>
  async (input, init) => {
    for (let attempt = 1; ; attempt++) {
      const result = await tryOnce(input, init, patience.timeoutMs);
      if (result instanceof Response) return result;
      const isPassing = result.status === undefined || result.status === 429 || result.status >= 500;
      if (!isPassing || attempt >= patience.attempts) throw result;
      const delay = Math.min(patience.longestDelayMs, patience.firstDelayMs * 2 ** (attempt - 1));
      const jittered = delay * (1 - Math.random() / 2);
      await new Promise((resolve) => setTimeout(resolve, Math.max(jittered, result.retryAfterMs)));
    }
  };

async function tryOnce(
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  timeoutMs: number,
): Promise<Response | (RequestFailure & { retryAfterMs: number })> {
  try {
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    if (response.ok) return response;
    const failure = new RequestFailure(response.status, await response.text());
    const seconds = Number(response.headers.get("retry-after") ?? 0);
    return Object.assign(failure, { retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : 0 });
  } catch (cause) {
    const { message } =
      (cause as Error).cause instanceof Error ? ((cause as Error).cause as Error) : (cause as Error);
    return Object.assign(new RequestFailure(undefined, message, cause), { retryAfterMs: 0 });
  }
}
