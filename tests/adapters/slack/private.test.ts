import { amendPrivately } from "../../../adapters/slack/deliver/private-reply.ts";
import type { Ask, AskId } from "../../../src/conversation/ask.ts";
import { explainReceipt } from "../../../src/safety/explain-receipt.ts";
import { visibleText } from "../../stand-ins/slack-blocks.ts";
import { buttonPress, slashCommand, viewSubmission } from "../../stand-ins/slack-requests.ts";
import { released, replyTo } from "../../stand-ins/slack-scripted-turns.ts";
import { type Bench, openBench } from "./slack-bench.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const question = "how long is parental leave?";
const said = () => bench.slack.callsTo("response_url").map(({ given }) => given);

interface Button {
  readonly action_id: string;
  readonly value: string;
}
function buttons(blocks: unknown): Button[] {
  return (blocks as { elements?: Button[] }[])
    .flatMap(({ elements = [] }) => elements)
    .filter(({ action_id, value }) => action_id && value);
}
const button = (blocks: unknown, action: string) =>
  buttons(blocks).find(({ action_id }) => action_id === action) as Button;

async function command(responseUrl?: string) {
  const payload = slashCommand(bench.slack, { user: "U1", channel: "C1", text: question, responseUrl });
  const response = await bench.send(payload);
  await bench.turns.settled();
  return response;
}

async function press(action: string, value: string, more: { user?: string; type?: string } = {}) {
  const response = await bench.send(
    buttonPress(bench.slack, { user: "U1", channel: "C1", action, value, ...more }),
  );
  expect(response.status).toBe(200);
  await bench.turns.settled();
}

test("a command is acknowledged at once and answered to its asker only", async () => {
  const response = await command();
  expect(JSON.parse(response.body)).toEqual({ response_type: "ephemeral", text: "Looking it up…" });
  const [answer] = said();
  expect(said()).toHaveLength(1);
  expect(answer).toMatchObject({ response_type: "ephemeral", replace_original: true });
  const shown = visibleText(answer?.blocks);
  expect(shown).toContain("Parental leave is sixteen weeks. [1] It is fully paid. [2]Sources");
  expect(shown).toContain("Share in channel");
  expect(bench.slack.messages).toEqual([]);
});

test("a response address that no longer works gives way to the channel, then to a direct message", async () => {
  bench.slack.always("response_url", { httpStatus: 404 });
  await command();
  expect(bench.slack.ephemerals).toMatchObject([{ channel: "C1", user: "U1" }]);
  const elsewhere = slashCommand(bench.slack, { user: "U1", channel: "C9", text: question });
  await bench.send(elsewhere);
  await bench.turns.settled();
  expect(bench.slack.messages).toMatchObject([{ channel: "U1" }]);
  expect(bench.turns.failures).toEqual([]);
});

test("a response address that isn't Slack's is never called", async () => {
  await command("http://127.0.0.1:9/steal");
  expect(said()).toEqual([]);
  expect(bench.slack.ephemerals).toHaveLength(1);
});

test("a private answer is not sent twice after a crash", async () => {
  await command();
  await bench.turns.redeliver((bench.turns.asks[0] as Ask).id);
  expect(said()).toHaveLength(1);
});

test("a private answer waits out a rate limit", async () => {
  bench.slack.next("response_url", { retryAfterSeconds: 1 });
  await command();
  expect(bench.slack.callsTo("response_url").map(({ status }) => status)).toEqual([429, 200]);
});

describe("Share in channel", () => {
  test("repeats the answer for everyone, says who asked, and checks the channel first", async () => {
    await command();
    const share = button(said()[0]?.blocks, "docent_share");
    await press(share.action_id, share.value);
    await bench.slack.until(() => said().length === 2);
    expect(bench.turns.shares).toEqual([{ id: "ask_1", person: "slack:U1", channel: "slack:C1" }]);
    const [shared] = bench.slack.messages;
    expect(shared).toMatchObject({ channel: "C1", metadata: { event_type: "docent_shared" } });
    expect(JSON.stringify(shared?.blocks)).toContain('{"type":"user","user_id":"U1"}');
    expect(visibleText(shared?.blocks)).toContain(` asked and shared: “${question}”Parental leave`);
    expect(visibleText(shared?.blocks)).not.toContain("Share in channel");
    expect(said()[1]).toMatchObject({ replace_original: true, text: "Shared with this conversation." });
  });

  test("happens once, however often the button is pressed", async () => {
    await command();
    const share = button(said()[0]?.blocks, "docent_share");
    bench.slack.next("chat.postMessage", { delayMs: 200 });
    await Promise.all([press(share.action_id, share.value), press(share.action_id, share.value)]);
    await bench.slack.until(() => said().length === 2);
    expect(bench.slack.messages).toHaveLength(1);
  });

  test("keeps an answer private whose sources not everyone may read", async () => {
    await command();
    bench.turns.shareable = { allowed: false, unreadable: 2 };
    const share = button(said()[0]?.blocks, "docent_share");
    await press(share.action_id, share.value);
    await bench.slack.until(() => said().length === 2);
    expect(said()[1]).toMatchObject({
      response_type: "ephemeral",
      replace_original: false,
      text: "Not shared: 2 of its sources can't be read by everyone here.",
    });
    expect(bench.slack.messages).toEqual([]);
  });

  test("works where Docent was not invited, and says so when it cannot", async () => {
    bench.slack.addChannel("C1", ["U1", "U2"], { withoutBot: true });
    await command();
    const share = button(said()[0]?.blocks, "docent_share");
    await press(share.action_id, share.value);
    await bench.slack.until(() => said().length === 3);
    expect(said()[1]).toMatchObject({ response_type: "in_channel" });
    bench.slack.always("chat.postMessage", { error: "is_archived" });
    await press(share.action_id, share.value);
    await bench.slack.until(() => said().length === 4);
    expect(said()[3]?.text).toContain("couldn't post here");
  });
});

test("the button for private sources asks again for the asker's eyes only", async () => {
  await press("docent_ask_privately", JSON.stringify({ question, thread: "10.1" }));
  expect(bench.turns.asks).toMatchObject([
    { question, audience: { kind: "private", person: "slack:U1" }, address: { thread: "10.1" } },
  ]);
  expect(said()).toMatchObject([{ response_type: "ephemeral", replace_original: true, thread_ts: "10.1" }]);
});

test("How this was checked opens the receipt in plain words", async () => {
  await command();
  await press("docent_checked", "ask_1");
  await bench.slack.until(() => bench.slack.callsTo("views.open").length === 1);
  const shown = visibleText(bench.slack.callsTo("views.open")[0]?.given.view);
  for (const { check, result } of explainReceipt(replyTo(bench.turns.asks[0]!).receipt))
    expect(shown).toContain(`${check}: ${result}`);
  expect(shown).toContain("personal-data 1, score 1.00, threshold 0.50");
  expect(shown).toContain("own sentences in 1.2 s");
  await press("docent_checked", "ask_unknown");
  await bench.slack.until(() => bench.slack.callsTo("views.open").length === 2);
  expect(visibleText(bench.slack.callsTo("views.open")[1]?.given.view)).toContain("no longer kept");
});

test("feedback is recorded and thanked for", async () => {
  await press("docent_feedback", "unhelpful ask_1", { type: "feedback_buttons" });
  await bench.slack.until(() => said().length === 1);
  expect(bench.turns.votes).toEqual([{ id: "ask_1", from: "slack:U1", verdict: { kind: "unhelpful" } }]);
  expect(said()[0]).toMatchObject({ replace_original: false, text: "Thank you, that's noted." });
});

test.each([
  ["docent_report", "biased-or-wrong", "Page 12 says otherwise."],
  ["docent_appeal", "appeal", null],
])("%s is a form whose optional comment reaches a person", async (action, kind, comment) => {
  await press(action, "ask_1");
  await bench.slack.until(() => bench.slack.callsTo("views.open").length === 1);
  const view = bench.slack.callsTo("views.open")[0]?.given.view as {
    callback_id: string;
    private_metadata: string;
  };
  const response = await bench.send(
    viewSubmission(bench.slack, {
      user: "U2",
      callback: view.callback_id,
      metadata: view.private_metadata,
      values: { comment: { text: { type: "plain_text_input", value: comment } } },
    }),
  );
  expect(response).toMatchObject({ status: 200, body: "" });
  expect(bench.turns.votes).toEqual([
    { id: "ask_1", from: "slack:U2", verdict: { kind, ...(comment && { comment }) } },
  ]);
});

test("a refusal offers to report and to appeal, and nothing to share", async () => {
  await bench.close();
  bench = await openBench({
    script: (ask) => [
      {
        type: "done",
        reply: replyTo(ask, { outcome: "reason", text: released("I can't help with that."), citations: [] }),
      },
    ],
  });
  await command();
  expect(buttons(said()[0]?.blocks).map(({ action_id }) => action_id)).toEqual([
    "docent_checked",
    "docent_report",
    "docent_appeal",
  ]);
  expect(visibleText(said()[0]?.blocks)).toContain("Not answered");
});

test("a reply that nothing stood in the way of, such as a greeting, is just said", async () => {
  await bench.close();
  bench = await openBench({
    script: (ask) => {
      const { receipt } = replyTo(ask);
      const said = { outcome: "reason", text: released("Hello!"), citations: [] } as const;
      return [{ type: "done", reply: replyTo(ask, { ...said, receipt: { ...receipt, entries: [] } }) }];
    },
  });
  await command();
  expect(visibleText(said()[0]?.blocks)).toBe("Hello!");
});

test("sharing repeats the question as the guard released it, never as it was typed", async () => {
  await command();
  const share = button(said()[0]?.blocks, "docent_share");
  expect(JSON.parse(share.value)).toEqual({ ask: "ask_1" });
  const reply = await bench.turns.reply("ask_1" as AskId, {} as never);
  bench.turns.shareable = { allowed: true, reply, question: released("is [secret] mine?"), unreadable: 0 };
  await press(share.action_id, share.value);
  await bench.slack.until(() => said().length === 2);
  expect(visibleText(bench.slack.messages[0]?.blocks)).toContain("asked and shared: “is [secret] mine?”");
});

test.each([
  ["within half an hour", 60_000, 1],
  ["later, when nobody can edit it", 30 * 60_000, 0],
])("a private reply whose source is gone is replaced %s", async (_, ageMs, replaced) => {
  const sent: unknown[] = [];
  const ask = { id: "ask_1" as AskId, question: "How long?", receivedAt: 1_000 } as Ask;
  const address = { kind: "private", channel: "C1", user: "U1", responseUrl: "https://x" } as const;
  await amendPrivately(
    ask,
    address,
    replyTo(ask, { outcome: "reason", text: released("I took this reply back."), citations: [] }),
    { handle: { sent: 1 }, remember: async () => undefined },
    {
      now: () => ask.receivedAt + ageMs,
      respond: async (_url, message) => {
        sent.push(message);
        return "sent";
      },
    },
  );
  expect(sent).toHaveLength(replaced);
  for (const message of sent)
    expect(message).toMatchObject({ replace_original: true, text: "I took this reply back." });
});
