import { createHmac, timingSafeEqual } from "node:crypto";
import { slackLimits } from "../limits.ts";

interface SignedRequest {
  /** The body exactly as it arrived. */
  readonly body: Buffer;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

/**
 * Whether Slack sent this: HMAC-SHA256 over `v0:timestamp:body` with the app's signing secret, and a clock within
 * five minutes of ours in both directions. (Bolt's own check lets timestamps of the future pass.)
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 *
 * @returns what is wrong, or `undefined` when all is well.
 */
export function whyUntrusted(
  { body, timestamp, signature }: SignedRequest,
  signingSecret: string,
  nowMs: number,
): string | undefined {
  if (!timestamp || !signature) return "not signed";
  if (!/^\d{1,12}$/.test(timestamp)) return "the timestamp is no number of seconds";
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > slackLimits.signatureWindowSeconds)
    return "the timestamp is more than five minutes away from this machine's clock";
  const expected = createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(body).digest();
  const given = Buffer.from(/^v0=([0-9a-f]{64})$/.exec(signature)?.[1] ?? "", "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return "the signature does not fit SLACK_SIGNING_SECRET";
  return undefined;
}
