import { setTimeout as sleep } from "node:timers/promises";
import type { Ask } from "../../../src/conversation/ask.ts";
import type { ReplyEvent } from "../../../src/conversation/reply.ts";
import { visibleText } from "../../stand-ins/slack-blocks.ts";
import { mention, message } from "../../stand-ins/slack-requests.ts";
import { citation, released, replyTo, spoken } from "../../stand-ins/slack-scripted-turns.ts";
import { answerScript, type Bench, openBench } from "./slack-bench.ts";

let bench: Bench;
afterEach(() => bench.close());

const methods = () =>
  bench.slack.calls
    .map(({ method }) => method)
    .filter((method) => /^(chat|assistant|response_url|conversations\.replies)/.test(method));
const asked = { user: "U1", channel: "C1", text: "how long is parental leave?", ts: "10.1" };
const ask = () => bench.turns.asks[0] as Ask;

async function mentioned(): Promise<void> {
  expect((await bench.send(mention(bench.slack, asked))).status).toBe(200);
  await bench.turns.settled();
}

test("a mention is answered in its thread: status, streamed sentences, then sources and buttons", async () => {
  bench = await openBench();
  await mentioned();
  expect(bench.turns.failures).toEqual([]);
  expect(methods()).toEqual([
    "assistant.threads.setStatus",
    "chat.startStream",
    "chat.appendStream",
    "chat.stopStream",
  ]);
  expect(bench.slack.callsTo("chat.startStream")[0]?.given).toMatchObject({
    channel: "C1",
    thread_ts: "10.1",
    recipient_user_id: "U1",
    recipient_team_id: bench.slack.team,
  });
  const [reply] = bench.slack.messages;
  expect(reply).toMatchObject({
    thread: "10.1",
    isStreaming: false,
    text: "Parental leave is sixteen weeks. [1] It is fully paid. [2]",
    metadata: { event_type: "docent_reply", event_payload: { ask: "ask_1" } },
  });
  const below = visibleText(reply?.blocks);
  expect(below).toContain("1. Employee handbook, p. 1, Leave > Parental — modified 3 Nov 2026");
  expect(below).toContain("“Parental leave is sixteen weeks, fully paid.”");
  expect(below).toContain("How this was checked");
  expect(below).toContain("Helpful");
  expect(JSON.stringify(reply?.blocks)).toContain('"url":"https://example.com/handbook.pdf#page=2"');
});

test("in a direct message nothing reaches Slack before it was released, and nothing but released text", async () => {
  const gate = Promise.withResolvers<void>();
  async function* script(asked: Ask): AsyncGenerator<ReplyEvent> {
    const [status, first, ...rest] = [...(answerScript(asked) as Iterable<ReplyEvent>)];
    yield status as ReplyEvent;
    yield first as ReplyEvent;
    await gate.promise;
    yield* rest;
  }
  bench = await openBench({ script });
  await bench.send(message(bench.slack, { ...asked, channel: "D1" }));
  await bench.slack.until(() => bench.slack.messages.length === 1);
  await sleep(100);
  expect(bench.slack.messages[0]).toMatchObject({
    text: "Parental leave is sixteen weeks. [1]",
    isStreaming: true,
  });
  gate.resolve();
  await bench.turns.settled();
  const texts = bench.slack.calls.flatMap(({ given }) => (given.markdown_text as string | undefined) ?? []);
  expect(texts).toEqual(["Parental leave is sixteen weeks. [1]", " It is fully paid. [2]"]);
  expect(bench.slack.callsTo("chat.startStream")[0]?.given).not.toHaveProperty("recipient_user_id");
});

test.each(["unknown_method", "missing_scope", "channel_type_not_supported"])(
  "where streaming is refused (%s) the reply is posted, with sources and without previews",
  async (error) => {
    bench = await openBench({ prepare: (slack) => slack.always("chat.startStream", { error }) });
    await mentioned();
    expect(bench.slack.messages).toHaveLength(1);
    const text = visibleText(bench.slack.messages[0]?.blocks);
    expect(text).toContain("Parental leave is sixteen weeks. [1] It is fully paid. [2]Sources");
    expect(bench.slack.callsTo("chat.postMessage")[0]?.given).toMatchObject({
      thread_ts: "10.1",
      unfurl_links: "false",
      unfurl_media: "false",
    });
    await bench.send(mention(bench.slack, { ...asked, ts: "10.2" }));
    await bench.turns.settled();
    const isLasting = error !== "channel_type_not_supported";
    expect(bench.slack.callsTo("chat.startStream")).toHaveLength(isLasting ? 1 : 2);
    expect(bench.slack.messages).toHaveLength(2);
  },
);

test("without streaming a slow reply grows in one message", async () => {
  async function* script(asked: Ask): AsyncGenerator<ReplyEvent> {
    for (const event of answerScript(asked) as Iterable<ReplyEvent>) {
      if (event.type === "done") await sleep(1_400);
      yield event;
    }
  }
  bench = await openBench({
    script,
    prepare: (slack) => slack.always("chat.startStream", { error: "unknown_method" }),
  });
  await mentioned();
  expect(methods().slice(-2)).toEqual(["chat.postMessage", "chat.update"]);
  expect(visibleText(bench.slack.callsTo("chat.postMessage")[0]?.given.blocks)).toBe(
    "Parental leave is sixteen weeks. [1] It is fully paid. [2]",
  );
  expect(bench.slack.messages).toHaveLength(1);
  expect(visibleText(bench.slack.messages[0]?.blocks)).toContain("Sources");
});

test("a stream that the server ended is completed by changing its message", async () => {
  const gate = Promise.withResolvers<void>();
  async function* script(asked: Ask): AsyncGenerator<ReplyEvent> {
    for (const event of answerScript(asked) as Iterable<ReplyEvent>) {
      if (event.type === "done") await gate.promise;
      yield event;
    }
  }
  bench = await openBench({ script });
  await bench.send(mention(bench.slack, asked));
  await bench.slack.until(() => bench.slack.callsTo("chat.appendStream").length === 1);
  bench.slack.dropStreams();
  gate.resolve();
  await bench.turns.settled();
  expect(bench.turns.failures).toEqual([]);
  expect(bench.slack.messages).toHaveLength(1);
  expect(visibleText(bench.slack.messages[0]?.blocks)).toContain("It is fully paid. [2]Sources");
});

test("a rate limit is waited out for as long as Slack says, and the reply comes once", async () => {
  bench = await openBench({
    prepare: (slack) => {
      slack.always("chat.startStream", { error: "unknown_method" });
      slack.next("chat.postMessage", { retryAfterSeconds: 1 });
    },
  });
  await mentioned();
  const [limited, sent] = bench.slack.callsTo("chat.postMessage");
  expect([limited?.status, sent?.status]).toEqual([429, 200]);
  expect((sent?.at ?? 0) - (limited?.at ?? 0)).toBeGreaterThanOrEqual(990);
  expect(bench.slack.messages).toHaveLength(1);
});

test("a platform that stays away makes the delivery fail, so that the turn is tried again", async () => {
  bench = await openBench({
    prepare: (slack) => {
      slack.always("chat.startStream", { error: "unknown_method" });
      slack.next("chat.postMessage", { httpStatus: 500 });
    },
  });
  await mentioned();
  expect(bench.turns.failures).toHaveLength(1);
  expect(bench.slack.messages).toHaveLength(0);
  await bench.turns.redeliver(ask().id);
  expect(bench.slack.messages).toHaveLength(1);
});

describe("after a crash", () => {
  const noStreams = {
    prepare: (slack: Bench["slack"]) => slack.always("chat.startStream", { error: "unknown_method" }),
  };

  test("a post that arrived but was never remembered is found and not repeated", async () => {
    bench = await openBench(noStreams);
    bench.turns.beforeRemember = (handle) => {
      if ((handle as { messages: unknown[] }).messages.length) throw new Error("power cut");
    };
    await mentioned();
    expect(bench.slack.messages).toHaveLength(1);
    bench.turns.beforeRemember = () => undefined;
    await bench.turns.redeliver(ask().id);
    expect(bench.slack.messages).toHaveLength(1);
    expect(bench.slack.callsTo("conversations.replies")).toHaveLength(1);
  });

  test("a post whose answer got lost on the way is found and not repeated", async () => {
    bench = await openBench(noStreams);
    bench.slack.next("chat.postMessage", { breaks: "after" });
    await mentioned();
    expect(bench.turns.failures).toHaveLength(1);
    await bench.turns.redeliver(ask().id);
    expect(bench.slack.messages).toHaveLength(1);
  });

  test("a stream that was opened but never remembered is found by its words", async () => {
    bench = await openBench();
    bench.turns.beforeRemember = (handle) => {
      if ((handle as { messages: unknown[] }).messages.length) throw new Error("power cut");
    };
    await mentioned();
    expect(bench.slack.messages).toMatchObject([{ isStreaming: true }]);
    bench.turns.beforeRemember = () => undefined;
    await bench.turns.redeliver(ask().id);
    expect(bench.slack.messages).toHaveLength(1);
    expect(bench.slack.messages[0]).toMatchObject({ isStreaming: false, isEdited: true });
    expect(visibleText(bench.slack.messages[0]?.blocks)).toContain("It is fully paid. [2]Sources");
  });

  test("a stream that was under way is brought to its end", async () => {
    let attempts = 0;
    async function* script(asked: Ask): AsyncGenerator<ReplyEvent> {
      attempts += 1;
      for (const event of answerScript(asked) as Iterable<ReplyEvent>) {
        if (event.type === "done" && attempts === 1) {
          await sleep(50);
          throw new Error("power cut");
        }
        yield event;
      }
    }
    bench = await openBench({ script });
    await mentioned();
    expect(bench.slack.messages).toMatchObject([{ isStreaming: true }]);
    await bench.turns.redeliver(ask().id);
    expect(bench.slack.messages).toMatchObject([{ isStreaming: false, isEdited: true }]);
  });

  test("a finished reply that is delivered again changes nothing for the reader", async () => {
    bench = await openBench();
    await mentioned();
    await bench.turns.redeliver(ask().id);
    expect(bench.slack.messages).toHaveLength(1);
    expect(visibleText(bench.slack.messages[0]?.blocks)).toContain("Sources");
  });

  test("without the optional history scopes the reply is posted anew rather than not at all", async () => {
    bench = await openBench(noStreams);
    bench.slack.always("conversations.replies", { error: "missing_scope" });
    bench.slack.next("chat.postMessage", { breaks: "before" });
    await mentioned();
    await bench.turns.redeliver(ask().id);
    expect(bench.slack.messages).toHaveLength(1);
  });
});

test("an ending that is no answer replaces what was streamed before it", async () => {
  bench = await openBench({
    script: function* (asked) {
      for (const event of answerScript(asked) as Iterable<ReplyEvent>) {
        if (event.type !== "done") yield event;
      }
      yield {
        type: "done",
        reply: replyTo(asked, {
          outcome: "reason",
          text: released("Access changed; ask again."),
          citations: [],
        }),
      };
    },
  });
  await mentioned();
  expect(bench.slack.messages).toHaveLength(1);
  const shown = visibleText(bench.slack.messages[0]?.blocks);
  expect(shown).toContain("Access changed; ask again.");
  expect(shown).toContain("Not answered");
  expect(shown).not.toContain("sixteen");
});

test("an abstention says so at first sight and cites nothing", async () => {
  bench = await openBench({
    script: function* (asked) {
      yield {
        type: "done",
        reply: replyTo(asked, {
          outcome: "abstention",
          text: released("Nothing in the 34 documents you may read answers this."),
          citations: [],
          interpretedAs: released("how long is parental leave in Spain?"),
        }),
      };
    },
  });
  await mentioned();
  const shown = visibleText(bench.slack.messages[0]?.blocks);
  expect(shown).toContain("Understood as: how long is parental leave in Spain?Not answered by the documents");
  expect(shown).toContain("Nothing in the 34 documents");
  expect(shown).not.toContain("Sources");
});

test("an answer longer than a message continues in the thread, whole", async () => {
  const long = Array.from(
    { length: 260 },
    (_, n) => [`Rule ${n} says that leave is granted on request.`, [1]] as const,
  );
  bench = await openBench({ script: (asked) => spoken(asked, long) });
  await mentioned();
  expect(bench.turns.failures).toEqual([]);
  expect(bench.slack.messages.length).toBeGreaterThan(1);
  const shown = bench.slack.messages.map(({ blocks }) => visibleText(blocks)).join("");
  for (let n = 0; n < 260; n += 1) expect(shown).toContain(`Rule ${n} says`);
  expect(bench.slack.messages.every(({ isStreaming, thread }) => !isStreaming && thread === "10.1")).toBe(
    true,
  );
});

test("what a document says cannot mention or format anything in Slack", async () => {
  const hostile = "<!channel> <@U2> *bold* <https://evil.example|click>";
  bench = await openBench({
    script: (asked) =>
      spoken(asked, [[`Ask \`<!here>\` or <!channel> & <@U2>.`, [1]]], {
        citations: [
          citation(1, { location: released(hostile), quote: released(hostile), uri: "/documents/x" }),
        ],
      }),
  });
  await mentioned();
  const [reply] = bench.slack.messages;
  expect(reply?.text).not.toMatch(/<[@!#]/);
  const json = JSON.stringify(reply?.blocks);
  expect(json).not.toContain('"mrkdwn"');
  expect(json).not.toContain('"type":"user"');
  expect(visibleText(reply?.blocks)).toContain(hostile);
});

test("sources that only the asker may read are offered to them alone", async () => {
  bench = await openBench({
    script: (asked) =>
      spoken(asked, [["Leave is granted.", [1]]], {
        privateSources: asked.audience.kind === "channel" ? 2 : 0,
      }),
  });
  await mentioned();
  expect(bench.slack.ephemerals).toMatchObject([{ channel: "C1", user: "U1", thread: "10.1" }]);
  expect(bench.slack.ephemerals[0]?.text).toBe("2 more sources that only you can see may say more.");
  expect(visibleText(bench.slack.messages[0]?.blocks)).not.toContain("only you");
});

test("a token that is revoked under way fails the delivery; nothing pretends to be sent", async () => {
  bench = await openBench();
  bench.slack.revokeToken();
  await mentioned();
  expect(String(bench.turns.failures[0])).toContain("token_revoked");
  expect(bench.slack.messages).toEqual([]);
});

test("a stream whose opening got no answer is looked for before anything else is posted", async () => {
  bench = await openBench();
  bench.slack.next("chat.startStream", { breaks: "after" });
  await mentioned();
  expect(bench.turns.failures).toEqual([]);
  expect(bench.slack.messages).toHaveLength(1);
  expect(visibleText(bench.slack.messages[0]?.blocks)).toContain("It is fully paid. [2]Sources");
});

test("a reply that breaks off leaves nothing behind that goes on writing", async () => {
  bench = await openBench({
    script: async function* (asked) {
      const [, first] = [...(answerScript(asked) as Iterable<ReplyEvent>)];
      yield first as ReplyEvent;
      await sleep(1_200);
      throw new Error("the model went away");
    },
    prepare: (slack) => slack.always("chat.startStream", { error: "unknown_method" }),
  });
  await mentioned();
  expect(String(bench.turns.failures[0])).toContain("the model went away");
  const calls = bench.slack.calls.length;
  await sleep(3_500);
  expect(bench.slack.calls).toHaveLength(calls);
});

test("a workspace that refuses the feedback buttons gets the answer without them", async () => {
  bench = await openBench({
    prepare: (slack) => slack.always("chat.startStream", { error: "unknown_method" }),
  });
  bench.slack.next("chat.postMessage", { error: "invalid_blocks" });
  await mentioned();
  const shown = visibleText(bench.slack.messages[0]?.blocks);
  expect(shown).toContain("How this was checked");
  expect(shown).not.toContain("Helpful");
});
