import { setTimeout as pause } from "node:timers/promises";
import type { ReplyEvent } from "../../../src/conversation/reply.ts";
import { released, replyTo, type Script, startWeb } from "./start-web.ts";

type Web = Awaited<ReturnType<typeof startWeb>>;
const running: Web[] = [];
const start = async (options?: Parameters<typeof startWeb>[0]) => {
  const web = await startWeb(options);
  running.push(web);
  return web;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((web) => web.stop()));
});

const post = (web: Web, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${web.url}/api/ask`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
    signal,
  });
const json = { accept: "application/json" };

const sentence = (text: string): ReplyEvent => ({
  type: "sentence",
  text: released(text),
  lead: " ",
  citations: [1],
});

/** Every event of a stream of Server-Sent Events, as [type, data]. */
const eventsOf = (stream: string) =>
  stream
    .split("\n\n")
    .filter((event) => event.startsWith("event: "))
    .map((event) => {
      const [, type, data] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
      return [type, JSON.parse(data ?? "")];
    });

const twoSentences: Script = async function* (ask) {
  yield { type: "status", text: released("Searching") };
  yield sentence("First.");
  yield sentence('Second,\nwith a "line".');
  yield { type: "done", reply: replyTo(ask.id, "First. [1] Second. [1]") };
};

describe("POST /api/ask", () => {
  test("streams status, sentences and the whole reply as Server-Sent Events", async () => {
    const web = await start({ script: twoSentences });
    const response = await post(web, { question: " How long? " });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("docent-ask")).toBe("ask-1");
    const events = eventsOf(await response.text());
    expect(events.map(([type]) => type)).toEqual(["status", "sentence", "sentence", "done"]);
    expect(events[2]?.[1]).toEqual({ text: 'Second,\nwith a "line".', lead: " ", citations: [1] });
    expect(events[3]?.[1]).toMatchObject({
      ask: "ask-1",
      outcome: "answer",
      text: "First. [1] Second. [1]",
      citations: [{ n: 1, title: "Leave", location: "Leave, Parental leave", quote: expect.any(String) }],
      receipt: [{ filter: "secrets", version: "1", score: 0, threshold: 0.5, action: "allow" }],
      checks: [{ check: "Passwords and keys", concern: false }, { check: "Sentences" }],
      timings: { total: 12 },
      conversation: expect.any(String),
    });
    expect(web.asks[0]).toMatchObject({
      question: "How long?",
      person: "local:me",
      audience: { kind: "private", person: "local:me" },
    });
  });

  test("sends each event when it happens", async () => {
    const gate = Promise.withResolvers<void>();
    const web = await start({
      script: async function* (ask) {
        yield sentence("First.");
        await gate.promise;
        yield { type: "done", reply: replyTo(ask.id, "First. [1]") };
      },
    });
    const reader = (await post(web, { question: "q" })).body
      ?.pipeThrough(new TextDecoderStream())
      .getReader();
    expect((await reader?.read())?.value).toContain("First.");
    gate.resolve();
    expect((await reader?.read())?.value).toContain("event: done");
    expect((await reader?.read())?.done).toBe(true);
  });

  test("gives the reply alone to whoever accepts JSON", async () => {
    const web = await start({ script: twoSentences });
    const response = await post(web, { question: "q", conversation: "mine" }, json);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await response.json()).toMatchObject({ ask: "ask-1", outcome: "answer", conversation: "mine" });
  });

  test("asks as the named person in the named channel, in a conversation of their own", async () => {
    const web = await start();
    const conversation = "one";
    await post(web, { question: "q", person: "ana", channel: "local:general", conversation }, json);
    await post(web, { question: "q", person: "local:ana", conversation }, json);
    await post(web, { question: "q", person: "ben", conversation }, json);
    expect(web.asks.map(({ audience }) => audience)).toEqual([
      { kind: "channel", channel: "local:general" },
      { kind: "private", person: "local:ana" },
      { kind: "private", person: "local:ben" },
    ]);
    expect(new Set(web.asks.map((ask) => ask.conversation)).size).toBe(3);
  });

  test.each([
    ["nobody of that name", { person: "zoe" }, 404, "Nobody here is called zoe"],
    ["no channel of that name", { person: "ana", channel: "unknown" }, 404, "No channel is called unknown"],
    ["a channel they are not in", { person: "ben", channel: "general" }, 403, "not in #general"],
    ["a person of no form", { person: "two words" }, 400, "write <platform>:<id>"],
  ])("refuses %s", async (_what, named, status, message) => {
    const web = await start();
    const response = await post(web, { question: "q", ...named }, json);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(message);
    expect(web.asks).toHaveLength(0);
  });

  test.each([
    ["no JSON", "{question", 400],
    ["an empty question", { question: "  " }, 400],
    ["no question", {}, 400],
    ["a question that is no text", { question: 5 }, 400],
    ["a list", ["q"], 400],
    ["a question that is too long", { question: "x".repeat(4_001) }, 400],
    ["a body that is too large", { question: "x".repeat(70_000) }, 413],
  ])("refuses %s with one line that says what to send", async (_what, body, status) => {
    const web = await start();
    const response = await post(web, body);
    expect(response.status).toBe(status);
    const refusal = await response.text();
    expect(refusal).toMatch(/^\{"error":"[^\n]*[Ss]end [^\n]*\."\}$/);
    expect(refusal).not.toMatch(/\\n|node_modules/);
    expect(web.asks).toHaveLength(0);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "refuses %s, which a form of another site could send",
    async (type) => {
      const web = await start();
      const response = await post(web, { question: "q" }, { "content-type": type });
      expect(response.status).toBe(415);
      expect(web.asks).toHaveLength(0);
    },
  );

  test("the turn runs to its end when the client goes away, and the reply can be fetched later", async () => {
    const gate = Promise.withResolvers<void>();
    const web = await start({
      script: async function* (ask) {
        yield sentence("First.");
        await gate.promise;
        yield sentence("Second.");
        yield { type: "done", reply: replyTo(ask.id, "First. [1] Second. [1]") };
      },
    });
    const leaving = new AbortController();
    const response = await post(web, { question: "q", person: "ana" }, {}, leaving.signal);
    await response.body?.getReader().read();
    leaving.abort();
    await pause(20);
    gate.resolve();
    await pause(20);
    const id = response.headers.get("docent-ask");
    expect(await (await fetch(`${web.url}/api/replies/${id}?person=ana`)).json()).toMatchObject({
      text: "First. [1] Second. [1]",
    });
    expect((await fetch(`${web.url}/api/replies/${id}?person=ben`)).status).toBe(404);
    expect(web.logged).toEqual([]);
  });

  test("a turn that is tried again shows no sentence twice", async () => {
    let attempts = 0;
    const web = await start({
      script: async function* (ask) {
        yield sentence("First.");
        if (++attempts === 1) throw new Error("the ledger was locked");
        yield sentence("Second.");
        yield { type: "done", reply: replyTo(ask.id, "First. [1] Second. [1]") };
      },
    });
    const events = eventsOf(await (await post(web, { question: "q" })).text());
    expect(events.map(([type]) => type)).toEqual(["sentence", "done"]);
    expect(attempts).toBe(2);
  });
});
