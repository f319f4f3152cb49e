import type { WebClient } from "@slack/web-api";
import { explain } from "../../src/operations/log.ts";
import { type BotScope, botScopes, optionalScopes, requiredScopes } from "./permissions.ts";
import { patiently, platformError } from "./web-client.ts";

const MANIFEST = "manifests/slack/manifest.yaml";

/** Whom the bot token speaks for. */
export interface Workspace {
  readonly name: string;
  readonly team: string;
  /** Of the workspace, e.g. `https://acme.slack.com/`. */
  readonly url: string;
  readonly enterprise?: string;
  readonly botUser: string;
  readonly bot: string;
  /** Optional scopes that the token lacks. */
  readonly without: readonly BotScope[];
}

/** Slack cannot be used as it is set up; one line for each thing that is wrong, each ending in what to do. */
export class SlackSetupError extends Error {
  override name = "SlackSetupError";
}

/**
 * Asks Slack whose token this is and which scopes it has.
 * @throws {SlackSetupError} when the token is refused or a required scope is missing.
 */
export async function findWorkspace(client: WebClient): Promise<Workspace> {
  const identity = await patiently(() => client.auth.test()).catch((error: unknown) => {
    throw new SlackSetupError(refusal(error), { cause: error });
  });
  if (!identity.user_id || !identity.bot_id || !identity.team_id) {
    throw new SlackSetupError(
      "SLACK_BOT_TOKEN belongs to a person, not to a bot. Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions.",
    );
  }
  const granted = identity.response_metadata?.scopes;
  const missing = granted ? requiredScopes.filter((scope) => !granted.includes(scope)) : [];
  if (missing.length) {
    throw new SlackSetupError(
      missing
        .map(
          (scope) =>
            `Slack has not granted the scope ${scope}, needed ${botScopes[scope].reason}. Compare your app with ${MANIFEST}, add the scope under OAuth & Permissions and reinstall the app.`,
        )
        .join("\n"),
    );
  }
  return {
    name: identity.team ?? identity.team_id,
    team: identity.team_id,
    url: identity.url ?? "https://slack.com/",
    ...(identity.enterprise_id && { enterprise: identity.enterprise_id }),
    botUser: identity.user_id,
    bot: identity.bot_id,
    without: granted ? optionalScopes.filter((scope) => !granted.includes(scope)) : [],
  };
}

function refusal(error: unknown): string {
  switch (platformError(error)) {
    case "invalid_auth":
    case "not_authed":
      return "Slack does not know SLACK_BOT_TOKEN. Copy the Bot User OAuth Token from OAuth & Permissions of your app.";
    case "token_revoked":
    case "account_inactive":
      return "SLACK_BOT_TOKEN was revoked. Reinstall the app under Install App and copy the new Bot User OAuth Token.";
    case "token_expired":
      return `SLACK_BOT_TOKEN has expired. Turn token rotation off, as ${MANIFEST} does, reinstall the app and copy the new token.`;
    default:
      return `Slack could not be reached (${explain(error)}). Check that this machine may open https://slack.com, and SLACK_API_URL if it is set.`;
  }
}

/** What to do when Socket Mode cannot be opened. */
export function socketRefusal(error: unknown): SlackSetupError {
  const known: Readonly<Record<string, string>> = {
    invalid_auth:
      "Slack does not know SLACK_APP_TOKEN. Create an app-level token with the scope connections:write under Basic Information > App-Level Tokens.",
    not_allowed_token_type:
      "SLACK_APP_TOKEN is not an app-level token. Create one (xapp-…) with the scope connections:write under Basic Information > App-Level Tokens.",
    missing_scope:
      "SLACK_APP_TOKEN lacks the scope connections:write. Create a new app-level token with it under Basic Information > App-Level Tokens.",
    socket_mode_not_enabled:
      "Socket Mode is off for this app. Turn it on under Socket Mode, or remove SLACK_APP_TOKEN to use HTTP.",
    forbidden_team:
      "This workspace does not allow Socket Mode for the app. Ask its administrator, or remove SLACK_APP_TOKEN to use HTTP.",
  };
  const word = platformError(error);
  const line = word === undefined ? undefined : known[word];
  return new SlackSetupError(
    line ??
      `Socket Mode could not be opened (${explain(error)}). Check that this machine may open wss://*.slack.com, or remove SLACK_APP_TOKEN to use HTTP.`,
    { cause: error },
  );
}
