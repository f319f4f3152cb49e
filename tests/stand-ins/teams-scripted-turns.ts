/** The conversation, scripted: what it is asked is recorded, what it replies is the test's. */
import type { Ask, AskId, Json } from "../../src/conversation/ask.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import type { Citation, Reply, ReplyEvent } from "../../src/conversation/reply.ts";
import type { Feedback, NewAsk, Turns } from "../../src/conversation/turns.ts";
import type { DocumentId, PassageId } from "../../src/documents/document.ts";
import type { Receipt } from "../../src/safety/receipt.ts";
import { ownWords, type Released } from "../../src/safety/released.ts";

export interface ScriptedTurns extends Turns {
  readonly asks: Ask[];
  readonly votes: { id: AskId; from: string; verdict: Feedback }[];
  /** What the courier remembered, by ask; a new `deliver` begins with it. */
  readonly handles: Map<AskId, Json>;
  /** Failures of deliveries. */
  readonly failures: unknown[];
  courier: Courier | undefined;
  /** Carries a reply (again), as after a restart. */
  redeliver(ask: Ask): Promise<void>;
  /** Resolves when every delivery that began has ended. */
  settled(): Promise<void>;
}

interface ScriptedTurnsOptions {
  readonly script: (ask: Ask) => AsyncIterable<ReplyEvent>;
  /** Called before an ask counts as durable. */
  readonly beforeDurable?: () => Promise<void>;
  /** Called before a handle counts as remembered; throwing is a crash at this moment. */
  readonly beforeRemember?: () => void;
}

export function scriptedTurns({
  script,
  beforeDurable,
  beforeRemember,
}: ScriptedTurnsOptions): ScriptedTurns {
  const seen = new Map<string, AskId>();
  const running = new Set<Promise<void>>();
  const replies = new Map<AskId, Reply>();

  const turns: ScriptedTurns = {
    asks: [],
    votes: [],
    handles: new Map(),
    failures: [],
    courier: undefined,
    register(_platform, courier) {
      turns.courier = courier;
    },
    async receive(ask: NewAsk) {
      await beforeDurable?.();
      const known = seen.get(ask.dedupeKey);
      if (known) return { id: known, duplicate: true };
      const id = `ask_${seen.size + 1}` as AskId;
      seen.set(ask.dedupeKey, id);
      const taken: Ask = { ...ask, id, receivedAt: Date.now() };
      turns.asks.push(taken);
      const work: Promise<void> = turns
        .redeliver(taken)
        .catch((error: unknown) => void turns.failures.push(error))
        .finally(() => running.delete(work));
      running.add(work);
      return { id, duplicate: false };
    },
    async redeliver(ask) {
      async function* events() {
        for await (const event of script(ask)) {
          if (event.type === "done") replies.set(ask.id, event.reply);
          yield event;
        }
      }
      await turns.courier?.deliver(ask, events(), {
        handle: turns.handles.get(ask.id),
        async remember(handle) {
          beforeRemember?.();
          turns.handles.set(ask.id, handle);
        },
      });
    },
    async settled() {
      while (running.size) await Promise.all(running);
    },
    start: async () => {},
    stop: async () => {},
    reply: async (id) => replies.get(id),
    mayShare: async () => ({ allowed: false, unreadable: 0 }),
    async shared() {},
    async feedback(id, from, verdict) {
      turns.votes.push({ id, from, verdict });
    },
  };
  return turns;
}

/** Fixed words as released text, for scripts. */
export const released = (text: string): Released => ownWords(Object.assign([text], { raw: [text] }));

const receipt: Receipt = {
  entries: [
    entry("toxicity", 0),
    entry("grounding", 0),
    { ...entry("personal-data", 1), action: "redact", score: 1, reason: "a phone number" },
  ],
  sentences: { drafted: 2, released: 2, redacted: 1, withheld: 0 },
  quarantinedPassages: 1,
};

function entry(filter: string, flagged: number): Receipt["entries"][number] {
  return {
    filter,
    version: "1",
    stage: "sentence",
    score: 0,
    threshold: 0.5,
    action: "allow",
    checked: 2,
    flagged,
  };
}

/** Citation n of an invented handbook. */
export const citation = (n: number, change: Partial<Citation> = {}): Citation => ({
  n,
  title: released("Employee handbook.pdf"),
  uri: `https://example.com/handbook.pdf#page=${n}`,
  location: released(`Employee handbook.pdf, p. ${n}, Leave > Parental`),
  quote: released("Parental leave is sixteen weeks, fully paid, and may be taken in two parts."),
  modifiedAt: "2026-03-02T09:00:00.000Z",
  document: "handbook" as DocumentId,
  passage: `handbook#${n}` as PassageId,
  ...change,
});

/** A finished reply; its text and citations are the parts tests care about. */
export const reply = (ask: Ask, change: Partial<Reply> = {}): Reply => ({
  ask: ask.id,
  outcome: "answer",
  text: released("Parental leave is sixteen weeks. [1] It is fully paid. [2]"),
  citations: [citation(1), citation(2)],
  receipt,
  privateSources: 0,
  model: "extractive",
  timings: { total: 40, search: 10, model: 5, checks: 5 },
  ...change,
});

/** An answer in two sentences, `pauseMs` apart. */
export async function* answering(
  ask: Ask,
  change: Partial<Reply> = {},
  pauseMs = 0,
): AsyncGenerator<ReplyEvent> {
  const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));
  yield { type: "status", text: released("Searching the documents that you may read…") };
  await pause();
  yield { type: "sentence", text: released("Parental leave is sixteen weeks."), lead: "", citations: [1] };
  await pause();
  yield { type: "sentence", text: released("It is fully paid."), lead: " ", citations: [2] };
  await pause();
  yield { type: "done", reply: reply(ask, change) };
}
