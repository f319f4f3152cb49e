/** What a refusal of Slack's means for a channel's documents, with what to do about it. */
import { PassingSourceError, SourceError } from "../../../src/documents/sources/source.ts";
import { explain } from "../../../src/operations/log.ts";
import { platformError } from "../web-client.ts";

export const NO_FILES_SCOPE =
  "Slack has not granted files:read: compare the app with manifests/slack/manifest.yaml, add the scope under OAuth & Permissions and reinstall the app";

/** Errors after which nothing of a file can be had any more. */
const fileIsGone: ReadonlySet<string> = new Set(["file_not_found", "file_deleted", "not_visible"]);
/** Errors that say that a channel is no longer Docent's to read. */
const channelIsGone: ReadonlySet<string> = new Set(["channel_not_found", "not_in_channel"]);
const messageIsGone: ReadonlySet<string> = new Set(["thread_not_found", "message_not_found"]);

export const saysFileIsGone = (error: unknown): boolean => fileIsGone.has(platformError(error) ?? "");
export const saysChannelIsGone = (error: unknown): boolean => channelIsGone.has(platformError(error) ?? "");
export const saysMessageIsGone = (error: unknown): boolean => messageIsGone.has(platformError(error) ?? "");

/** A refusal in one line that ends in a remedy; what is no refusal of Slack's stays as it is. */
export function explainRefusal(error: unknown, scope: string): unknown {
  if (error instanceof SourceError || (error instanceof Error && error.name === "AbortError")) return error;
  const word = platformError(error);
  switch (word) {
    case "missing_scope":
    case "no_permission":
      return new SourceError(
        scope === "files:read"
          ? NO_FILES_SCOPE
          : `Slack has not granted ${scope}: add the scope under OAuth & Permissions and reinstall the app`,
        { cause: error },
      );
    case "channel_not_found":
    case "not_in_channel":
      return new SourceError("Docent is not in the channel: invite it again", { cause: error });
    case "token_revoked":
    case "account_inactive":
    case "invalid_auth":
      return new SourceError(
        "Slack no longer accepts SLACK_BOT_TOKEN: reinstall the app and copy the new one",
        { cause: error },
      );
    default:
      return new PassingSourceError(
        `Slack could not be asked (${word ?? explain(error)}): Docent tries again by itself`,
        0,
        error,
      );
  }
}
