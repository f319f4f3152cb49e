import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AskId, ConversationId } from "../../src/conversation/ask.ts";
import { LEASE_MS } from "../../src/conversation/lease.ts";
import { createLedger, ForgottenAsk, LeaseLost, type Ledger } from "../../src/conversation/ledger.ts";
import type { Reply } from "../../src/conversation/reply.ts";
import { Released } from "../../src/safety/released.ts";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import { ANA, BEN, newAsk, passage, released, SALES } from "./stand-ins.ts";

let folder: string;
let database: Database;
let clock = 1_000_000;
const now = () => clock;
const another = (): Ledger => createLedger({ db: database.db, now });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "docent-ledger-"));
  database = await openDatabase({ folder });
  clock = 1_000_000;
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const claimAll = (ledger: Ledger) => ledger.claim({ platforms: ["local", "slack"], limit: 100 });

test("an ask comes back as it went in, and is claimed by whoever received it", async () => {
  const ledger = another();
  const ask = newAsk("How long is leave?", {
    platform: "slack",
    audience: { kind: "channel", channel: SALES },
    address: { channel: "C1", thread: ["1.2"] },
  });
  const received = await ledger.receive(ask);
  expect(received).toMatchObject({ duplicate: false, claim: { attempt: 1, ask } });
  expect((await ledger.find(received.id))?.ask).toEqual({ ...ask, id: received.id, receivedAt: clock });
  expect(await claimAll(another())).toEqual([]);
});

test("a redelivery is a duplicate of the first, also in the same instant; another tenant's or platform's is not", async () => {
  const ledger = another();
  const ask = newAsk("?", { dedupeKey: "event-1" });
  const [first, second] = await Promise.all([ledger.receive(ask), ledger.receive(ask)]);
  const third = await another().receive({ ...ask, question: "changed" });
  expect([first.duplicate, second.duplicate, third.duplicate]).toEqual([false, true, true]);
  expect(new Set([first.id, second.id, third.id]).size).toBe(1);
  expect((await ledger.receive({ ...ask, platform: "slack" })).duplicate).toBe(false);
  expect((await ledger.receive({ ...ask, tenant: "other" as typeof ask.tenant })).duplicate).toBe(false);
});

test("a lease that is not renewed runs out, and its former owner can write no more", async () => {
  const [slow, quick] = [another(), another()];
  const { id } = await slow.receive(newAsk("?"));
  clock += LEASE_MS - 1;
  expect(await claimAll(quick)).toEqual([]);
  await slow.renew();
  clock += LEASE_MS - 1;
  expect(await claimAll(quick)).toEqual([]);
  clock += 1;
  const [claim] = await claimAll(quick);
  expect(claim).toMatchObject({ attempt: 2, ask: { id } });
  await expect(slow.delivered(id)).rejects.toThrow(LeaseLost);
  await quick.delivered(id);
});

test("an ask that was given back can be taken at once and was not tried", async () => {
  const ledger = another();
  const { id } = await ledger.receive(newAsk("?"));
  await ledger.release(id);
  expect(await claimAll(another())).toMatchObject([{ attempt: 1, ask: { id } }]);
});

test("a retry waits for its time and keeps reply and handle", async () => {
  const ledger = another();
  const { id } = await ledger.receive(newAsk("?"));
  await ledger.answered(id, replyTo(id));
  await ledger.remember(id, { ts: "12.3" });
  await ledger.retry(id, clock + 500, "the platform was away");
  expect(await claimAll(ledger)).toEqual([]);
  clock += 500;
  const [claim] = await claimAll(ledger);
  expect(claim).toMatchObject({ attempt: 2, handle: { ts: "12.3" } });
  expect(claim?.reply).toEqual(replyTo(id));
  expect(claim?.reply?.text).toBeInstanceOf(Released);
  expect(claim?.reply?.citations[0]?.quote).toBeInstanceOf(Released);
});

test("finished asks are never claimed again", async () => {
  const ledger = another();
  const [one, other] = await Promise.all([ledger.receive(newAsk("?")), ledger.receive(newAsk("??"))]);
  await ledger.delivered(one.id);
  await ledger.undeliverable(other.id, "the channel is archived");
  clock += 10 * LEASE_MS;
  expect(await claimAll(ledger)).toEqual([]);
});

test("within a conversation an ask waits for the reply to the one before it; other conversations don't", async () => {
  const ledger = another();
  const inConversation = (conversation: string) =>
    newAsk("?", { conversation: conversation as ConversationId });
  const first = await ledger.receive(inConversation("a"));
  const second = await ledger.receive(inConversation("a"));
  const elsewhere = await ledger.receive(inConversation("b"));
  for (const { id } of [first, second, elsewhere]) await ledger.release(id);
  const ids = async () => (await claimAll(ledger)).map(({ ask }) => ask.id);
  expect(await ids()).toEqual([first.id, elsewhere.id]);
  expect(await ids()).toEqual([]);
  await ledger.answered(first.id, replyTo(first.id));
  expect(await ids()).toEqual([second.id]);
});

test("only asks of platforms that can be served are claimed, oldest first and no more than wanted", async () => {
  const ledger = another();
  const ids: AskId[] = [];
  for (const platform of ["local", "teams", "local", "local"] as const) {
    const { id } = await ledger.receive(
      newAsk("?", { platform, conversation: `c${ids.length}` as ConversationId }),
    );
    await ledger.release(id);
    ids.push(id);
  }
  const claims = await ledger.claim({ platforms: ["local"], limit: 2 });
  expect(claims.map(({ ask }) => ask.id)).toEqual([ids[0], ids[2]]);
});

test("what a process of this machine held is free at once when that process is gone", async () => {
  const ledger = another();
  const { id } = await ledger.receive(newAsk("?"));
  const row = await database.db.selectFrom("asks").select("lease_owner").executeTakeFirstOrThrow();
  await ledger.freeAbandoned();
  expect(await claimAll(another())).toEqual([]);

  const [host] = (row.lease_owner ?? "").split("/");
  const gone = `${host}/${2 ** 22 + 1}/an-earlier-start/x`;
  await database.db.updateTable("asks").set({ lease_owner: gone }).execute();
  await ledger.freeAbandoned();
  expect(await claimAll(another())).toMatchObject([{ ask: { id } }]);

  await database.db
    .updateTable("asks")
    .set({ lease_owner: "another-machine/1/x/y", lease_until: clock + LEASE_MS })
    .execute();
  await ledger.freeAbandoned();
  expect(await claimAll(another())).toEqual([]);
});

test("a second vote of the same person replaces the first; a vote on what is forgotten is refused", async () => {
  const ledger = another();
  const { id } = await ledger.receive(newAsk("?"));
  await ledger.feedback(id, ANA, { kind: "helpful" });
  await ledger.feedback(id, BEN, { kind: "helpful" });
  await ledger.feedback(id, ANA, { kind: "biased-or-wrong", comment: "out of date" });
  const votes = await database.db.selectFrom("feedback").select(["person", "kind", "comment"]).execute();
  expect(votes).toEqual(
    expect.arrayContaining([
      { person: ANA, kind: "biased-or-wrong", comment: "out of date" },
      { person: BEN, kind: "helpful", comment: null },
    ]),
  );
  expect(votes).toHaveLength(2);
  await expect(ledger.feedback("ask_none" as AskId, ANA, { kind: "helpful" })).rejects.toThrow(ForgottenAsk);
});

test("old asks are forgotten with their feedback, but not while somebody works on them", async () => {
  const ledger = another();
  const old = await ledger.receive(newAsk("?"));
  await ledger.feedback(old.id, ANA, { kind: "helpful" });
  await ledger.delivered(old.id);
  const held = await ledger.receive(newAsk("?"));
  clock += 1_000;
  await ledger.renew();
  const young = await ledger.receive(newAsk("?"));
  expect(await ledger.forget(clock)).toBe(1);
  expect(await ledger.find(old.id)).toBeUndefined();
  expect(await database.db.selectFrom("feedback").selectAll().execute()).toEqual([]);
  expect(await ledger.find(held.id)).toBeDefined();
  expect(await ledger.find(young.id)).toBeDefined();
});

const replyTo = (ask: AskId): Reply => ({
  ask,
  outcome: "answer",
  text: released("Sixteen weeks. [1]"),
  interpretedAs: released("Leave?"),
  citations: [
    {
      n: 1,
      title: released("Leave"),
      uri: "/documents/Leave",
      location: released("Leave, p. 1"),
      quote: released("sixteen weeks"),
      modifiedAt: "2026-01-01T00:00:00Z",
      document: passage("Leave", "").document,
      passage: passage("Leave", "").id,
    },
  ],
  receipt: {
    entries: [],
    sentences: { drafted: 1, released: 1, redacted: 0, withheld: 0 },
    quarantinedPassages: 0,
  },
  privateSources: 0,
  model: "extractive",
  timings: { total: 3, search: 1, model: 1, checks: 1 },
});
