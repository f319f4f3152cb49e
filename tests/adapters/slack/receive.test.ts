import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { mention, message, nextTs, slashCommand } from "../../stand-ins/slack-requests.ts";
import { type Bench, openBench, signingSecret } from "./slack-bench.ts";

describe("what Slack sends", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    await bench.turns.settled();
    bench.turns.asks.length = 0;
    bench.turns.ledger = async () => undefined;
  });

  const asked = () => bench.turns.asks.map(({ question }) => question);

  test("a genuine mention is taken and acknowledged", async () => {
    const response = await bench.send(mention(bench.slack, { user: "U1", channel: "C1", text: "how long?" }));
    expect(response.status).toBe(200);
    expect(asked()).toEqual(["how long?"]);
  });

  test("a wrong signature, none, or one over another body is refused", async () => {
    const payload = mention(bench.slack, { user: "U1", channel: "C1", text: "how long?" });
    const forged = `v0=${createHmac("sha256", "another secret").update("v0:1:").digest("hex")}`;
    const wrongs: readonly Parameters<Bench["send"]>[1][] = [
      { headers: { "x-slack-signature": forged } },
      { headers: { "x-slack-signature": "v0=" } },
      { headers: { "x-slack-signature": "nonsense" } },
      { headers: { "x-slack-request-timestamp": "soon" } },
      { signedBody: `${payload.body} ` },
    ];
    for (const options of wrongs) {
      expect((await bench.send(payload, options)).status).toBe(401);
    }
    const unsigned = await fetch(bench.url, {
      method: "POST",
      headers: { "content-type": payload.contentType },
      body: payload.body,
    });
    expect(unsigned.status).toBe(401);
    expect(asked()).toEqual([]);
  });

  test.each([
    [-299, 200],
    [299, 200],
    [-302, 401],
    [302, 401],
  ])("a timestamp %i seconds away from our clock is answered %i", async (clockSeconds, status) => {
    const payload = mention(bench.slack, { user: "U1", channel: "C1", text: "when?" });
    expect((await bench.send(payload, { clockSeconds })).status).toBe(status);
  });

  test("the certificate check is answered only when it carries nothing else", async () => {
    const post = (body: string) =>
      fetch(bench.url, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body,
      });
    expect((await post("ssl_check=1")).status).toBe(200);
    expect((await post("ssl_check=1&token=verification")).status).toBe(200);
    const { body, contentType, payload } = slashCommand(bench.slack, {
      user: "U1",
      channel: "C1",
      text: "let me in",
    });
    expect((await post(`ssl_check=1&${body}`)).status).toBe(401);
    expect((await bench.send({ contentType, payload, body: `ssl_check=1&${body}` })).status).toBe(400);
    expect(asked()).toEqual([]);
  });

  test("the address is confirmed with Slack's challenge, signed only", async () => {
    const body = JSON.stringify({ type: "url_verification", challenge: "3eZbrw1a", token: "t" });
    const payload = { contentType: "application/json", body, payload: {} };
    expect(await bench.send(payload)).toMatchObject({ status: 200, body: "3eZbrw1a" });
    expect((await bench.send(payload, { signedBody: "{}" })).status).toBe(401);
  });

  test("a body that nobody can read is refused without harm", async () => {
    const payload = { contentType: "application/json", body: "{", payload: {} };
    expect((await bench.send(payload)).status).toBe(400);
  });

  test("the ask is durable before Slack hears of it", async () => {
    let isWritten = false;
    bench.turns.ledger = async () => {
      await sleep(150);
      isWritten = true;
    };
    const response = await bench.send(mention(bench.slack, { user: "U1", channel: "C1", text: "durable?" }));
    expect(isWritten).toBe(true);
    expect(response).toMatchObject({ status: 200 });
    expect(response.ms).toBeGreaterThanOrEqual(145);
  });

  test("a ledger that fails or hangs makes Slack deliver again", async () => {
    const payload = mention(bench.slack, { user: "U1", channel: "C1", text: "again?" });
    bench.turns.ledger = async () => {
      throw new Error("disk full");
    };
    expect((await bench.send(payload)).status).toBe(503);
    bench.turns.ledger = () => sleep(4_000);
    const slow = await bench.send(payload);
    expect(slow.status).toBe(503);
    expect(slow.ms).toBeLessThan(3_000);
    bench.turns.ledger = async () => undefined;
    const retried = await bench.send(payload, {
      headers: { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_error" },
    });
    expect(retried.status).toBe(200);
    await sleep(1_500);
    expect(asked()).toEqual(["again?"]);
  });

  test("a command whose question cannot be written down says so", async () => {
    bench.turns.ledger = async () => {
      throw new Error("disk full");
    };
    const response = await bench.send(slashCommand(bench.slack, { user: "U1", channel: "C1", text: "x?" }));
    expect(response.status).toBe(200);
    expect(JSON.parse(response.body)).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringContaining("couldn't write your question down"),
    });
  });

  test("retries and replays of one event are one ask, whatever their headers say", async () => {
    const payload = mention(bench.slack, { user: "U1", channel: "C1", text: "once?" });
    const retries: Record<string, string>[] = [
      {},
      { "x-slack-retry-num": "1" },
      { "x-slack-retry-num": "2" },
    ];
    const statuses = await Promise.all(
      retries.map(async (headers) => (await bench.send(payload, { headers })).status),
    );
    expect(statuses).toEqual([200, 200, 200]);
    expect(asked()).toEqual(["once?"]);
  });

  test("one message that arrives as a mention and as a direct message is one private ask", async () => {
    const ts = nextTs();
    const text = `<@${bench.slack.bot.user}> twice?`;
    await bench.send(message(bench.slack, { user: "U1", channel: "D1", text, ts }));
    await bench.send(mention(bench.slack, { user: "U1", channel: "D1", text: "twice?", ts }));
    expect(asked()).toEqual(["twice?"]);
    expect(bench.turns.asks[0]?.audience).toEqual({ kind: "private", person: "slack:U1" });
  });

  test("bots, edits, deletions and other people's talk are ignored", async () => {
    const { slack } = bench;
    const written = { user: "U1", channel: "D1", text: "hello" };
    for (const payload of [
      message(slack, { ...written, user: slack.bot.user }),
      message(slack, written, { bot_id: "B9" }),
      message(slack, written, { subtype: "bot_message" }),
      message(slack, written, { subtype: "message_changed", hidden: true }),
      message(slack, written, { subtype: "channel_join" }),
      message(slack, written, { edited: { user: "U1", ts: "1.2" } }),
      message(slack, { ...written, channel: "G1" }, { channel_type: "mpim" }),
      message(slack, { ...written, channel: "C1", thread: "1.0" }, { channel_type: "channel" }),
    ]) {
      expect((await bench.send(payload)).status).toBe(200);
    }
    expect(asked()).toEqual([]);
  });

  test("who is asking, where, and who will read it", async () => {
    const { slack } = bench;
    await bench.send(mention(slack, { user: "U1", channel: "C1", text: "a?", ts: "10.1" }));
    await bench.send(mention(slack, { user: "U2", channel: "C1", text: "b?", ts: "10.2", thread: "10.1" }));
    await bench.send(
      message(
        slack,
        { user: "U1", channel: "G7", text: `<@${slack.bot.user}> c?`, ts: "10.3" },
        { channel_type: "mpim" },
      ),
    );
    await bench.send(message(slack, { user: "U1", channel: "D1", text: "d?", ts: "10.4" }));
    await bench.send(slashCommand(slack, { user: "U2", channel: "C1", text: "e?" }));
    expect(
      bench.turns.asks.map(({ tenant, person, audience, conversation, question }) => ({
        tenant,
        person,
        audience,
        conversation,
        question,
      })),
    ).toEqual([
      {
        tenant: "acme",
        person: "slack:U1",
        audience: { kind: "channel", channel: "slack:C1" },
        conversation: "slack:C1:10.1",
        question: "a?",
      },
      {
        tenant: "acme",
        person: "slack:U2",
        audience: { kind: "channel", channel: "slack:C1" },
        conversation: "slack:C1:10.1",
        question: "b?",
      },
      {
        tenant: "acme",
        person: "slack:U1",
        audience: { kind: "channel", channel: "slack:G7" },
        conversation: "slack:G7:10.3",
        question: "c?",
      },
      {
        tenant: "acme",
        person: "slack:U1",
        audience: { kind: "private", person: "slack:U1" },
        conversation: "slack:D1:10.4",
        question: "d?",
      },
      {
        tenant: "acme",
        person: "slack:U2",
        audience: { kind: "private", person: "slack:U2" },
        conversation: "slack:C1:private:U2",
        question: "e?",
      },
    ]);
  });

  test("a question reads as it was typed", async () => {
    const { slack } = bench;
    const text =
      "is <https://example.com/leave|the leave page> &amp; <#C2|hr> right for <@U2|ben> &lt;3? <!here> <mailto:a@b.c|a@b.c>";
    await bench.send(mention(slack, { user: "U1", channel: "C1", text }));
    expect(asked()).toEqual(["is the leave page & #hr right for @ben <3? @here a@b.c"]);
  });

  test("help and an empty command explain themselves without asking anything", async () => {
    for (const text of ["", "  ", "help", "HELP"]) {
      const response = await bench.send(slashCommand(bench.slack, { user: "U1", channel: "C1", text }));
      expect(JSON.parse(response.body)).toMatchObject({
        response_type: "ephemeral",
        text: expect.stringContaining("/ask How many days"),
      });
    }
    expect(asked()).toEqual([]);
  });

  test("a notice that events are held back is logged", async () => {
    const body = JSON.stringify({ type: "app_rate_limited", minute_rate_limited: 1_790_000_000 });
    expect((await bench.send({ contentType: "application/json", body, payload: {} })).status).toBe(200);
    expect(bench.log.warn).toHaveBeenCalledWith(
      expect.stringContaining("holds events back"),
      expect.anything(),
    );
  });

  test("nothing of a question is logged", () => {
    const logged = JSON.stringify(Object.values(bench.log).map((level) => level.mock.calls));
    expect(logged).not.toContain("how long?");
    expect(logged).not.toContain(signingSecret);
  });
});

test("before Docent knows its workspace, events are to come again", async () => {
  const bench = await openBench({ isStarted: false });
  expect((await bench.send(mention(bench.slack, { user: "U1", channel: "C1", text: "early?" }))).status).toBe(
    503,
  );
  await bench.close();
});
