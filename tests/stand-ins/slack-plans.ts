/** What tests plan for calls of the stand-in for Slack, and what comes of it. */

/** What a method does instead of its work, or before it. */
export type Plan =
  | { readonly error: string }
  | { readonly retryAfterSeconds: number }
  | { readonly httpStatus: number }
  /** The connection breaks before the method did its work, or after it: the client cannot tell which. */
  | { readonly breaks: "before" | "after" }
  | { readonly delayMs: number }
  /** As ever. */
  | Record<string, never>;

export interface Outcome {
  readonly status: number;
  readonly answer: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

export function planOutcome(plan: Plan | undefined): Outcome | undefined {
  if (!plan) return undefined;
  if ("error" in plan) return { status: 200, answer: { ok: false, error: plan.error } };
  if ("httpStatus" in plan) return { status: plan.httpStatus, answer: { ok: false, error: "planned" } };
  if ("retryAfterSeconds" in plan) {
    return {
      status: 429,
      answer: { ok: false, error: "ratelimited" },
      headers: { "retry-after": String(plan.retryAfterSeconds) },
    };
  }
  return undefined;
}
