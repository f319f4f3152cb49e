/**
 * Microsoft Graph as Docent uses it: the one file that knows @microsoft/microsoft-graph-client and @azure/identity.
 * Both are loaded with the first request, because they take a second that nobody without Graph should wait for.
 */
import type { Client, Middleware } from "@microsoft/microsoft-graph-client";
import type { z } from "zod";
import { limits } from "./limits.ts";
import { createBotToken } from "./transport/bot-token.ts";
import { isLoopback } from "./transport/service-url.ts";

interface GraphOptions {
  readonly app: { readonly id: string; readonly secret: string; readonly tenant: string };
  /** Microsoft Graph's address without a version, e.g. https://graph.microsoft.com or a stand-in's. */
  readonly apiUrl: string;
  /** Where tokens come from, e.g. https://login.microsoftonline.com or a stand-in's. */
  readonly loginUrl: string;
  /** First pause before trying again where Graph does not say how long, ms; tests shorten it. */
  readonly retryBaseMs?: number;
}

export interface Graph {
  /** The address that tokens are sent to, and no other. */
  readonly origin: string;
  /**
   * Reads JSON at a path below the version (`/teams/…`), or at a link that Graph gave.
   * @throws {GraphRefusal} also when the answer has another shape than `schema`.
   */
  get<Result>(path: string, schema: z.ZodType<Result>): Promise<Result>;
  /** Follows `@odata.nextLink` through a collection. @throws {GraphRefusal} */
  pages<Result>(path: string, schema: z.ZodType<GraphPage<Result>>): AsyncGenerator<readonly Result[]>;
  /** An answer with its body unread: 200, or 302 with the address where the bytes are. @throws {GraphRefusal} */
  open(path: string): Promise<Response>;
  /** Writes; `schema` reads the answer. @throws {GraphRefusal} */
  post<Result>(path: string, body: object, schema: z.ZodType<Result>): Promise<Result>;
  patch<Result>(path: string, body: object, schema: z.ZodType<Result>): Promise<Result>;
  delete(path: string): Promise<void>;
}

/** One page of a collection. */
export interface GraphPage<Item> {
  readonly value: readonly Item[];
  readonly "@odata.nextLink"?: string | null;
}

/** Microsoft Graph refused a request, or could not be reached (`status` 0). */
export class GraphRefusal extends Error {
  override name = "GraphRefusal";
  /** HTTP status; 0 without an answer. */
  readonly status: number;
  /** Graph's own word for it, e.g. `resyncRequired`, or "". */
  readonly code: string;
  /** How long Graph wants to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(
    refusal: { status: number; code?: string; reason?: string; retryAfterMs?: number },
    cause?: unknown,
  ) {
    const what = [refusal.status || "no answer", refusal.code, refusal.reason].filter(Boolean).join(" ");
    super(`Microsoft Graph refused (${what})`, { cause });
    this.status = refusal.status;
    this.code = refusal.code ?? "";
    this.retryAfterMs = refusal.retryAfterMs;
  }
}

/** Nothing is asked before the first request. Tokens are kept, and renewed before they end. */
export function connectGraph(options: GraphOptions): Graph {
  const root = new URL(options.apiUrl);
  let client: Promise<Client> | undefined;
  /** Until when Graph asked to be left alone: a service that throttles is not helped by more questions. */
  let heldUntil = 0;

  async function send(method: "get" | "post" | "patch" | "delete", path: string, body?: object) {
    if (Date.now() < heldUntil)
      throw new GraphRefusal({ status: 429, code: "throttled", retryAfterMs: heldUntil - Date.now() });
    client ??= createClient(root, options).catch((error: unknown) => {
      client = undefined;
      throw error;
    });
    const request = (await client).api(below(root, path)).responseType("raw" as never);
    const response = await dispatch();
    if (response.ok || response.status === 302) return response;
    const refusal = await refusalOf(response);
    if (refusal.retryAfterMs && [429, 503].includes(refusal.status))
      heldUntil = Date.now() + Math.min(refusal.retryAfterMs, limits.graphHoldCeilingMs);
    throw refusal;

    async function dispatch(): Promise<Response> {
      try {
        return (await (body
          ? request[method as "post" | "patch"](body)
          : request[method as "get"]())) as Response;
      } catch (error) {
        const [reason] = error instanceof Error ? error.message.split(/[\r\n]/) : [];
        throw new GraphRefusal({ status: 0, reason }, error);
      }
    }
  }

  async function json<Result>(response: Response, schema: z.ZodType<Result>): Promise<Result> {
    const parsed = schema.safeParse(await response.json().catch(() => undefined));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const reason = `an answer of another shape: ${issue?.path.join(".")}: ${issue?.message}`;
    throw new GraphRefusal({ status: response.status, reason });
  }

  return {
    origin: root.origin,
    get: async (path, schema) => json(await send("get", path), schema),
    async *pages(path, schema) {
      for (let next: string | null | undefined = path; next; ) {
        const page: GraphPage<never> = await json(
          await send("get", next),
          schema as z.ZodType<GraphPage<never>>,
        );
        yield page.value;
        next = page["@odata.nextLink"];
      }
    },
    open: (path) => send("get", path),
    post: async (path, body, schema) => json(await send("post", path, body), schema),
    patch: async (path, body, schema) => json(await send("patch", path, body), schema),
    async delete(path) {
      await (await send("delete", path)).body?.cancel();
    },
  };
}

/** The path below the version; a link must lead back to Graph, because the token goes with it. */
function below(root: URL, pathOrLink: string): string {
  if (pathOrLink.startsWith("/")) return pathOrLink;
  const link = URL.parse(pathOrLink);
  if (link?.origin !== root.origin)
    throw new GraphRefusal({
      status: 0,
      reason: `a link leads to ${link?.host ?? "nowhere"} instead of ${root.host}`,
    });
  return link.href.slice(link.origin.length).replace(/^\/v1\.0(?=\/)/, "");
}

async function createClient(root: URL, options: GraphOptions): Promise<Client> {
  const { Client, HTTPMessageHandler, RetryHandler, RetryHandlerOptions } = await import(
    "@microsoft/microsoft-graph-client"
  );
  const token = await tokenSource(root, options);
  const maySleepMs = limits.graphPatienceMs;
  const retry = new RetryHandlerOptions(
    (options.retryBaseMs ?? limits.retryBaseMs) / 1_000,
    limits.graphRetries,
    // A long pause is the caller's: it must not keep a turn, or a stopping Docent, waiting.
    (_delay, _attempt, _request, _options, response) => (retryAfterMs(response) ?? 0) <= maySleepMs,
  );
  return Client.initWithMiddleware({
    baseUrl: `${root.origin}/`,
    defaultVersion: "v1.0",
    middleware: [authorise(root, token), new RetryHandler(retry), limitTime(), new HTTPMessageHandler()],
    // Redirects are looked at, not followed: they lead to other servers.
    fetchOptions: { redirect: "manual" },
  });
}

/** The SDK's own handler sends tokens to https alone, which shuts stand-ins out; this one sends them to Graph alone. */
function authorise(root: URL, token: () => Promise<string>): Middleware {
  return link((context) => {
    const url = typeof context.request === "string" ? context.request : context.request.url;
    if (new URL(url).origin !== root.origin)
      throw new GraphRefusal({ status: 0, reason: "a request would carry the token to another server" });
    return token().then((value) => {
      context.options = {
        ...context.options,
        headers: { ...context.options?.headers, authorization: `Bearer ${value}` },
      };
    });
  });
}

/** A time limit for each attempt on its own. */
const limitTime = (): Middleware =>
  link(async (context) => {
    context.options = { ...context.options, signal: AbortSignal.timeout(limits.graphTimeoutMs) };
  });

type Context = Parameters<Middleware["execute"]>[0];

function link(before: (context: Context) => Promise<void>): Middleware {
  let next: Middleware | undefined;
  return {
    async execute(context) {
      await before(context);
      await next?.execute(context);
    },
    setNext(following) {
      next = following;
    },
  };
}

/**
 * Tokens of the app itself. @azure/identity accepts no login server without https, so a stand-in on this machine is
 * asked in the same way as for the bot's token.
 */
async function tokenSource(root: URL, { app, loginUrl }: GraphOptions): Promise<() => Promise<string>> {
  const login = new URL(loginUrl);
  const isStandIn = isLoopback(root.hostname);
  const scope = `${isStandIn ? "https://graph.microsoft.com" : root.origin}/.default`;
  if (login.protocol === "http:" && isLoopback(login.hostname))
    return createBotToken({ loginUrl, directory: app.tenant, appId: app.id, secret: app.secret, scope });
  const { ClientSecretCredential } = await import("@azure/identity");
  const credential = new ClientSecretCredential(app.tenant, app.id, app.secret, {
    authorityHost: login.origin,
    // A login server that is not Microsoft's own is not known to Microsoft's directory of them.
    disableInstanceDiscovery: !MICROSOFT_LOGIN.test(login.hostname),
  });
  return async () => (await credential.getToken(scope)).token;
}

const MICROSOFT_LOGIN = /\.(?:microsoftonline\.(?:com|us|cn)|chinacloudapi\.cn)$/;

async function refusalOf(response: Response): Promise<GraphRefusal> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
  const { code, message } = { code: "", message: "", ...(typeof error === "object" ? error : {}) };
  return new GraphRefusal({
    status: response.status,
    code: String(code),
    reason: String(message).slice(0, 300),
    retryAfterMs: retryAfterMs(response),
  });
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110 section 10.2.3). */
export function retryAfterMs(response: Pick<Response, "headers">, now = Date.now()): number | undefined {
  const header = response.headers.get("retry-after");
  if (!header) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
