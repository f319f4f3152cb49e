/** What the chain of receipts shows of whoever tampers with the real database, and what it shows of nobody. */
import { createReceiptChain } from "../../src/conversation/receipt-chain.ts";
import { hashLink, hashReply, type Link, writeLink } from "../../src/conversation/receipt-link.ts";
import { chainedReply, openChained } from "../conversation/chained-answers.ts";
import { ANA, BEN, newAsk, released, SALES, TENANT } from "../conversation/stand-ins.ts";

const KEY = "a-key-that-nobody-could-guess-in-a-thousand-years";
const inSales = { audience: { kind: "channel", channel: SALES } } as const;

let world: Awaited<ReturnType<typeof openChained>>;
beforeEach(async () => {
  world = await openChained();
});
afterEach(() => world.close());

const linkRow = (sequence: number) =>
  world.db.selectFrom("receipt_links").selectAll().where("sequence", "=", sequence).executeTakeFirstOrThrow();
const setLink = (sequence: number, change: { content?: string; hash?: string; sequence?: number }) =>
  world.db.updateTable("receipt_links").set(change).where("sequence", "=", sequence).execute();
const edit = (ask: string, from: string, to: string) =>
  world.db
    .updateTable("asks")
    .set(({ fn, val }) => ({ reply: fn("replace", ["reply", val(from), val(to)]) }))
    .where("id", "=", ask)
    .execute();

describe("an untouched ledger", () => {
  test("is intact: answers, abstentions and reasons are each one link", async () => {
    await world.answer();
    await world.answer({}, { outcome: "abstention", citations: [], text: released("Nothing says so.") });
    await world.answer({}, { outcome: "reason", citations: [], text: released("No.") });
    const audit = await world.verify();
    expect(audit).toMatchObject({ intact: true, links: 3, replies: 3, uncovered: 0, problems: [] });
    const { content, hash } = await linkRow(3);
    expect(audit.head).toEqual({ sequence: 3, hash });
    expect(JSON.parse(content)).toMatchObject({ event: "answered", outcome: "reason", tenant: TENANT });
  });

  test("stays intact when answers are taken back, repeated, erased and forgotten, which each leaves a link", async () => {
    const first = await world.answer(inSales);
    await world.answer({ person: BEN });
    await world.ledger.copied(first, { channel: SALES, message: "m1", address: null, handle: null });
    expect(await world.recall()).toBe(3);
    await world.erase(ANA);
    world.clock.now += 100;
    await world.answer();
    expect(await world.ledger.forget(world.clock.now)).toBe(3);
    const events = await world.db.selectFrom("receipt_links").select("content").orderBy("sequence").execute();
    expect(events.map(({ content }) => (JSON.parse(content) as Link).event)).toEqual([
      ...["answered", "answered", "copied", "recalled", "recalled", "recalled"],
      ...["anonymised", "anonymised", "answered", "expired", "expired", "expired"],
    ]);
    expect(await world.verify()).toMatchObject({ intact: true });
  });

  test("holds nothing by which an erased text could be confirmed", async () => {
    const id = await world.answer();
    const reply = await world.db
      .selectFrom("asks")
      .select("reply")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const salts = () => world.db.selectFrom("receipt_salts").select("salt").execute();
    const [kept] = await salts();
    expect(JSON.parse((await linkRow(1)).content)).toMatchObject(
      hashReply(reply.reply ?? "", kept?.salt ?? ""),
    );
    await world.recall();
    // The salt that the text's hash needs was replaced with the text.
    expect((await salts())[0]?.salt).not.toBe(kept?.salt);
    await world.erase(ANA);
    expect(await salts()).toEqual([]);
    expect((await world.verify()).intact).toBe(true);
  });

  test("a reply and its link are stored together or not at all", async () => {
    const { id } = await world.ledger.receive(newAsk("?"));
    await world.db.schema.alterTable("receipt_links").renameTo("elsewhere").execute();
    await expect(world.ledger.answered(id, chainedReply(id))).rejects.toThrow("receipt_links");
    expect(await world.ledger.find(id)).toMatchObject({ reply: undefined });
    await world.db.schema.alterTable("elsewhere").renameTo("receipt_links").execute();
    await world.ledger.answered(id, chainedReply(id));
    expect(await world.verify()).toMatchObject({ intact: true, links: 1 });
  });

  test("answers that are stored in one moment are all chained, those of other tenants in their own chains", async () => {
    const other = "other" as typeof TENANT;
    await Promise.all(Array.from({ length: 12 }, (_, n) => world.answer(n % 3 ? {} : { tenant: other })));
    expect(await world.verify()).toMatchObject({ intact: true, links: 8, replies: 8 });
    const heads = await world.db.selectFrom("receipt_heads").select(["tenant", "sequence"]).execute();
    expect(heads).toContainEqual({ tenant: other, sequence: 4 });
  });

  test("answers from before the chain began are counted as not covered", async () => {
    const old = await world.answer();
    for (const table of ["receipt_links", "receipt_heads", "receipt_salts"] as const)
      await world.db.deleteFrom(table).execute();
    expect(await world.verify()).toMatchObject({ intact: true, links: 0, uncovered: 1 });
    world.clock.now += 1;
    await world.answer();
    expect(await world.verify()).toMatchObject({ intact: true, links: 1, replies: 1, uncovered: 1 });
    await world.ledger.forget(world.clock.now);
    expect(await world.ledger.find(old)).toBeUndefined();
    expect(await world.verify()).toMatchObject({ intact: true, uncovered: 0 });
  });
});

describe("tampering shows, with the first wrong link and its ask", () => {
  let asks: string[];
  beforeEach(async () => {
    asks = [];
    for (let n = 0; n < 5; n++) asks.push(await world.answer());
  });
  const first = async () => {
    const { intact, problems } = await world.verify();
    expect(intact).toBe(false);
    return problems[0];
  };

  test.each([
    ["a score in a receipt", '"score":0.31', '"score":0.11', "receipt"],
    ["a word of an answer", "Sixteen", "Twenty", "text"],
    ["what an answer cites", "Leave:v1:0", "Leave:v1:1", "sources"],
  ])("%s was edited", async (_, from, to, part) => {
    await edit(asks[2]!, from, to);
    expect(await first()).toEqual({
      sequence: 3,
      ask: asks[2],
      what: "changed",
      detail: expect.stringContaining(part),
    });
  });

  test("how an ask ended was edited", async () => {
    await world.db.updateTable("asks").set({ outcome: "abstention" }).where("id", "=", asks[1]!).execute();
    expect(await first()).toMatchObject({
      sequence: 2,
      ask: asks[1],
      detail: expect.stringContaining("outcome"),
    });
  });

  test("a link was edited", async () => {
    const { content } = await linkRow(4);
    await setLink(4, { content: content.replace('"outcome":"answer"', '"outcome":"reason"') });
    expect(await first()).toMatchObject({ sequence: 4, ask: asks[3], what: "changed" });
  });

  test("a link was edited and hashed again: the next one shows it", async () => {
    const { content } = await linkRow(4);
    const forged = content.replace('"outcome":"answer"', '"outcome":"reason"');
    await setLink(4, { content: forged, hash: hashLink(forged) });
    const { problems } = await world.verify();
    expect(problems).toContainEqual(expect.objectContaining({ sequence: 5, what: "inserted" }));
  });

  test("a link was deleted", async () => {
    await world.db.deleteFrom("receipt_links").where("sequence", "=", 3).execute();
    expect(await first()).toEqual({ sequence: 3, ask: asks[2], what: "missing", detail: expect.any(String) });
  });

  test("an answer was deleted", async () => {
    await world.db.deleteFrom("asks").where("id", "=", asks[0]!).execute();
    expect(await first()).toMatchObject({ sequence: 1, ask: asks[0], what: "missing" });
  });

  test("two links changed places", async () => {
    const [two, four] = [await linkRow(2), await linkRow(4)];
    await setLink(2, { content: four.content, hash: four.hash });
    await setLink(4, { content: two.content, hash: two.hash });
    expect(await first()).toMatchObject({ sequence: 2, what: "reordered" });
  });

  test("the end was cut off, answers and all: the chain's head shows it", async () => {
    await world.db.deleteFrom("asks").where("id", "in", asks.slice(3)).execute();
    await world.db.deleteFrom("receipt_links").where("sequence", ">", 3).execute();
    expect(await first()).toMatchObject({ sequence: 4, what: "missing" });
  });

  test("the end was cut off and the head set back: only a head that was noted elsewhere shows it", async () => {
    const noted = (await world.verify()).head.hash;
    const earlier = await linkRow(3);
    await world.db.deleteFrom("asks").where("id", "in", asks.slice(3)).execute();
    await world.db.deleteFrom("receipt_links").where("sequence", ">", 3).execute();
    await world.db.updateTable("receipt_heads").set({ sequence: 3, hash: earlier.hash }).execute();
    expect(await world.verify()).toMatchObject({ intact: true, links: 3 });
    const audit = await world.verify({ head: noted });
    expect(audit).toMatchObject({ intact: false, noted: { head: noted, sequence: null } });
    expect(audit.problems[0]).toMatchObject({
      what: "missing",
      detail: expect.stringContaining("noted head"),
    });
    expect(await world.verify({ head: earlier.hash.slice(0, 12) })).toMatchObject({
      intact: true,
      noted: { sequence: 3 },
    });
  });

  test("an answer was put in that no link speaks of, and one that was erased was put back", async () => {
    const row = await world.db
      .selectFrom("asks")
      .selectAll()
      .where("id", "=", asks[0]!)
      .executeTakeFirstOrThrow();
    const put = (change: object) =>
      world.db
        .insertInto("asks")
        .values({ ...row, ...change })
        .execute();
    await put({ id: "ask_forged", dedupe_key: "forged" });
    expect((await world.verify()).problems).toMatchObject([{ ask: "ask_forged", what: "inserted" }]);
    await world.db.deleteFrom("asks").where("id", "=", "ask_forged").execute();
    await world.erase(ANA);
    await put({});
    expect(await first()).toMatchObject({
      ask: asks[0],
      what: "inserted",
      detail: expect.stringContaining("put back"),
    });
  });

  test("an answer was set back to what it said before it was taken back", async () => {
    const rows = () =>
      world.db
        .selectFrom("asks")
        .innerJoin("receipt_salts", "ask_id", "asks.id")
        .selectAll()
        .where("asks.id", "=", asks[0]!)
        .executeTakeFirstOrThrow();
    const before = await rows();
    await world.recall();
    await world.db
      .updateTable("asks")
      .set({ reply: before.reply, outcome: before.outcome })
      .where("id", "=", asks[0]!)
      .execute();
    await world.db
      .updateTable("receipt_salts")
      .set({ salt: before.salt, sequence: before.sequence })
      .where("ask_id", "=", asks[0]!)
      .execute();
    expect(await first()).toMatchObject({ ask: asks[0], what: "changed" });
  });
});

describe("with DOCENT_AUDIT_KEY", () => {
  beforeEach(async () => {
    await world.close();
    world = await openChained([KEY]);
  });

  /** Whoever has the database writes everything anew, as well as they can. */
  async function rebuild(change: (link: Link) => Link) {
    const rows = await world.db.selectFrom("receipt_links").selectAll().orderBy("sequence").execute();
    let previous = "";
    for (const row of rows) {
      const content = writeLink({ ...change(JSON.parse(row.content) as Link), previous });
      previous = hashLink(content);
      await setLink(row.sequence, { content, hash: previous });
    }
    await world.db.updateTable("receipt_heads").set({ hash: previous }).execute();
  }

  test("a chain written anew without the key shows", async () => {
    const id = await world.answer();
    await world.answer();
    expect(await world.verify()).toMatchObject({ intact: true, signedFrom: 1 });
    await rebuild((link) => link);
    expect((await world.verify()).problems[0]).toMatchObject({ sequence: 1, ask: id, what: "changed" });
    await rebuild((link) => ({ ...link, key: "" }));
    expect((await world.verify()).problems).toMatchObject([{ sequence: 1, what: "unsigned" }]);
  });

  test("a link that somebody without the key added shows, and another key verifies nothing", async () => {
    await world.answer();
    expect((await world.verify({ keys: [KEY.toUpperCase()] })).problems[0]).toMatchObject({
      what: "unsigned",
      detail: expect.stringContaining("DOCENT_AUDIT_KEY"),
    });
    await world.db.transaction().execute(async (transaction) => {
      await createReceiptChain().append(transaction, TENANT, [{ ask: "ask_x", event: "erased" }], 1);
    });
    expect((await world.verify()).problems).toMatchObject([{ sequence: 2, what: "unsigned" }]);
  });

  test("a key that is set later, or changed, is adopted once; former keys go on verifying", async () => {
    await world.answer();
    const next = `another-${KEY}`;
    const changed = createReceiptChain([next, KEY]);
    await changed.adoptKey(world.db, TENANT);
    await changed.adoptKey(world.db, TENANT);
    expect(await world.verify({ keys: [next, KEY] })).toMatchObject({
      intact: true,
      links: 2,
      signedFrom: 1,
    });
    expect((await world.verify({ keys: [next] })).problems).toHaveLength(1);
  });
});
