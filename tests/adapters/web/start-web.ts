import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { createWeb } from "../../../adapters/web/create-web.ts";
import { createWebCourier } from "../../../adapters/web/web-courier.ts";
import type { Audience } from "../../../src/access/audience.ts";
import { localDirectory } from "../../../src/access/local-directory.ts";
import { tenantId } from "../../../src/access/scopes.ts";
import { readSettings } from "../../../src/config.ts";
import type { Ask, AskId } from "../../../src/conversation/ask.ts";
import type { DocumentView } from "../../../src/conversation/document-view.ts";
import type { Notices, PersonalNotice } from "../../../src/conversation/notices.ts";
import type { Reply, ReplyEvent } from "../../../src/conversation/reply.ts";
import { ReviewError } from "../../../src/conversation/review-queue.ts";
import type { Feedback, NewAsk, Turns } from "../../../src/conversation/turns.ts";
import type { DocumentId, PassageId } from "../../../src/documents/document.ts";
import { parsePolicy } from "../../../src/safety/policy-file.ts";
import { policyViews } from "../../../src/safety/policy-view.ts";
import { restoreReleased } from "../../../src/safety/restore-released.ts";

/** Rules for everybody, and others for one channel. */
const POLICY = "version: 1\nchannels: { local:finance: { preset: strict } }";

export const released = restoreReleased;

/** A reply as the conversation would give it. */
export const replyTo = (ask: AskId, text: string, changes: Partial<Reply> = {}): Reply => ({
  ask,
  outcome: "answer",
  text: released(text),
  citations: [
    {
      n: 1,
      title: released("Leave"),
      uri: "docent:1",
      location: released("Leave, Parental leave"),
      quote: released("Each parent has 20 weeks."),
      modifiedAt: "2026-01-02T00:00:00Z",
      document: "document-1" as DocumentId,
      passage: "passage-1" as PassageId,
    },
  ],
  receipt: {
    entries: [
      {
        filter: "secrets",
        version: "1",
        stage: "sentence",
        score: 0,
        threshold: 0.5,
        action: "allow",
        checked: 3,
        flagged: 0,
      },
    ],
    sentences: { drafted: 1, released: 1, redacted: 0, withheld: 0 },
    quarantinedPassages: 0,
  },
  privateSources: 0,
  model: "extractive",
  timings: { total: 12, search: 3, model: 4, checks: 5 },
  ...changes,
});

/** What happens to an ask in a test: the events of its turn, one attempt after the other. */
export type Script = (ask: Ask) => AsyncIterable<ReplyEvent>;

/** A conversation that follows a script instead of looking into documents. */
function scriptedTurns(script: Script) {
  const asks: Ask[] = [];
  const replies = new Map<string, { ask: Ask; reply: Reply }>();
  const opinions: { ask: AskId; from: string; verdict: Feedback }[] = [];
  let deliver: ((ask: Ask, events: AsyncIterable<ReplyEvent>) => Promise<void>) | undefined;

  async function* stored(ask: Ask): AsyncGenerator<ReplyEvent> {
    for await (const event of script(ask)) {
      if (event.type === "done") replies.set(ask.id, { ask, reply: event.reply });
      yield event;
    }
  }
  const work = async (ask: Ask) => {
    await deliver?.(ask, stored(ask)).catch(() => deliver?.(ask, stored(ask)));
  };
  const turns: Turns = {
    register: (_platform, courier) => {
      deliver = (ask, events) =>
        courier.deliver(ask, events, { handle: undefined, remember: async () => {} });
    },
    async receive(given: NewAsk) {
      const ask: Ask = { ...given, id: `ask-${asks.length + 1}` as AskId, receivedAt: Date.now() };
      asks.push(ask);
      void work(ask);
      return { id: ask.id, duplicate: false };
    },
    async start() {},
    async stop() {},
    async reply(id, reader) {
      const found = replies.get(id);
      return found?.ask.person === reader.person ? found.reply : undefined;
    },
    mayShare: async () => ({ allowed: false, unreadable: 0 }),
    async shared() {},
    async feedback(ask, from, verdict) {
      opinions.push({ ask, from, verdict });
    },
  };
  return { turns, asks, opinions };
}

interface WebOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly script?: Script;
  /** Whether the documents are read; they are by default. */
  readonly ready?: () => boolean;
  /** Answers a request for a document; nobody may read any by default. */
  readonly view?: (audience: Audience, document: DocumentId) => DocumentView | undefined;
}

/** The console and its API on a free port of this machine, over a scripted conversation. */
export async function startWeb({
  environment = {},
  script = answerAtOnce,
  ready = () => true,
  view,
}: WebOptions = {}) {
  const { turns, asks, opinions } = scriptedTurns(script);
  const logged: { message: string; fields?: Readonly<Record<string, unknown>> }[] = [];
  const write = (message: string, fields?: Readonly<Record<string, unknown>>) =>
    void logged.push({ message, fields });
  const directory = localDirectory();
  directory.add({
    people: [
      { id: "local:ana", name: "Ana" },
      { id: "local:ben", name: "Ben" },
    ],
    channels: [{ id: "local:general", name: "#general", members: ["local:ana"] }],
  });
  const notices = noticesInMemory();
  const courier = createWebCourier(notices);
  turns.register("local", courier);
  const web = createWeb({
    settings: readSettings(environment),
    tenant: tenantId("default"),
    turns,
    directory,
    courier,
    notices,
    ready,
    examples: () => ["How long is parental leave?"],
    reviews: {
      reports: async () => [],
      list: async () => [],
      countOpen: async () => 2,
      decide: async (id) => {
        throw new ReviewError(`There is no report ${id}.`);
      },
      onDecision: () => undefined,
    },
    policies: policyViews(parsePolicy(POLICY, ["profanity"]), ["profanity"]),
    documents: {
      view: async ({ audience, document }) => view?.(audience, document),
      count: async () => ({ documents: 2, passages: 20, failed: 0 }),
    },
    log: { error: write, warn: write, info: write, debug: write },
  });
  const server = express();
  server.disable("x-powered-by");
  web.mount(server);
  const http = createServer(server);
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  const { port } = http.address() as AddressInfo;
  return {
    courier,
    url: `http://localhost:${port}`,
    port,
    asks,
    opinions,
    logged,
    /** Breaks every open connection, as a proxy or a network does. */
    cut: () => http.closeAllConnections(),
    async stop() {
      http.closeAllConnections();
      await new Promise<void>((closed) => http.close(() => closed()));
    },
  };
}

function noticesInMemory(): Notices {
  const kept: (PersonalNotice & { readonly person: string })[] = [];
  return {
    add: async (person, { text }, id = String(kept.length)) =>
      void (kept.some((one) => one.id === id) || kept.push({ id, text, person, createdAt: 0 })),
    of: async (person) => kept.filter((one) => one.person === person),
    remove: async (person, id) => {
      const at = kept.findIndex((one) => one.id === id && one.person === person);
      if (at >= 0) kept.splice(at, 1);
    },
  };
}

async function* answerAtOnce(ask: Ask): AsyncGenerator<ReplyEvent> {
  yield { type: "done", reply: replyTo(ask.id, "Each parent has 20 weeks. [1]") };
}

/** A request whose Host, Origin and other guarded headers `fetch` would not let a test set. */
export function rawRequest(
  port: number,
  options: { method?: string; path: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; headers: IncomingMessage["headers"]; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number;
    headers: IncomingMessage["headers"];
    text: string;
  }>();
  const { body, ...rest } = options;
  const sent = request({ host: "127.0.0.1", port, agent: false, ...rest }, (response) => {
    let text = "";
    response.on("data", (piece) => {
      text += piece;
    });
    response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
  });
  sent.on("error", reject);
  sent.end(body);
  return promise;
}
