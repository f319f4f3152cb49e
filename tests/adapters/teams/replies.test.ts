import type { Ask, AskId } from "../../../src/conversation/ask.ts";
import type { ReplyEvent } from "../../../src/conversation/reply.ts";
import type { ConnectorCall } from "../../stand-ins/bot-framework.ts";
import {
  CHUNK_INTERVAL_MS,
  inChannel,
  message,
  startTeamsDocent,
  type TeamsDocent,
} from "../../stand-ins/teams-docent.ts";
import { answering, citation, released, reply } from "../../stand-ins/teams-scripted-turns.ts";

const started: TeamsDocent[] = [];
afterEach(async () => {
  for (const docent of started.splice(0)) await docent.stop();
});

async function start(options: Parameters<typeof startTeamsDocent>[0] = {}): Promise<TeamsDocent> {
  const docent = await startTeamsDocent(options);
  started.push(docent);
  return docent;
}

/** Posts a message, waits for its reply, and gives what Teams got, typing signs aside. */
async function conversation(running: TeamsDocent, change: object = {}): Promise<ConnectorCall[]> {
  const response = await running.post(message(running.microsoft, change));
  expect(response.status).toBe(200);
  await running.turns.settled();
  return running.microsoft.activities().filter(({ body }) => body.type !== "typing" || body.text);
}

const streamInfo = ({ body }: ConnectorCall) =>
  body.entities?.find(({ type }: { type: string }) => type === "streaminfo");
const aiLabel = ({ body }: ConnectorCall) =>
  body.entities?.filter(({ type }: { type: string }) => type === "https://schema.org/Message") ?? [];

const slowly = (ask: Ask) => answering(ask, {}, CHUNK_INTERVAL_MS * 1.5);

describe("in a one-to-one chat the answer streams", () => {
  test("a status, growing text, one final message; on the wire with all their members", async () => {
    const calls = await conversation(await start({ script: slowly }));
    const infos = calls.map(streamInfo);
    expect(infos[0]).toEqual({ type: "streaminfo", streamType: "informative", streamSequence: 1 });
    const chunks = infos.slice(1, -1);
    expect(chunks.length).toBeGreaterThan(0);
    chunks.forEach((info, index) => {
      expect(info).toEqual({
        type: "streaminfo",
        streamType: "streaming",
        streamSequence: index + 2,
        streamId: "activity-1",
      });
    });
    expect(infos.at(-1)).toEqual({ type: "streaminfo", streamType: "final", streamId: "activity-1" });
    expect(calls.map(({ body }) => body.type)).toEqual([...calls.slice(1).map(() => "typing"), "message"]);
  });

  test("each chunk begins with the one before, the final message with the last", async () => {
    const calls = await conversation(await start({ script: slowly }));
    const texts = calls.slice(1).map(({ body }) => body.text as string);
    texts.slice(1).forEach((text, index) => {
      expect(text.startsWith(texts[index] ?? "?")).toBe(true);
    });
    expect(texts.at(-1)).toBe("Parental leave is sixteen weeks. [1] It is fully paid. [2]");
  });

  test("chunks keep their distance, one at a time", async () => {
    const many = async function* (ask: Ask): AsyncGenerator<ReplyEvent> {
      for (let n = 0; n < 40; n++) {
        yield { type: "sentence", text: released(`Sentence ${n}.`), lead: n ? " " : "", citations: [1] };
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      yield { type: "done", reply: reply(ask) };
    };
    const calls = await conversation(await start({ script: many }));
    const pauses = calls.slice(1).map(({ at }, index) => at - (calls[index]?.at ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(CHUNK_INTERVAL_MS - 2);
    expect(calls.length).toBeLessThan(20);
  });

  test("label, citations, card and feedback come with the final message alone", async () => {
    const calls = await conversation(await start({ script: slowly }));
    for (const call of calls.slice(0, -1)) {
      expect(aiLabel(call)).toEqual([]);
      expect(call.body.attachments).toBeUndefined();
      expect(call.body.channelData.feedbackLoop).toBeUndefined();
    }
    const final = calls.at(-1) as ConnectorCall;
    expect(aiLabel(final)).toEqual([
      {
        type: "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "@id": "",
        additionalType: ["AIGeneratedContent"],
        citation: [1, 2].map((position) => ({
          "@type": "Claim",
          position,
          appearance: {
            "@type": "DigitalDocument",
            name: `Employee handbook.pdf, p. ${position}, Leave > Parental`,
            url: `https://example.com/handbook.pdf#page=${position}`,
            abstract: "Parental leave is sixteen weeks, fully paid, and may be taken in two parts.",
            image: { "@type": "ImageObject", name: "PDF" },
          },
        })),
      },
    ]);
    expect(final.body.channelData.feedbackLoop).toEqual({ type: "custom" });
    expect(final.body.attachments[0].contentType).toBe("application/vnd.microsoft.card.adaptive");
    const card = JSON.stringify(final.body.attachments[0].content);
    expect(card).toContain("1 flagged, removed from the text: a phone number");
    expect(card).toContain("1 passage tried to give instructions and was not used");
    expect(card).toContain("Hate, harassment and other harm, Support by the sources");
  });

  test.each([
    ["403 ContentStreamNotAllowed", { status: 403, code: "ContentStreamNotAllowed" }],
    ["202 with an error", { status: 202, code: "ContentStreamSequenceOrderPreConditionFailed" }],
    ["429", { status: 429, code: "TooManyRequests" }],
  ])("when Teams refuses a chunk (%s) the whole answer replaces what is there", async (_name, refusal) => {
    const running = await start({ script: slowly });
    running.microsoft.refuse = ({ body }) =>
      body?.entities?.some((entity: { streamType?: string }) => entity.streamType === "streaming")
        ? { ...refusal, message: "no streaming now" }
        : undefined;
    const calls = await conversation(running);
    const last = calls.at(-2) as ConnectorCall;
    expect([last.method, last.path]).toEqual([
      "PUT",
      "/v3/conversations/a:chat-with-ana/activities/activity-1",
    ]);
    expect(last.body.text).toBe("Parental leave is sixteen weeks. [1] It is fully paid. [2]");
    expect(aiLabel(last)).toHaveLength(1);
    expect(running.turns.failures).toEqual([]);
  });

  test("when Teams does not stream here at all, the answer is one message", async () => {
    const running = await start();
    running.microsoft.refuse = ({ body }) =>
      body?.type === "typing" ? { status: 403, code: "ContentStreamNotAllowed" } : undefined;
    const calls = await conversation(running);
    expect(calls.map(({ method, body }) => [method, body.type])).toEqual([
      ["POST", "message"],
      ["PUT", "message"],
      ["POST", "message"],
    ]);
    expect(streamInfo(calls[1] as ConnectorCall)).toBeUndefined();
  });

  test("when the person presses Stop, nothing more is sent", async () => {
    const running = await start({ script: slowly });
    running.microsoft.refuse = ({ body }) =>
      body?.entities?.some((entity: { streamType?: string }) => entity.streamType === "streaming")
        ? { status: 403, code: "ContentStreamNotAllowed", message: "Content stream was canceled by user" }
        : undefined;
    const calls = await conversation(running);
    expect(calls.map(streamInfo).map(({ streamType }) => streamType)).toEqual(["informative"]);
    expect(running.turns.failures).toEqual([]);
  });

  test("after two minutes the stream is left, and the answer replaces it", async () => {
    const running = await start({ script: slowly, streamMs: 30 });
    const calls = await conversation(running);
    expect(calls.map(({ method }) => method)).toEqual(["POST", "PUT", "POST"]);
  });
});

describe("in channels and groups", () => {
  test("a status line is posted into the thread and replaced by the answer; the card follows", async () => {
    const calls = await conversation(await start(), inChannel);
    const thread = "/v3/conversations/19:general@thread.tacv2;messageid=1690000000000/activities";
    expect(calls.map(({ method, path }) => [method, path])).toEqual([
      ["POST", thread],
      ["PUT", `${thread}/activity-1`],
      ["POST", thread],
    ]);
    expect(calls[0]?.body.text).toContain("Searching");
    expect(calls[1]?.body.text).toContain("sixteen weeks");
    expect(calls.every((call) => streamInfo(call) === undefined)).toBe(true);
  });

  test("a private answer is offered to everybody alike: nobody learns whether the asker could read more", async () => {
    const [none, some] = [0, 2].map(async (privateSources) => {
      const calls = await conversation(
        await start({ script: (ask) => answering(ask, { privateSources }) }),
        inChannel,
      );
      return calls.at(-1)?.body.attachments[0].content.actions.map(({ title }: { title: string }) => title);
    });
    expect(await some).toContain("Ask me again in private");
    expect(await some).toEqual(await none);
  });
});

describe("a crash", () => {
  test("between the status and the answer ends in one answer, in the place of the status", async () => {
    const running = await start({
      script: async function* (ask) {
        yield { type: "status", text: released("Searching…") };
        if (running.turns.handles.size && running.turns.failures.length === 0) throw new Error("killed");
        yield { type: "done", reply: reply(ask) };
      },
    });
    await conversation(running, inChannel);
    expect(running.turns.failures).toHaveLength(1);
    await running.turns.redeliver(running.turns.asks[0] as Ask);
    const answers = running.microsoft.activities().filter(({ body }) => body.text?.includes("sixteen"));
    expect(answers.map(({ method }) => method)).toEqual(["PUT"]);
  });

  test("between send and remember repeats a status line at worst, never an answer", async () => {
    let crashes = 1;
    const running = await start({
      beforeRemember: () => {
        if (crashes-- > 0) throw new Error("killed");
      },
    });
    await conversation(running);
    expect(running.turns.failures).toHaveLength(1);
    await running.turns.redeliver(running.turns.asks[0] as Ask);
    const answers = running.microsoft.activities().filter(({ body }) => body.text?.includes("sixteen"));
    expect(answers).toHaveLength(1);
  });

  test("after the final message but before it was noted ends in an edit of the same message", async () => {
    const running = await start();
    await conversation(running);
    running.microsoft.refuse = ({ body }) =>
      body?.entities?.some((entity: { streamType?: string }) => entity.streamType === "final")
        ? { status: 403, code: "ContentStreamNotAllowed", message: "already completed" }
        : undefined;
    await running.turns.redeliver(running.turns.asks[0] as Ask);
    const last = running.microsoft.activities().at(-2);
    expect([last?.method, last?.path]).toEqual([
      "PUT",
      "/v3/conversations/a:chat-with-ana/activities/activity-1",
    ]);
  });
});

describe("what Teams refuses for a while is tried again", () => {
  test.each([412, 429, 502, 504])("%i", async (status) => {
    const running = await start();
    let refusals = 2;
    running.microsoft.refuse = ({ method }) =>
      method === "PUT" && refusals-- > 0 ? { status, headers: { "retry-after": "0" } } : undefined;
    const calls = await conversation(running, inChannel);
    expect(calls.filter(({ method }) => method === "PUT")).toHaveLength(1);
    expect(running.turns.failures).toEqual([]);
  });

  test("a person who blocked the bot is given up at once, with the reason", async () => {
    const running = await start();
    running.microsoft.refuse = () => ({ status: 403, code: "MessageWritesBlocked", message: "blocked" });
    await conversation(running);
    expect(String(running.turns.failures[0])).toContain("MessageWritesBlocked");
    expect(running.microsoft.calls.filter(({ body }) => body?.text)).toHaveLength(1);
  });
});

describe("size", () => {
  const huge = (ask: Ask) =>
    answering(ask, {
      text: released("A long line of the handbook about leave. ".repeat(3_000)),
      citations: Array.from({ length: 30 }, (_, index) =>
        citation(index + 1, { quote: released("q".repeat(5_000)) }),
      ),
    });

  test("a message never exceeds Teams' 80 KB and its citations never twenty", async () => {
    const final = (await conversation(await start({ script: huge }), inChannel)).at(-1) as ConnectorCall;
    expect(JSON.stringify(final.body).length * 2).toBeLessThanOrEqual(81 * 1024);
    expect(final.body.text).toContain("longer than Teams allows");
    const [entity] = aiLabel(final);
    expect(entity.citation).toHaveLength(20);
    for (const { appearance } of entity.citation) {
      expect(appearance.name.length).toBeLessThanOrEqual(80);
      expect(appearance.abstract.length).toBeLessThanOrEqual(160);
    }
  });

  test("what Teams finds too large all the same (413) is sent shorter, in the same message", async () => {
    const running = await start();
    running.microsoft.refuse = ({ method, body }) =>
      method === "POST" && body.attachments ? { status: 413, code: "MessageSizeTooBig" } : undefined;
    const calls = await conversation(running, inChannel);
    expect(new Set(calls.map(({ method, path }) => `${method} ${path.split("/").at(-1)}`))).toEqual(
      new Set(["POST activities", "PUT activity-1"]),
    );
    expect(running.turns.failures).toEqual([]);
  });
});

test("a reply goes to the address that Microsoft used last", async () => {
  const running = await start();
  await conversation(running);
  const moved = `${running.microsoft.serviceUrl}/`;
  const token = await running.microsoft.token({ serviceUrl: moved });
  await running.post(message(running.microsoft, { id: "2", serviceUrl: moved }), `Bearer ${token}`);
  await running.turns.settled();
  await running.turns.redeliver(running.turns.asks[0] as Ask);
  expect(running.microsoft.activities().at(-1)?.body.serviceUrl).toBe(moved);
});

test("an abstention carries no AI label, a reason no feedback but an appeal", async () => {
  const running = await start({
    script: async function* (ask) {
      yield {
        type: "done",
        reply: reply(ask, { outcome: "reason", text: released("I may not."), citations: [] }),
      };
    },
  });
  const final = (await conversation(running)).at(-1) as ConnectorCall;
  expect(aiLabel(final)).toEqual([]);
  expect(final.body.channelData.feedbackLoop).toBeUndefined();
  expect(final.body.attachments[0].content.actions.at(-1)).toMatchObject({
    title: "Appeal a block",
    card: {
      body: [{}, { type: "Input.Text", id: "comment" }],
      actions: [{ title: "Send", data: { docent: "appeal", ask: "ask_1" satisfies string as AskId } }],
    },
  });
});
