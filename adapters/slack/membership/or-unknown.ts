import { patiently, platformError } from "../web-client.ts";

/** Errors that say: nobody by this id, or nobody whom Docent may know of. */
const unknownTo: ReadonlySet<string> = new Set([
  "user_not_found",
  "users_not_found",
  "user_not_visible",
  "channel_not_found",
  "not_in_channel",
]);

/** What Slack answers, or `undefined` when it knows nobody or no channel by this id. @throws any other refusal. */
export async function orUnknown<Found>(call: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await patiently(call);
  } catch (error) {
    if (unknownTo.has(platformError(error) ?? "")) return undefined;
    throw error;
  }
}
