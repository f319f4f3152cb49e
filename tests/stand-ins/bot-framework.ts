/**
 * The Bot Framework on this machine: Microsoft's signing keys and login server, and the Bot Connector that replies
 * go to. It records what arrives, byte for byte, and refuses what it is told to refuse.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";

const ISSUER = "https://api.botframework.com";
const KEY_ID = "stand-in-key";

/** A request that the connector took, refused ones included. */
export interface ConnectorCall {
  readonly method: string;
  readonly path: string;
  readonly at: number;
  readonly authorization: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: the wire body of an activity, looked into by tests
  readonly body: any;
  readonly status: number;
}

export interface Refusal {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface BotFramework {
  /** The connector's address, as `serviceUrl`. */
  readonly serviceUrl: string;
  readonly openIdMetadataUrl: string;
  readonly loginUrl: string;
  readonly calls: ConnectorCall[];
  /** How often the bot asked for a token. */
  readonly tokenRequests: URLSearchParams[];
  /** The tokens that were given out, each with its scope. */
  readonly issued: ReadonlyMap<string, string>;
  /** Decides before each activity is taken; `undefined` takes it. */
  refuse: (call: Pick<ConnectorCall, "method" | "path" | "body">) => Refusal | undefined;
  /** When set, the login server refuses the bot's credentials. */
  refuseCredentials: boolean;
  /** The directory's ids of teams, by their conversation. */
  readonly teams: Map<string, string>;
  /** Rosters by conversation id, in pages of two. */
  readonly rosters: Map<string, readonly object[]>;
  /** A token as Microsoft signs it, with parts changed. */
  token(change?: TokenChange): Promise<string>;
  /** Activities that were taken: messages, typing, updates. */
  activities(): ConnectorCall[];
  stop(): Promise<void>;
}

export interface TokenChange {
  readonly audience?: string;
  readonly issuer?: string;
  readonly serviceUrl?: string;
  readonly expiresAt?: number;
  readonly keyId?: string;
  /** Signs with a key that nobody published. */
  readonly forged?: boolean;
}

/** Starts the stand-in for the bot `appId` on a free port. */
export async function startBotFramework(options: { appId: string }): Promise<BotFramework> {
  const [published, forged] = await keys;
  const publicKey = {
    ...(await exportJWK(published.publicKey)),
    kid: KEY_ID,
    use: "sig",
    endorsements: ["msteams"],
  };
  let nextId = 1;
  const issued = new Map<string, string>();

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", framework.loginUrl).pathname);
    const text = await readBody(request);
    const answer = (status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(body === undefined ? "" : JSON.stringify(body));
    };
    if (path === "/openid") {
      answer(200, {
        issuer: ISSUER,
        jwks_uri: `${framework.loginUrl}/keys`,
        id_token_signing_alg_values_supported: ["RS256"],
      });
    } else if (path === "/keys") answer(200, { keys: [publicKey] });
    else if (path.endsWith("/oauth2/v2.0/token")) {
      framework.tokenRequests.push(new URLSearchParams(text));
      if (framework.refuseCredentials)
        answer(401, {
          error: "invalid_client",
          error_description: "AADSTS7000215: Invalid client secret provided.",
        });
      else {
        const token = `bot-token-${issued.size + 1}`;
        issued.set(token, new URLSearchParams(text).get("scope") ?? "");
        answer(200, { token_type: "Bearer", expires_in: 3599, access_token: token });
      }
    } else if (path.startsWith("/connector/v3/")) {
      const body = text ? JSON.parse(text) : undefined;
      const call = {
        method: request.method ?? "",
        path: path.slice("/connector".length),
        at: Date.now(),
        authorization: request.headers.authorization,
        body,
      };
      const authorized = issued.has(call.authorization?.replace(/^Bearer /, "") ?? "");
      const refusal: Refusal | undefined = authorized
        ? framework.refuse(call)
        : { status: 401, code: "Unauthorized", message: "no token of this login server" };
      if (refusal) {
        framework.calls.push({ ...call, status: refusal.status });
        answer(refusal.status, { error: { code: refusal.code, message: refusal.message } }, refusal.headers);
        return;
      }
      const taken = take(call, new URL(request.url ?? "/", framework.loginUrl).searchParams);
      framework.calls.push({ ...call, status: taken.status });
      answer(taken.status, taken.body);
    } else answer(404);
  });

  function take(
    { method, path, body }: Pick<ConnectorCall, "method" | "path" | "body">,
    query: URLSearchParams,
  ): { status: number; body: unknown } {
    const [, team] = /^\/v3\/teams\/([^/]+)$/.exec(path) ?? [];
    if (team)
      return { status: 200, body: { id: team, name: "A team", aadGroupId: framework.teams.get(team) } };
    const [, conversation = "", rest = ""] = /^\/v3\/conversations\/([^/]+)(?:\/(.*))?$/.exec(path) ?? [];
    if (method === "POST" && path === "/v3/conversations")
      return { status: 201, body: { id: `a:${body.members[0].id}` } };
    const roster = framework.rosters.get(conversation) as { id: string; aadObjectId?: string }[] | undefined;
    if (rest === "pagedmembers") {
      const from = Number(query.get("continuationToken") ?? 0);
      const next = from + 2 < (roster?.length ?? 0) ? String(from + 2) : undefined;
      return roster
        ? { status: 200, body: { members: roster.slice(from, from + 2), continuationToken: next } }
        : { status: 404, body: { error: { code: "ConversationNotFound" } } };
    }
    if (rest.startsWith("members/")) {
      const id = rest.slice("members/".length);
      const member = roster?.find((each) => each.id === id || each.aadObjectId === id);
      return member
        ? { status: 200, body: member }
        : { status: 404, body: { error: { code: "MemberNotFoundInConversation" } } };
    }
    if (method === "PUT" && body.text && body.attachments?.length)
      return {
        status: 400,
        body: { error: { code: "BadSyntax", message: "Activity resulted into multiple skype activities" } },
      };
    if (method === "PUT") return { status: 200, body: { id: rest.slice("activities/".length) } };
    const stream = body.entities?.find((entity: { type: string }) => entity.type === "streaminfo");
    // Only what stays in the chat has an id: a message, and the stream that becomes one.
    const isNew = body.type === "message" ? stream?.streamType !== "final" : stream && !stream.streamId;
    return isNew ? { status: 201, body: { id: `activity-${nextId++}` } } : { status: 202, body: {} };
  }

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const framework: BotFramework = {
    serviceUrl: `${origin}/connector`,
    openIdMetadataUrl: `${origin}/openid`,
    loginUrl: origin,
    calls: [],
    tokenRequests: [],
    issued,
    refuse: () => undefined,
    refuseCredentials: false,
    teams: new Map(),
    rosters: new Map(),
    token: ({
      audience = options.appId,
      issuer = ISSUER,
      serviceUrl = framework.serviceUrl,
      expiresAt = Math.floor(Date.now() / 1_000) + 3_600,
      keyId = KEY_ID,
      forged: useForged = false,
    } = {}) =>
      sign(useForged ? forged.privateKey : published.privateKey, {
        audience,
        issuer,
        serviceUrl,
        expiresAt,
        keyId,
      }),
    activities: () =>
      framework.calls.filter(({ status, path }) => status < 300 && /\/activities(\/|$)/.test(path)),
    stop: () => stop(server),
  };
  return framework;
}

/** One published, one not; made once, because RSA keys take their time. */
const keys = Promise.all([newKey(), newKey()]);

function newKey() {
  return generateKeyPair("RS256", { extractable: true });
}

const sign = (
  key: CryptoKey,
  token: { audience: string; issuer: string; serviceUrl: string; expiresAt: number; keyId: string },
): Promise<string> =>
  new SignJWT({ serviceurl: token.serviceUrl })
    .setProtectedHeader({ alg: "RS256", kid: token.keyId, typ: "JWT" })
    .setIssuer(token.issuer)
    .setAudience(token.audience)
    .setNotBefore(token.expiresAt - 7_200)
    .setExpirationTime(token.expiresAt)
    .sign(key);

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((closed) => server.close(() => closed()));
}
