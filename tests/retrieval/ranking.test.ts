import { tenantId } from "../../src/access/scopes.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { INDEXES } from "./indexes.ts";
import { ACME, documentId, found, passage, put, query } from "./passages.ts";

describe.each(Object.entries(INDEXES))("ranking: %s", (_, open) => {
  let index: PassageIndex;
  beforeEach(async () => {
    index = await open();
  });
  afterEach(() => index.close());

  test("prefers rare words, more of them, and shorter passages", async () => {
    await put(index, {
      both: "Parental leave lasts sixteen weeks.",
      one: "Sick leave is paid from the first day.",
      long: `Parental leave is mentioned here. ${"The canteen serves soup and bread every day. ".repeat(20)}`,
      none: "The canteen opens at noon.",
    });
    expect(await found(index, query("How long is parental leave?"))).toEqual(["both", "long", "one"]);
  });

  test("finds other forms of a word", async () => {
    await put(index, { expenses: "Employees are reimbursed monthly.", other: "Nothing of interest." });
    expect(await found(index, query("reimbursement of an employee"))).toEqual(["expenses"]);
  });

  test("prefers the words side by side", async () => {
    await put(index, {
      apart: "A health officer has a plan of the building.",
      together: "A building officer has a health plan to show.",
    });
    expect(await found(index, query("health plan"))).toEqual(["together", "apart"]);
  });

  test("reads a mistyped word as the nearest one that it knows, frequent first, and says so", async () => {
    await put(index, {
      policy: "The travel policy covers trains.",
      police: "Call the police.",
      policies: "Another policy covers planes.",
      claims: "Reimbursement takes ten days.",
    });
    const { hits, corrections } = await index.search(query("plicy on reinbursment"));
    expect(corrections).toEqual([
      { from: "plicy", to: "policy" },
      { from: "reinbursment", to: "reimbursement" },
    ]);
    expect(hits.map((hit) => hit.passage.document).sort()).toEqual(["claims", "policies", "policy"]);
  });

  test("reads a word that no passage holds as another for the same thing, and says so", async () => {
    await put(index, {
      leave: "Employees receive 25 days of annual leave.",
      action: "Actions of the minutes.",
    });
    const { hits, corrections, terms } = await index.search(query("vacation days"));
    expect(corrections).toEqual([{ from: "vacation", to: "leave" }]);
    expect(hits[0]?.passage.document).toBe("leave");
    expect(terms).toContainEqual(expect.objectContaining({ term: "leave", known: true }));
    await put(index, { vacation: "Vacation is booked in March." });
    expect((await index.search(query("vacation days"))).corrections).toEqual([]);
  });

  test("takes no English word for a mistyped one, only for its other spelling", async () => {
    await put(index, { one: "The rental of the harbour." });
    expect((await index.search(query("dental cover"))).corrections).toEqual([]);
    expect((await index.search(query("harbor"))).corrections).toEqual([{ from: "harbor", to: "harbour" }]);
  });

  test("leaves known words, short words and identifiers alone", async () => {
    await put(index, { one: "The cart TD1 costs." });
    const { corrections } = await index.search(query("cat TD2 carts"));
    expect(corrections).toEqual([]);
  });

  test("a term in several texts counts its highest weight once", async () => {
    await put(index, { leave: "parental leave", pay: "overtime pay", tea: "tea and soup" });
    const search = async (...texts: [string, number][]) => {
      const asked = query("", { texts: texts.map(([text, weight]) => ({ text, weight })) });
      const { hits } = await index.search(asked);
      return hits.map(({ passage: { document }, score }) => ({ document, score }));
    };
    const once = await search(["leave", 1], ["overtime", 0.35]);
    expect(once.map((hit) => hit.document)).toEqual(["leave", "pay"]);
    expect(await search(["leave", 1], ["leave overtime", 0.35], ["leave overtime", 0.2])).toEqual(once);
    expect(await search(["leave overtime", 1])).not.toEqual(once);
  });

  test("says which terms the question asks for and which the passages know", async () => {
    await put(index, { leave: "parental leave", pay: "overtime pay and leave" });
    const { terms, searched } = await index.search(query("What is the leave for zookeepers?"));
    expect(terms.map(({ term, known }) => ({ term, known }))).toEqual([
      { term: "leave", known: true },
      { term: "zookeepers", known: false },
    ]);
    expect(terms[1]!.idf).toBeGreaterThan(terms[0]!.idf);
    expect(searched).toEqual({ passages: 2, documents: 2 });
  });

  test("asks for the turn before when the question itself has no content", async () => {
    await put(index, { leave: "parental leave" });
    const texts = [
      { text: "And why is that?", weight: 1 },
      { text: "parental leave", weight: 0.35 },
    ];
    const { terms, hits } = await index.search(query("", { texts }));
    expect(terms.map(({ term }) => term)).toEqual(["parental", "leave"]);
    expect(hits).toHaveLength(1);
  });

  test("a pasted document is searched for by its beginning", async () => {
    await put(index, { first: "parental leave", last: "overtime pay" });
    const filler = Array.from({ length: 20_000 }, (_, number) => `filler${number}`).join(" ");
    const { hits, terms } = await index.search(query(`parental ${filler} overtime`));
    expect(hits.map((hit) => hit.passage.document)).toEqual(["first"]);
    expect(terms).toHaveLength(200);
  });

  test("an empty question and an empty index give no hits", async () => {
    expect(await found(index, query(""))).toEqual([]);
    expect(await found(index, query("parental leave"))).toEqual([]);
  });

  test("tenants are apart: passages, statistics, spelling, sizes", async () => {
    const other = tenantId("other");
    await put(index, { leave: "parental leave" });
    const alone = await index.search(query("parental leave"));
    await put(index, { secret: "sabbatical leave", more: "leave leave leave" }, other);
    expect(await index.search(query("parental leave"))).toEqual(alone);
    expect((await index.search(query("sabbatcal"))).corrections).toEqual([]);
    expect(await found(index, query("leave", { tenant: other }))).toEqual(["more", "secret"]);
    expect(await index.size(ACME)).toEqual({ passages: 1, documents: 1 });
    expect(await index.size(other)).toEqual({ passages: 2, documents: 2 });
    expect(await index.passagesOf(other, documentId("leave"))).toEqual([]);
    expect(await index.get(other, [passage("leave", "").id])).toEqual([]);
  });

  test("gives back passages whole, by document in reading order and by id", async () => {
    const document = documentId("guide");
    const passages = [0, 1, 2].map((ordinal) =>
      passage("guide", `part ${ordinal}`, { ordinal, title: "Guide" }),
    );
    await index.replace(ACME, document, passages);
    expect(await index.passagesOf(ACME, document)).toEqual(passages);
    expect(await index.get(ACME, [passages[2]!.id, passage("gone", "").id, passages[0]!.id])).toEqual([
      passages[2],
      passages[0],
    ]);
    await index.remove(ACME, document);
    await index.remove(ACME, document);
    expect(await index.passagesOf(ACME, document)).toEqual([]);
    expect(
      await index.get(
        ACME,
        passages.map(({ id }) => id),
      ),
    ).toEqual([]);
    expect(await found(index, query("guide"))).toEqual([]);
  });

  test("refuses passages of another document", async () => {
    await expect(index.replace(ACME, documentId("one"), [passage("two", "text")])).rejects.toThrow(
      "belongs to acme/two",
    );
  });
});
