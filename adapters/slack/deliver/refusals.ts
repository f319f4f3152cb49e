import { platformError } from "../web-client.ts";

/** Errors that will not go away by trying again soon: this workspace, plan or token has no such method. */
const lasting: ReadonlySet<string> = new Set([
  "unknown_method",
  "feature_not_enabled",
  "missing_scope",
  "not_allowed_token_type",
  "access_denied",
  "plan_upgrade_required",
  "method_deprecated",
]);
const REMEMBERED_MS = 60 * 60_000;

/** Methods that a workspace does not have, so that they aren't tried at every reply; forgotten after an hour. */
export interface Refusals {
  isRefused(method: string): boolean;
  /** Whether this error means that the method is refused for good. */
  note(method: string, error: unknown): boolean;
}

export function rememberRefusals(now: () => number): Refusals {
  const until = new Map<string, number>();
  return {
    isRefused: (method) => (until.get(method) ?? 0) > now(),
    note(method, error) {
      const isLasting = lasting.has(platformError(error) ?? "");
      if (isLasting) until.set(method, now() + REMEMBERED_MS);
      return isLasting;
    },
  };
}
