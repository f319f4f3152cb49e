import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Audience, mayRead } from "../../src/access/audience.ts";
import type { Scope } from "../../src/access/scopes.ts";
import type { Ask, ConversationId } from "../../src/conversation/ask.ts";
import { createHistory, type HistoryOptions } from "../../src/conversation/history.ts";
import { createLedger, type Ledger } from "../../src/conversation/ledger.ts";
import type { Outcome } from "../../src/conversation/reply.ts";
import type { Passage } from "../../src/documents/document.ts";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import { ANA, BEN, library, newAsk, passage, released, SALES, scopes } from "./stand-ins.ts";

let folder: string;
let database: Database;
let ledger: Ledger;
let clock: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "docent-history-"));
  database = await openDatabase({ folder });
  clock = 1_000_000_000;
  ledger = createLedger({ db: database.db, now: () => clock });
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const HOUR_MS = 3_600_000;
const handbook = passage("Handbook", "text");
const bands = passage("Pay bands", "text", ["group:managers"]);
const shelf = library([handbook, bands]);
const inChannel: Audience = { kind: "channel", channel: SALES };
const privately = (person = ANA): Audience => ({ kind: "private", person });

const historyOf = (change: Partial<HistoryOptions> = {}) =>
  createHistory({ db: database.db, passages: shelf.get, maxExchanges: 8, maxPauseHours: 24, ...change });

async function asked(
  question: string,
  audience: Audience,
  options: { conversation?: string; cited?: readonly Passage[]; outcome?: Outcome } = {},
): Promise<Ask> {
  const { conversation = "thread", cited = [], outcome = "answer" } = options;
  clock += 1_000;
  const received = await ledger.receive(
    newAsk(question, { audience, conversation: conversation as ConversationId }),
  );
  if (received.duplicate) throw new Error("unexpected duplicate");
  await ledger.answered(received.id, {
    ask: received.id,
    outcome,
    text: released(`Answer to ${question} [1] [12]`),
    citations: cited.map((found, position) => ({
      n: position + 1,
      title: released(found.title),
      uri: found.uri,
      location: released(found.title),
      quote: released(found.text),
      modifiedAt: found.modifiedAt,
      document: found.document,
      passage: found.id,
    })),
    receipt: {
      entries: [],
      sentences: { drafted: 0, released: 0, redacted: 0, withheld: 0 },
      quarantinedPassages: 0,
    },
    privateSources: 0,
    model: "extractive",
    timings: { total: 0, search: 0, model: 0, checks: 0 },
  });
  return received.claim.ask;
}

const ORG_ONLY = scopes("org");
const among = (readable: ReadonlySet<Scope>) => async (found: readonly Passage[]) =>
  found.filter((one) => mayRead(one.scopes, readable));
const questions = async (ask: Ask, readable = ORG_ONLY, change: Partial<HistoryOptions> = {}) =>
  (await historyOf(change).before(ask, among(readable))).map(({ question }) => question);

test("earlier exchanges come back oldest first, without citation markers", async () => {
  await asked("one", privately(), { cited: [handbook] });
  await asked("two", privately());
  const exchanges = await historyOf().before(await asked("three", privately()), among(ORG_ONLY));
  expect(exchanges).toEqual([
    { question: "one", answer: "Answer to one" },
    { question: "two", answer: "Answer to two" },
  ]);
});

test("what was said in private never reaches a channel, nor another person, nor another conversation", async () => {
  await asked("private", privately());
  await asked("in the channel", inChannel);
  await asked("elsewhere", inChannel, { conversation: "other thread" });
  expect(await questions(await asked("now", inChannel))).toEqual(["in the channel"]);
  expect(await questions(await asked("now", privately()))).toEqual(["private"]);
  expect(await questions(await asked("now", privately(BEN)))).toEqual([]);
});

test("an exchange is left out when its sources are gone or may no longer be read", async () => {
  await asked("org", privately(), { cited: [handbook] });
  await asked("managers", privately(), { cited: [handbook, bands] });
  await asked("gone", privately(), { cited: [passage("Deleted", "text")] });
  const now = await asked("now", privately());
  expect(await questions(now, scopes("org", "group:managers"))).toEqual(["org", "managers"]);
  expect(await questions(now)).toEqual(["org"]);
});

test("refused questions are no history; abstentions are, without an answer", async () => {
  await asked("attack", privately(), { outcome: "reason" });
  await asked("unknown", privately(), { outcome: "abstention" });
  const exchanges = await historyOf().before(await asked("now", privately()), among(ORG_ONLY));
  expect(exchanges).toEqual([{ question: "unknown", answer: "" }]);
});

test("no more exchanges than the bound, the latest; none when it is 0", async () => {
  for (const question of ["one", "two", "three"]) await asked(question, privately());
  const now = await asked("now", privately());
  expect(await questions(now, ORG_ONLY, { maxExchanges: 2 })).toEqual(["two", "three"]);
  expect(await questions(now, ORG_ONLY, { maxExchanges: 0 })).toEqual([]);
});

test("a conversation starts afresh after a pause", async () => {
  await asked("yesterday", privately());
  clock += 25 * HOUR_MS;
  await asked("this morning", privately());
  clock += 2 * HOUR_MS;
  const now = await asked("now", privately());
  expect(await questions(now)).toEqual(["this morning"]);
  expect(await questions(now, ORG_ONLY, { maxPauseHours: 1 })).toEqual([]);
});
