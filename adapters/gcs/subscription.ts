import { GoogleAuth } from "google-auth-library";

/** A message of Pub/Sub with what acknowledges it. */
export interface PulledMessage {
  readonly ackId: string;
  readonly message: unknown;
}

/** A pull subscription, by Pub/Sub's REST API. */
export interface Subscription {
  /** Waits for messages; may return none. */
  pull(signal: AbortSignal): Promise<readonly PulledMessage[]>;
  acknowledge(ackIds: readonly string[]): Promise<void>;
  /** Keeps messages from being sent again for so long; 0 has them sent again now. */
  extend(ackIds: readonly string[], seconds: number): Promise<void>;
}

/** Pub/Sub refused a call; `message` ends in what to do. */
export class SubscriptionError extends Error {
  override name = "SubscriptionError";
}

const GOOGLE = "https://pubsub.googleapis.com";
const MAX_MESSAGES = 100;
/** Pub/Sub answers an idle pull after some ninety seconds. */
const PULL_TIMEOUT_MS = 120_000;
const CALL_TIMEOUT_MS = 20_000;

/**
 * @param options.name `projects/<project>/subscriptions/<subscription>`
 * @param options.endpoint another server in place of Google's; over plain http without credentials (the emulator)
 */
export function pullSubscription({
  name,
  endpoint = GOOGLE,
}: {
  name: string;
  endpoint?: string;
}): Subscription {
  const auth = endpoint.startsWith("https:")
    ? new GoogleAuth({ scopes: "https://www.googleapis.com/auth/pubsub" })
    : undefined;

  async function call(method: string, body: object, signal: AbortSignal): Promise<unknown> {
    const url = `${endpoint.replace(/\/+$/, "")}/v1/${name}:${method}`;
    const headers = (await auth?.getRequestHeaders(url)) ?? new Headers();
    headers.set("content-type", "application/json");
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal });
    if (!response.ok) {
      await response.body?.cancel();
      throw new SubscriptionError(`${name} ${complaint(response.status)}`);
    }
    return response.json();
  }
  const inTime = () => AbortSignal.timeout(CALL_TIMEOUT_MS);

  return {
    async pull(signal) {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(PULL_TIMEOUT_MS)]);
      const { receivedMessages = [] } = (await call("pull", { maxMessages: MAX_MESSAGES }, patience)) as {
        receivedMessages?: readonly PulledMessage[];
      };
      return receivedMessages;
    },
    async acknowledge(ackIds) {
      await call("acknowledge", { ackIds }, inTime());
    },
    async extend(ackIds, seconds) {
      await call("modifyAckDeadline", { ackIds, ackDeadlineSeconds: seconds }, inTime());
    },
  };
}

function complaint(status: number): string {
  if (status === 401 || status === 403)
    return `may not be read (${status}): grant Docent's service account roles/pubsub.subscriber on it`;
  if (status === 404) return "does not exist (404): create it, or correct GCS_SUBSCRIPTION";
  return `answered ${status}: Docent tries again`;
}
