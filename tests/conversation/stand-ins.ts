/** Small stand-ins for the rooms that a turn is made of, for tests that look at one behaviour at a time. */

import { mayRead } from "../../src/access/audience.ts";
import type { Membership, PersonRecord, Standing } from "../../src/access/membership.ts";
import {
  type ChannelId,
  channelId,
  groupId,
  type PersonId,
  personId,
  type Scope,
  scope,
  tenantId,
} from "../../src/access/scopes.ts";
import type { AnswerParts } from "../../src/conversation/answer-parts.ts";
import type { Ask, AskId, ConversationId } from "../../src/conversation/ask.ts";
import type { TurnMetrics } from "../../src/conversation/create-turns.ts";
import type { Reply, ReplyEvent } from "../../src/conversation/reply.ts";
import type { NewAsk } from "../../src/conversation/turns.ts";
import type { DocumentId, Passage, PassageId } from "../../src/documents/document.ts";
import type { Model, Prompt } from "../../src/models/model.ts";
import type { Log } from "../../src/operations/log.ts";
import type { Retrieval } from "../../src/retrieval/search.ts";
import type { Admission, Checks, Guard, ReleasedSentence } from "../../src/safety/guard.ts";
import type { ReceiptEntry } from "../../src/safety/receipt.ts";
import { releaseKey } from "../../src/safety/release-key.ts";
import { Released } from "../../src/safety/released.ts";

export const TENANT = tenantId("acme");
export const ANA = personId("local:ana");
export const BEN = personId("local:ben");
export const SALES = channelId("local:sales");

/** Text as if the guard had let it go. */
export const released = (text: string): Released => new Released(text, releaseKey);

/** A passage whose id is `<document>#<n>`. */
export function passage(document: string, text: string, scopes: readonly string[] = ["org"], n = 0): Passage {
  return {
    id: `${document}#${n}` as PassageId,
    document: document as DocumentId,
    tenant: TENANT,
    version: "v1",
    ordinal: n,
    title: document,
    uri: `docent:${document}`,
    scopes: scopes.map(scope),
    location: { headings: [] },
    modifiedAt: "2026-01-01T00:00:00Z",
    text,
  };
}

let asked = 0;

/** An ask as an adapter hands it over. */
export function newAsk(question: string, change: Partial<NewAsk> = {}): NewAsk {
  const person = change.person ?? ANA;
  return {
    tenant: TENANT,
    platform: "local",
    dedupeKey: `message-${++asked}`,
    person,
    audience: { kind: "private", person },
    conversation: "conversation" as ConversationId,
    question,
    address: null,
    ...change,
  };
}

export const askOf = (ask: NewAsk): Ask => ({
  ...ask,
  id: `ask_${++asked}` as AskId,
  receivedAt: Date.now(),
});

interface Person {
  readonly standing: Standing;
  readonly channels: readonly ChannelId[];
  readonly groups: readonly string[];
}

/** Membership that a test may change at any time; nothing is cached. */
export function people(
  known: Record<string, Partial<Person>>,
  knownChannels: Record<string, { hasOutsiders: boolean }> = {},
) {
  const records = new Map(Object.entries(known));
  const channels = new Map(Object.entries(knownChannels).map(([id, { hasOutsiders }]) => [id, hasOutsiders]));
  const membership: Membership = {
    person: async (id): Promise<PersonRecord | undefined> => {
      const found = records.get(id);
      if (!found) return undefined;
      const { standing = "member", channels: memberOf = [], groups = [] } = found;
      return {
        person: id,
        name: id,
        standing,
        channels: memberOf,
        groups: groups.map(groupId),
      };
    },
    channel: async (id) => {
      const hasOutsiders = channels.get(id);
      return hasOutsiders === undefined ? undefined : { channel: id, name: id, hasOutsiders };
    },
    invalidate: () => undefined,
  };
  return {
    membership,
    set: (id: PersonId, person: Partial<Person>) => void records.set(id, person),
    remove: (id: PersonId) => void records.delete(id),
    setOutsiders: (id: ChannelId, hasOutsiders: boolean) => void channels.set(id, hasOutsiders),
  };
}

const words = (text: string) => new Set(text.toLowerCase().match(/[a-z0-9]{3,}/g) ?? []);

/** A library that finds passages by shared words, inside the scopes it is given. */
export function library(passages: readonly Passage[]) {
  const shelf = new Map(passages.map((found) => [found.id, found]));
  const searches: Parameters<Retrieval["search"]>[0][] = [];
  const retrieval: Retrieval = {
    search: async (request) => {
      searches.push(request);
      const readable = [...shelf.values()].filter(
        (found) => found.tenant === request.tenant && mayRead(found.scopes, request.scopes),
      );
      const hits = readable
        .map((found) => {
          const has = words(found.text);
          const score = Math.max(
            ...request.texts.map(
              ({ text, weight }) => weight * [...words(text)].filter((word) => has.has(word)).length,
            ),
          );
          return { passage: found, score };
        })
        .filter(({ score }) => score > 0)
        .sort((one, other) => other.score - one.score)
        .slice(0, request.limit);
      return {
        passages: hits,
        answerability: {
          score: hits[0]?.score ?? 0,
          threshold: 1,
          answerable: (hits[0]?.score ?? 0) >= 1,
        },
        corrections: [],
        searched: {
          passages: readable.length,
          documents: new Set(readable.map(({ document }) => document)).size,
        },
      };
    },
  };
  return {
    retrieval,
    searches,
    get: async (_tenant: unknown, ids: readonly PassageId[]) => ids.flatMap((id) => shelf.get(id) ?? []),
    remove: (id: string) => void shelf.delete(id as PassageId),
    put: (changed: Passage) => void shelf.set(changed.id, changed),
  };
}

/**
 * A guard that splits at line ends, takes `[n]` for evidence (the whole passage is the quote), withholds sentences
 * with "UNSAFE", refuses questions with it and masks one password in them.
 */
export function lineGuard(options: { withholding?: string; beforeRelease?: () => void } = {}): Guard {
  return { open: () => openLineChecks(options) };
}

function openLineChecks({
  withholding = "toxicity",
  beforeRelease,
}: Parameters<typeof lineGuard>[0] = {}): Checks {
  const sentences = { drafted: 0, released: 0, redacted: 0, withheld: 0 };
  let quarantinedPassages = 0;
  const entry = (action: ReceiptEntry["action"]): ReceiptEntry => ({
    filter: withholding,
    version: "1",
    stage: "sentence",
    score: action === "withhold" ? 1 : 0,
    threshold: 0.5,
    action,
    checked: sentences.drafted,
    flagged: sentences.withheld,
  });
  return {
    question: async (text): Promise<Admission> =>
      text.includes("UNSAFE")
        ? { admitted: false, advice: released("I do not work on that; ask something else.") }
        : { admitted: true, question: text.replaceAll("hunter2", "[a password]") },
    passages: async (passages) => {
      const safe = passages.filter(({ text }) => !text.includes("IGNORE ALL"));
      quarantinedPassages += passages.length - safe.length;
      return safe;
    },
    async *release(draft, { passages }) {
      let rest = "";
      const check = (line: string): ReleasedSentence | undefined => {
        sentences.drafted++;
        if (line.includes("UNSAFE")) {
          sentences.withheld++;
          return undefined;
        }
        sentences.released++;
        beforeRelease?.();
        const evidence = [...line.matchAll(/\[(\d+)\]/g)].map(([, n]) => ({
          passage: Number(n),
          quote: released(passages[Number(n) - 1]?.text ?? "nothing"),
        }));
        return { text: released(line.replaceAll(/\s*\[\d+\]/g, "")), lead: "\n", evidence };
      };
      for await (const piece of draft) {
        rest += piece;
        const lines = rest.split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
          const sentence = check(line);
          if (sentence) yield sentence;
        }
      }
      const last = rest && check(rest);
      if (last) yield last;
    },
    counterfactual: "off",
    note: noted,
    label: async (text) => (text.includes("UNSAFE") ? undefined : released(text)),
    receipt: () => ({
      entries: [entry(sentences.withheld ? "withhold" : "allow")],
      sentences: { ...sentences },
      quarantinedPassages,
    }),
  };
}

/** A model that drafts what `write` says, one piece a line. */
export const model = (
  write: (prompt: Prompt) => string | Promise<string> | AsyncIterable<string>,
  name = "stand-in",
): Model => ({
  name,
  async *draft(prompt) {
    const written = await write(prompt);
    if (typeof written === "string") yield written;
    else yield* written;
  },
});

/** Quotes every passage of the prompt, one a line. */
export const quotingModel = model(({ passages }) =>
  passages.map(({ text }, position) => `${text} [${position + 1}]`).join("\n"),
);

export const silentLog: Log = { error: noted, warn: noted, info: noted, debug: noted };
function noted(): void {}

/** Counts nothing. */
export const silentMetrics: TurnMetrics = {
  asks: { inc: noted },
  turnSeconds: { observe: noted },
  deliveryFailures: { inc: noted },
};

/** A log that keeps what it is told. */
export function keptLog() {
  const lines: { level: keyof Log; message: string; fields?: Readonly<Record<string, unknown>> }[] = [];
  const at = (level: keyof Log) => (message: string, fields?: Readonly<Record<string, unknown>>) =>
    void lines.push({ level, message, fields });
  const log: Log = { error: at("error"), warn: at("warn"), info: at("info"), debug: at("debug") };
  return { log, lines };
}

/** The parts of a turn; what a test does not name is the plainest that works. */
export function answerParts(
  passages: readonly Passage[],
  change: Partial<AnswerParts> = {},
): AnswerParts & { readonly shelf: ReturnType<typeof library> } {
  const shelf = library(passages);
  return {
    shelf,
    guard: lineGuard(),
    membership: people({ [ANA]: {}, [BEN]: {} }, { [SALES]: { hasOutsiders: false } }).membership,
    retrieval: shelf.retrieval,
    passages: shelf.get,
    history: { before: async () => [] },
    model: quotingModel,
    modelTimeoutMs: 5_000,
    log: silentLog,
    ...change,
  };
}

/** All events of a turn and, apart, its ending. */
export async function outcomeOf(
  events: AsyncIterable<ReplyEvent>,
): Promise<{ events: readonly ReplyEvent[]; reply: Reply; statuses: string[]; streamed: string }> {
  const collected: ReplyEvent[] = [];
  for await (const event of events) collected.push(event);
  const done = collected.filter((event) => event.type === "done");
  expect(done).toHaveLength(1);
  expect(collected.at(-1)).toBe(done[0]);
  return {
    events: collected,
    reply: (done[0] as Extract<ReplyEvent, { type: "done" }>).reply,
    statuses: collected.flatMap((event) => (event.type === "status" ? [event.text.text] : [])),
    streamed: collected
      .flatMap((event) => (event.type === "sentence" ? [event.lead, event.text.text] : []))
      .join(""),
  };
}

/** Scopes from their texts. */
export const scopes = (...texts: readonly string[]): ReadonlySet<Scope> => new Set(texts.map(scope));
