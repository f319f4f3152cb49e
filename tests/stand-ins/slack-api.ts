import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { missingScope, type StandInFile, serveFile } from "./slack-files.ts";
import {
  type Arguments,
  nextTs,
  type StandInChannel,
  type StandInMessage,
  type StandInPerson,
  type StandInWorkspace,
  slackMethods,
} from "./slack-methods.ts";
import { type Outcome, type Plan, planOutcome } from "./slack-plans.ts";
import { openSlackSocket, type SlackSocket } from "./slack-socket.ts";

/** One call as the stand-in saw it. Messages to response addresses appear as the method `response_url`. */
export interface RecordedCall {
  readonly method: string;
  readonly given: Arguments;
  /** ms since the stand-in started. */
  readonly at: number;
  readonly status: number;
  readonly response: Record<string, unknown>;
}

export interface SlackStandIn extends StandInWorkspace {
  /** For the setting SLACK_API_URL. */
  readonly apiUrl: string;
  readonly calls: readonly RecordedCall[];
  readonly socket: SlackSocket;
  /** Files that were fetched, by id. */
  readonly downloads: readonly string[];
  callsTo(method: string): readonly RecordedCall[];
  /** The next calls of a method go as planned, one plan each; afterwards it works again. */
  next(method: string, ...plans: readonly Plan[]): void;
  /** Every call of a method goes as planned, until it is given `undefined`. */
  always(method: string, plan: Plan | undefined): void;
  /** Every stream that is open is closed by the server, as after five minutes. */
  dropStreams(): void;
  /** From now on every call is answered `token_revoked`. */
  revokeToken(): void;
  /** A new response address: five uses. */
  responseUrl(): string;
  /** Adds a person; a member of the workspace unless told otherwise. */
  addPerson(id: string, person?: Partial<StandInPerson>): void;
  /** Adds a channel of these members; Docent is in it unless told otherwise. */
  addChannel(
    id: string,
    members: readonly string[],
    channel?: Partial<StandInChannel> & { withoutBot?: true },
  ): void;
  /** Puts a file into channels. */
  addFile(id: string, file: Partial<StandInFile> & Pick<StandInFile, "channels" | "content">): StandInFile;
  /** Writes a message, or a reply in a thread, without telling Docent; its id. */
  write(message: Pick<StandInMessage, "channel" | "user" | "text"> & Partial<StandInMessage>): string;
  /** Resolves when `found` is true; @throws after `timeoutMs` with the calls so far. */
  until(found: () => boolean, timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

const RESPONSE_USES = 5;

/**
 * Slack's Web API on a free port of this machine, with a workspace in memory: people, channels, messages, streams,
 * response addresses and Socket Mode. Every call is recorded with its time. It refuses what Slack refuses (blocks
 * beyond the limits, streams without a recipient, updates of a streaming message, a sixth use of a response address).
 *
 * @example Recording one slash command of a running Docent:
 * ```ts
 * const slack = await startSlackStandIn();
 * slack.addPerson("U1");
 * slack.addChannel("C1", ["U1"]);
 * // start Docent with SLACK_API_URL=slack.apiUrl, SLACK_BOT_TOKEN=xoxb-stand-in, SLACK_SIGNING_SECRET=secret, then:
 * await sendToDocent(`${docentUrl}/slack/events`, "secret", slashCommand(slack, { user: "U1", channel: "C1", text: "…" }));
 * await slack.until(() => slack.callsTo("response_url").length > 0);
 * console.log(JSON.stringify(slack.calls, null, 2));
 * await slack.close();
 * ```
 */
export async function startSlackStandIn(): Promise<SlackStandIn> {
  const started = performance.now();
  const calls: RecordedCall[] = [];
  const planned = new Map<string, Plan[]>();
  const standing = new Map<string, Plan>();
  const responseUses = new Map<string, number>();
  const downloads: string[] = [];
  const historyCalls = new Map<string, number[]>();
  let isRevoked = false;
  let responses = 0;

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  const socket = openSlackSocket(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  const bot = { user: "U0BOT0001", id: "B00000001" };
  const standIn: SlackStandIn = {
    team: "T00000001",
    bot,
    people: new Map(),
    channels: new Map(),
    groups: new Map(),
    messages: [],
    ephemerals: [],
    pageSize: 200,
    files: new Map(),
    filesUrl: () => `${origin}/files-pri`,
    historyRule: undefined,
    downloads,
    socketUrl: () => `ws://127.0.0.1:${port}/socket`,
    apiUrl: `${origin}/api/`,
    calls,
    socket,
    scopes: [
      "app_mentions:read",
      "assistant:write",
      "channels:history",
      "channels:join",
      "channels:read",
      "chat:write",
      "commands",
      "files:read",
      "groups:history",
      "groups:read",
      "im:history",
      "mpim:history",
      "mpim:read",
      "usergroups:read",
      "users:read",
    ],
    callsTo: (method) => calls.filter((call) => call.method === method),
    next: (method, ...plans) => void planned.set(method, [...(planned.get(method) ?? []), ...plans]),
    always(method, plan) {
      if (plan) standing.set(method, plan);
      else standing.delete(method);
    },
    dropStreams() {
      for (const message of standIn.messages) message.isStreaming = false;
    },
    revokeToken() {
      isRevoked = true;
    },
    responseUrl() {
      responses += 1;
      return `${origin}/commands/${responses}`;
    },
    addPerson(id, person = {}) {
      standIn.people.set(id, {
        id,
        name: id,
        team: standIn.team,
        isGuest: false,
        isBot: false,
        isDeleted: false,
        isAdmin: false,
        ...person,
      });
    },
    addChannel(id, members, { withoutBot, ...channel } = {}) {
      standIn.channels.set(id, {
        id,
        name: id.toLowerCase(),
        members: withoutBot ? members : [...members, bot.user],
        isShared: false,
        isPrivate: false,
        isArchived: false,
        ...channel,
      });
    },
    addFile(id, file) {
      const name = file.name ?? `${id.toLowerCase()}.md`;
      const added: StandInFile = {
        id,
        name,
        title: name,
        user: "U1",
        mimetype: "text/plain",
        filetype: "markdown",
        mode: "hosted",
        created: 1_790_000_000 + standIn.files.size,
        ...file,
      };
      standIn.files.set(id, added);
      return added;
    },
    write(message) {
      const ts = message.ts ?? nextTs();
      standIn.messages.push({ blocks: [], isStreaming: false, isEdited: false, ...message, ts });
      return ts;
    },
    async until(found, timeoutMs = 20_000) {
      const end = performance.now() + timeoutMs;
      while (!found()) {
        if (performance.now() > end)
          throw new Error(`It did not happen within ${timeoutMs} ms; calls so far: ${summary(calls)}`);
        await sleep(5);
      }
    },
    async close() {
      socket.close();
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
  standIn.addPerson(bot.user, { name: "Docent", isBot: true });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", origin).pathname;
    if (path.startsWith("/files-pri/")) return download(path, request, response);
    const given = decode(await readAll(request), request.headers["content-type"] ?? "");
    const method = path.startsWith("/commands/") ? "response_url" : path.replace("/api/", "");
    const plan = planned.get(method)?.shift() ?? standing.get(method);
    const record = (status: number, answer: Record<string, unknown>) => {
      calls.push({ method, given, at: performance.now() - started, status, response: answer });
    };
    if (plan && "delayMs" in plan) await sleep(plan.delayMs);
    if (plan && "breaks" in plan && plan.breaks === "before") {
      record(0, {});
      request.socket.destroy();
      return;
    }
    const {
      status,
      answer,
      headers = {},
    } = planOutcome(plan) ?? (method === "response_url" ? respond(path) : call(method, given));
    record(status, answer);
    if (plan && "breaks" in plan) {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "x-oauth-scopes": standIn.scopes.join(","),
      ...headers,
    });
    response.end(JSON.stringify(answer));
  }

  function download(path: string, request: IncomingMessage, response: ServerResponse): void {
    const [, , id = ""] = path.split("/");
    downloads.push(id);
    const isKnown =
      request.headers.authorization === "Bearer xoxb-stand-in" && standIn.scopes.includes("files:read");
    const { status, type, body } = serveFile(standIn, id, isKnown);
    response.writeHead(status, { "content-type": type });
    response.end(body);
  }

  /** Whether an app that is held to it reads history faster than it may; seconds to wait then. */
  function tooSoon(method: string): number | undefined {
    const { historyRule: rule } = standIn;
    if (!rule || !["conversations.history", "conversations.replies"].includes(method)) return undefined;
    const recent = (historyCalls.get(method) ?? []).filter((at) => at > rule.now() - 60_000);
    historyCalls.set(method, recent);
    if (recent.length >= rule.perMinute) return Math.ceil((recent[0]! + 60_000 - rule.now()) / 1_000);
    recent.push(rule.now());
    return undefined;
  }

  function call(method: string, given: Arguments): Outcome {
    if (isRevoked) return { status: 200, answer: { ok: false, error: "token_revoked" } };
    const wait = tooSoon(method);
    if (wait !== undefined) return planOutcome({ retryAfterSeconds: wait })!;
    const lacking = missingScope(method, standIn, given);
    if (lacking) return { status: 200, answer: lacking };
    const run = slackMethods[method];
    return { status: 200, answer: run ? run(standIn, given) : { ok: false, error: "unknown_method" } };
  }

  function respond(path: string): Outcome {
    const uses = (responseUses.get(path) ?? 0) + 1;
    responseUses.set(path, uses);
    if (uses > RESPONSE_USES) return { status: 404, answer: { ok: false, error: "used_url" } };
    return { status: 200, answer: { ok: true } };
  }

  return standIn;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

/** Forms carry objects as JSON. */
function decode(body: string, contentType: string): Arguments {
  if (!body) return {};
  if (contentType.startsWith("application/json")) return JSON.parse(body) as Arguments;
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [
      name,
      /^[[{]/.test(value) && name !== "text" && name !== "markdown_text" ? JSON.parse(value) : value,
    ]),
  );
}

const summary = (calls: readonly RecordedCall[]) =>
  calls.map(({ method, status, response }) => `${method} ${status} ${response.error ?? "ok"}`).join(", ");
