/** What the filters of moderation services share: a deadline, a rest after failures, and nothing logged of a text. */
import type { Filter, Finding, Stage, Subject } from "../verdict.ts";

/** A service did not answer as it should; the message names it and what to do, never the text. */
export class ProviderError extends Error {
  override name = "ProviderError";
}

interface ProviderFilterParts {
  readonly name: string;
  readonly version: string;
  readonly stages: readonly Stage[];
  readonly aboutSupport?: true;
  /** How long one answer may take, ms. */
  readonly timeoutMs: number;
  /** @throws when the service cannot be reached or does not make sense. */
  readonly ask: (subject: Subject, signal: AbortSignal) => Promise<Finding>;
  readonly now?: () => number;
}

/** After so many failures in a row a service is left alone for a while: every sentence would wait for it otherwise. */
const FAILURES = 3;
const REST_MS = 30_000;

/** A filter that asks a service. It throws when that cannot be reached: the policy says what follows. */
export function providerFilter(parts: ProviderFilterParts): Filter {
  const { name, version, stages, aboutSupport, timeoutMs, ask, now } = parts;
  const rest = createRest(name, now);
  return {
    name,
    version,
    stages,
    ...(aboutSupport && { aboutSupport }),
    isRemote: true,
    check: (subject) => rest.unlessResting(() => ask(subject, AbortSignal.timeout(timeoutMs))),
  };
}

/** Leaves a service alone for a while after several failures in a row. */
export function createRest(name: string, now: () => number = Date.now) {
  let failures = 0;
  let restUntil = 0;
  return {
    /** @throws what `ask` throws, and {ProviderError} while the service rests. */
    async unlessResting<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
      if (now() < restUntil)
        throw new ProviderError(`${name} is left alone for a while: it failed ${FAILURES} times`);
      try {
        const answer = await ask();
        failures = 0;
        return answer;
      } catch (error) {
        failures += 1;
        if (failures >= FAILURES) {
          restUntil = now() + REST_MS;
          failures = 0;
        }
        throw error;
      }
    },
  };
}

/**
 * Posts JSON and reads JSON.
 * @throws {ProviderError} for any answer but 2xx, naming the service, the status and what to do.
 */
export async function postJson(
  service: string,
  url: string,
  request: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: unknown;
    readonly signal: AbortSignal;
  },
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...request.headers },
      body: JSON.stringify(request.body),
      signal: request.signal,
      redirect: "error",
    });
  } catch (cause) {
    throw new ProviderError(`${service} cannot be reached: check its address and the network`, { cause });
  }
  if (response.ok) return response.json();
  // The body may repeat the text that was sent.
  await response.body?.cancel();
  const { status } = response;
  if (status === 401 || status === 403)
    throw new ProviderError(`${service} refused the key (${status}): check it and its permissions`);
  if (status === 429) throw new ProviderError(`${service} is asked too often (429): raise its quota`);
  throw new ProviderError(`${service} failed (${status}): look at its status page and its settings`);
}

/** A finding from a score, flagged from the threshold on; `kinds` say in plain words what was found. */
export function scored(score: number, threshold: number, kinds: readonly string[]): Finding {
  const flagged = score >= threshold;
  return {
    score,
    threshold,
    flagged,
    ...(flagged && { reason: kinds.join(", ") || "flagged by the service" }),
  };
}
