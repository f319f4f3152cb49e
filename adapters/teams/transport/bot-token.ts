/** The token that Docent shows to the Bot Connector (OAuth 2.0 client credentials, RFC 6749 section 4.4). */
import { z } from "zod";
import { limits } from "../limits.ts";

interface BotTokenOptions {
  readonly loginUrl: string;
  /** The directory that holds the app registration; `botframework.com` for multi-tenant bots. */
  readonly directory: string;
  readonly appId: string;
  readonly secret: string;
  readonly scope: string;
}

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const refused = z.object({ error: z.string(), error_description: z.string().optional() }).partial();

/** A token is renewed this long before it ends, so that it outlives the request it is attached to. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** The app id or its secret was refused by Microsoft's login server. */
export class BotCredentialsError extends Error {
  override name = "BotCredentialsError";
}

/**
 * Gives the bot's current token, asking for a new one when the last is about to end.
 *
 * The returned function throws {@link BotCredentialsError} when the credentials are refused, and whatever `fetch`
 * throws when the login server cannot be reached.
 */
export function createBotToken(options: BotTokenOptions): () => Promise<string> {
  let current: { token: Promise<string>; renewAt: number } | undefined;

  async function request(): Promise<string> {
    const response = await fetch(
      new URL(`/${encodeURIComponent(options.directory)}/oauth2/v2.0/token`, options.loginUrl),
      {
        method: "POST",
        redirect: "error",
        signal: AbortSignal.timeout(limits.sendTimeoutMs),
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: options.appId,
          client_secret: options.secret,
          scope: options.scope,
        }),
      },
    );
    const body: unknown = await response.json().catch(() => ({}));
    if (response.status >= 500) throw new Error(`Microsoft's login server answered ${response.status}`);
    if (!response.ok) {
      const { error = String(response.status), error_description: why } = refused.safeParse(body).data ?? {};
      throw new BotCredentialsError(
        `Microsoft refused the bot's credentials (${why?.split(/[\r\n]/)[0] ?? error}): check TEAMS_APP_ID, TEAMS_APP_PASSWORD (the secret's value, not its id; it may have expired) and TEAMS_TENANT_ID`,
      );
    }
    const grant = granted.parse(body);
    if (current) current.renewAt = Date.now() + grant.expires_in * 1_000 - RENEW_BEFORE_MS;
    return grant.access_token;
  }

  return () => {
    if (current && Date.now() < current.renewAt) return current.token;
    const asked = { token: request(), renewAt: Number.POSITIVE_INFINITY };
    current = asked;
    asked.token.catch(() => {
      if (current === asked) current = undefined;
    });
    return asked.token;
  };
}
