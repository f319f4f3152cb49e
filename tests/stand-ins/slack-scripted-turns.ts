/** The conversation as Slack's tests need it: asks are recorded, replies are scripted, crashes happen on demand. */
import type { Ask, AskId, Json } from "../../src/conversation/ask.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import { withMarkers } from "../../src/conversation/markers.ts";
import type { Citation, Reply, ReplyEvent } from "../../src/conversation/reply.ts";
import type { Feedback, Turns } from "../../src/conversation/turns.ts";
import type { DocumentId, PassageId } from "../../src/documents/document.ts";
import { joinReleased, ownWords, type Released } from "../../src/safety/released.ts";

export interface ScriptedSlackTurns extends Turns {
  readonly asks: Ask[];
  readonly votes: { id: AskId; from: string; verdict: Feedback }[];
  /** What the courier remembered last, by ask. */
  readonly handles: Map<AskId, Json>;
  /** Deliveries that failed. */
  readonly failures: unknown[];
  /** What `mayShare` says. */
  shareable: Awaited<ReturnType<Turns["mayShare"]>> | undefined;
  /** Who asked to share what where. */
  readonly shares: { id: AskId; person: string; channel: string }[];
  /** What was repeated where. */
  readonly copies: { id: AskId; copy: Parameters<Turns["shared"]>[1] }[];
  /** Replaces what writing to the ledger does. */
  ledger: () => Promise<void>;
  /** Called instead of remembering; throwing is a crash right then. */
  beforeRemember: (handle: Json) => void;
  /** Carries the reply to an ask once more, as after a restart. */
  redeliver(id: AskId): Promise<void>;
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>;
}

/** @param script what is replied to an ask. */
export function scriptedSlackTurns(
  script: (ask: Ask) => AsyncIterable<ReplyEvent> | Iterable<ReplyEvent>,
): ScriptedSlackTurns {
  const seen = new Map<string, Ask>();
  const replies = new Map<AskId, Reply>();
  const running = new Set<Promise<void>>();
  let courier: Courier | undefined;

  async function deliver(ask: Ask): Promise<void> {
    async function* events() {
      for await (const event of script(ask)) {
        if (event.type === "done") replies.set(ask.id, event.reply);
        yield event;
      }
    }
    await courier?.deliver(ask, events(), {
      handle: turns.handles.get(ask.id),
      async remember(handle) {
        turns.beforeRemember(handle);
        turns.handles.set(ask.id, handle);
      },
    });
  }

  const turns: ScriptedSlackTurns = {
    asks: [],
    votes: [],
    handles: new Map(),
    failures: [],
    shares: [],
    copies: [],
    shareable: undefined,
    ledger: async () => undefined,
    beforeRemember: () => undefined,
    register(_platform, registered) {
      courier = registered;
    },
    async receive(ask) {
      await turns.ledger();
      const known = seen.get(ask.dedupeKey);
      if (known) return { id: known.id, duplicate: true };
      const taken: Ask = { ...ask, id: `ask_${seen.size + 1}` as AskId, receivedAt: Date.now() };
      seen.set(ask.dedupeKey, taken);
      turns.asks.push(taken);
      const work: Promise<void> = deliver(taken)
        .catch((error: unknown) => void turns.failures.push(error))
        .finally(() => running.delete(work));
      running.add(work);
      return { id: taken.id, duplicate: false };
    },
    async redeliver(id) {
      await deliver(turns.asks.find((ask) => ask.id === id) as Ask);
    },
    async settled() {
      while (running.size) await Promise.all(running);
    },
    start: async () => undefined,
    stop: async () => undefined,
    reply: async (id) => replies.get(id),
    async mayShare(id, person, channel) {
      turns.shares.push({ id, person, channel });
      const asked = turns.asks.find((ask) => ask.id === id)?.question;
      const question = asked === undefined ? undefined : released(asked);
      return turns.shareable ?? { allowed: true, reply: replies.get(id), question, unreadable: 0 };
    },
    async shared(id, copy) {
      turns.copies.push({ id, copy });
    },
    async feedback(id, from, verdict) {
      turns.votes.push({ id, from, verdict });
    },
  };
  return turns;
}

/** Words of a test as released text. */
export const released = (text: string): Released => ownWords(Object.assign([text], { raw: [text] }));

/** Citation `n` of an invented handbook. */
export const citation = (n: number, change: Partial<Citation> = {}): Citation => ({
  n,
  title: released("Employee handbook"),
  uri: `https://example.com/handbook.pdf#page=${n}`,
  location: released(`Employee handbook, p. ${n}, Leave > Parental`),
  quote: released("Parental leave is sixteen weeks, fully paid."),
  modifiedAt: "2026-11-03T09:00:00.000Z",
  document: "handbook" as DocumentId,
  passage: `handbook#${n}` as PassageId,
  ...change,
});

/** A finished reply. */
export const replyTo = (ask: Pick<Ask, "id">, change: Partial<Reply> = {}): Reply => ({
  ask: ask.id,
  outcome: "answer",
  text: released("Parental leave is sixteen weeks. [1]"),
  citations: [citation(1)],
  receipt: {
    entries: [
      {
        filter: "grounding",
        version: "2",
        stage: "sentence",
        score: 0.1,
        threshold: 0.5,
        action: "allow",
        checked: 3,
        flagged: 0,
      },
      {
        filter: "personal-data",
        version: "1",
        stage: "sentence",
        score: 1,
        threshold: 0.5,
        action: "redact",
        reason: "A phone number.",
        checked: 3,
        flagged: 1,
      },
    ],
    sentences: { drafted: 3, released: 2, redacted: 1, withheld: 1 },
    quarantinedPassages: 1,
  },
  privateSources: 0,
  model: "extractive",
  timings: { total: 1_200, search: 20, model: 900, checks: 80 },
  ...change,
});

/** Sentences with their citations, and the reply that consists of them. */
export function* spoken(
  ask: Ask,
  sentences: readonly (readonly [text: string, citations: readonly number[]])[],
  change: Partial<Reply> = {},
): Generator<ReplyEvent> {
  yield { type: "status", text: released("Reading 3 documents") };
  const pieces: Released[] = [];
  for (const [index, [words, citations]] of sentences.entries()) {
    const text = released(words);
    pieces.push(withMarkers(text, citations));
    yield { type: "sentence", text, lead: index ? " " : "", citations };
  }
  const numbers = [...new Set(sentences.flatMap(([, citations]) => citations))];
  yield {
    type: "done",
    reply: replyTo(ask, {
      text: joinReleased(pieces, " "),
      citations: numbers.map((n) => citation(n)),
      ...change,
    }),
  };
}
