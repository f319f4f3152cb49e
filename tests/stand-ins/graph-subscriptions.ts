/** Graph's subscriptions to changes: the handshake when one is made, and the notifications afterwards. */
import { type Answer, type GraphSubscription, notFound, ok } from "./graph-world.ts";

let serial = 0;

/** Graph asks the notification address to repeat a token before it subscribes. */
export async function subscriptionAnswer(
  { method, path, body }: { method: string; path: string; body: string },
  { granted, subscriptions }: { granted: ReadonlySet<string>; subscriptions: Map<string, GraphSubscription> },
): Promise<Answer> {
  const id = /^\/subscriptions\/([^/]+)$/.exec(path)?.[1];
  const known = id ? subscriptions.get(id) : undefined;
  if (!granted.has("Files.ReadWrite.All"))
    return {
      status: 403,
      body: { error: { code: "Forbidden", message: "Missing permission Files.ReadWrite.All" } },
    };
  if (id && !known) return notFound;
  if (known && method === "DELETE") {
    subscriptions.delete(known.id);
    return { status: 204 };
  }
  const given = JSON.parse(body);
  if (known) {
    known.expirationDateTime = given.expirationDateTime;
    return ok(known);
  }
  if (!(await repeatsToken(given.notificationUrl)))
    return {
      status: 400,
      body: { error: { code: "ValidationError", message: "Subscription validation request failed." } },
    };
  const made: GraphSubscription = { id: `subscription-${++serial}`, ...given };
  subscriptions.set(made.id, made);
  return { status: 201, body: made };
}

async function repeatsToken(notificationUrl: string): Promise<boolean> {
  const token = `Validation: Testing client application reachability ${++serial} <&>`;
  const asked = await fetch(`${notificationUrl}?validationToken=${encodeURIComponent(token)}`, {
    method: "POST",
    headers: { "content-type": "text/plain" },
  });
  const isPlain = asked.headers.get("content-type")?.startsWith("text/plain") ?? false;
  return asked.status === 200 && isPlain && (await asked.text()) === token;
}

/** Sends a notification for every subscription to `resource`; gives the statuses they were answered with. */
export const notify = (
  subscriptions: ReadonlyMap<string, GraphSubscription>,
  resource: string,
  change: object = {},
): Promise<number[]> =>
  Promise.all(
    [...subscriptions.values()]
      .filter((subscription) => subscription.resource === resource)
      .map(async ({ id: subscriptionId, clientState, notificationUrl }) => {
        const value = [{ subscriptionId, clientState, resource, changeType: "updated", ...change }];
        const headers = { "content-type": "application/json" };
        return (await fetch(notificationUrl, { method: "POST", headers, body: JSON.stringify({ value }) }))
          .status;
      }),
  );
