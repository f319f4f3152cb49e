import fc from "fast-check";
import { ORG, scope, tenantId } from "../../src/access/scopes.ts";
import { openEmbeddedIndex } from "../../src/retrieval/index/embedded.ts";
import { checkPinecone } from "../../src/retrieval/index/pinecone/check-pinecone.ts";
import { connectPinecone } from "../../src/retrieval/index/pinecone/connect-pinecone.ts";
import { createPinecone } from "../../src/retrieval/index/pinecone/create-pinecone.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { startPinecone } from "../stand-ins/pinecone.ts";
import { HURRIED, openPineconeBench, type PineconeBench } from "./indexes.ts";
import { ACME, documentId, found, passage, put, query, version } from "./passages.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const HYBRID = { dimension: 4, metric: "dotproduct" } as const;

let bench: PineconeBench;
const open = async (shape: Parameters<typeof openPineconeBench>[0]) => {
  bench = await openPineconeBench(shape);
  return bench;
};
afterEach(() => bench.close());

const WORDS = [
  "leave",
  "leaves",
  "travel",
  "salary",
  "laptop",
  "badge",
  "pension",
  "Überstunden",
  "urlaubsantrag",
];
const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 })
  .map((words) => words.join(" "));

test("the same documents in the same order as the embedded index, with the same scores", async () => {
  const { index } = await open({ lags: false });
  const embedded = await openEmbeddedIndex({ folder: await temporaryFolder() });
  const names = fc.constantFrom("a", "b", "c", "d", "e", "f");
  const written = fc.array(fc.record({ name: names, texts: fc.array(text, { maxLength: 4 }) }), {
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(written, text, async (documents, question) => {
      for (const { name, texts } of documents) {
        const passages = texts.map((part, ordinal) => passage(name, part, { ordinal }));
        for (const each of [embedded, index] as PassageIndex[])
          await each.replace(ACME, documentId(name), passages);
      }
      const asked = query(question, { limit: 50 });
      const [expected, answer] = [await embedded.search(asked), await index.search(asked)];
      const order = (hits: typeof answer.hits) => hits.map((hit) => hit.passage.id);
      expect(order(answer.hits)).toEqual(order(expected.hits));
      for (const [at, { score }] of answer.hits.entries())
        expect(score).toBeCloseTo(expected.hits[at]!.score, 4);
      expect({ ...answer, hits: [] }).toEqual({ ...expected, hits: [] });
      expect(await index.size(ACME)).toEqual(await embedded.size(ACME));
    }),
    { numRuns: 40 },
  );
  await embedded.close();
});

describe("while Pinecone does not show yet what it accepted", () => {
  test("a replaced document answers with its new version alone, at once and afterwards", async () => {
    const { index, pinecone } = await open({ lags: true });
    await index.replace(ACME, documentId("guide"), version("guide", 1));
    pinecone.index("docent").settle();
    await index.replace(ACME, documentId("guide"), version("guide", 2));
    for (const settle of [false, true]) {
      if (settle) pinecone.index("docent").settle();
      const { hits } = await index.search(query("handbook", { limit: 100 }));
      expect(hits).toHaveLength(20);
      expect(new Set(hits.map((hit) => hit.passage.version))).toEqual(new Set(["2"]));
    }
    expect(pinecone.index("docent").records("acme")).toHaveLength(20);
  });

  test("a removed document answers no more, and later leaves nothing behind", async () => {
    const { index, pinecone } = await open({ lags: true });
    await put(index, { gone: "parental leave" });
    pinecone.index("docent").settle();
    await index.remove(ACME, documentId("gone"));
    expect(await found(index, query("parental leave"))).toEqual([]);
    pinecone.index("docent").settle();
    expect(pinecone.index("docent").records("acme")).toEqual([]);
  });

  test("a passage that was closed to a reader is closed, though Pinecone still has it open", async () => {
    const { index, pinecone } = await open({ lags: true });
    await put(index, { plan: "the salary plan" });
    pinecone.index("docent").settle();
    const closed = passage("plan", "the salary plan", { scopes: [scope("group:hr")] });
    await index.replace(ACME, documentId("plan"), [closed]);
    expect(await found(index, query("salary"))).toEqual([]);
    expect(await found(index, query("salary", { scopes: new Set([scope("group:hr")]) }))).toEqual(["plan"]);
  });
});

test("no text of a document reaches Pinecone", async () => {
  const { index, pinecone } = await open(HYBRID);
  await put(index, { one: "the quetzalcoatl project" });
  await index.search(query("quetzalcoatl"));
  expect(JSON.stringify(pinecone.requests)).not.toMatch(/quetzal/);
  expect(pinecone.index("docent").records("acme")[0]!.metadata).toEqual({ scopes: [ORG], part: "words" });
});

test("many documents at once go out in few requests, each within the limits; long ones are cut to size", async () => {
  const { index, pinecone } = await open({ dimension: 1536, metric: "dotproduct" });
  const long = Array.from({ length: 900 }, (_, number) => `word${number}x`).join(" ");
  await put(
    index,
    Object.fromEntries(Array.from({ length: 400 }, (_, number) => [`d${number}`, `note ${number}`])),
  );
  await put(index, { long });
  const upserts = pinecone.requests.filter(({ path }) => path === "/vectors/upsert");
  expect(upserts.length).toBeLessThan(20);
  expect(pinecone.requests.every(({ status }) => status === 200)).toBe(true);
  expect(await found(index, query("word3x"))).toEqual(["long"]);
  const guide = Array.from({ length: 1_100 }, (_, ordinal) =>
    passage("guide", `part${ordinal}`, { ordinal }),
  );
  await index.replace(ACME, documentId("guide"), guide);
  await index.remove(ACME, documentId("guide"));
  expect(await index.size(ACME)).toEqual({ passages: 401, documents: 401 });
  expect(pinecone.index("docent").records("acme")).toHaveLength(401);
  expect(pinecone.requests.every(({ status }) => status === 200)).toBe(true);
});

describe("when Pinecone refuses", () => {
  test("too many requests, server errors and lost connections are tried again", async () => {
    const { index, pinecone } = await open({ lags: false });
    pinecone.faults.push(
      { path: "/vectors/upsert", times: 2, kind: 429, retryAfter: 0.01 },
      { path: "/vectors/upsert", times: 1, kind: 503 },
      { path: "/vectors/upsert", times: 1, kind: "cut" },
      { path: "/vectors/list", times: 1, kind: 429 },
      { path: "/query", times: 3, kind: 500 },
    );
    await put(index, { leave: "parental leave" });
    expect(await found(index, query("parental leave"))).toEqual(["leave"]);
    expect(pinecone.faults.every(({ times }) => times === 0)).toBe(true);
  });

  test("a version that was not accepted changes nothing, and the next try does", async () => {
    const { index, pinecone } = await open({ lags: false });
    await index.replace(ACME, documentId("guide"), version("guide", 1));
    const fault = { path: "/vectors/upsert", times: 99, kind: 429 };
    pinecone.faults.push(fault);
    const replaced = index.replace(ACME, documentId("guide"), version("guide", 2));
    await expect(replaced).rejects.toThrow(/too many requests.*ask Pinecone for a higher limit/);
    expect((await index.passagesOf(ACME, documentId("guide")))[0]!.version).toBe("1");
    fault.times = 0;
    await index.replace(ACME, documentId("guide"), version("guide", 2));
    expect((await index.passagesOf(ACME, documentId("guide")))[0]!.version).toBe("2");
    expect(pinecone.index("docent").records("acme")).toHaveLength(20);
  });

  test("readers that do not fit into a record are said", async () => {
    const { index } = await open({ lags: false });
    const scopes = Array.from({ length: 2_000 }, (_, number) => scope(`person:slack:U${number}ABCDEFGH`));
    const many = [passage("plan", "the plan", { scopes })];
    await expect(index.replace(ACME, documentId("plan"), many)).rejects.toThrow(/name a group/);
  });

  test("a wrong key, a missing index and a wrong dimension say what to do", async () => {
    const { pinecone, index } = await open(HYBRID);
    const settings = { apiKey: pinecone.apiKey, index: "docent", controllerUrl: pinecone.url };
    await expect(connectPinecone({ ...settings, apiKey: "wrong" }, HURRIED)).rejects.toThrow(
      /index docent: the key is not accepted; set PINECONE_API_KEY/,
    );
    await expect(connectPinecone({ ...settings, index: "other" }, HURRIED)).rejects.toThrow(
      /index other: there is no such index; .*docent pinecone create/,
    );
    await put(index, { one: "text" });
    const [missing] = await index.missingVectors(ACME, "model", 10);
    const item = { passage: missing!.id, values: new Float32Array(3) };
    await expect(index.putVectors(ACME, "model", [item])).rejects.toThrow(
      /model makes vectors of dimension 3, the index has 4; run docent pinecone create --dimension 3/,
    );
    await expect(checkPinecone(settings)).resolves.toBe("words in docent, vectors of 4 in docent");
  });

  test("a server that is not there says so", async () => {
    await open(HYBRID);
    const gone = await startPinecone();
    await gone.stop();
    const settings = { apiKey: "k", index: "docent", controllerUrl: gone.url };
    await expect(connectPinecone(settings, { ...HURRIED, attempts: 1 })).rejects.toThrow(/cannot be reached/);
  });
});

test("a document that is removed leaves nothing in the database: no words, no readers, no vectors", async () => {
  const { index, db } = await open(HYBRID);
  await put(index, { one: "tea" });
  const rota = [passage("rota", "Quibblefrost waters it", { scopes: [scope("person:local:ana")] })];
  await index.replace(ACME, documentId("rota"), rota);
  const values = Float32Array.from([1, 0, 0, 0]);
  await index.putVectors(ACME, "m", [{ passage: rota[0]!.id, values }]);
  expect((await index.size(ACME)).vectors).toEqual({ m: 1 });
  const tables = ["index_passages", "index_vectors", "lexical_terms", "lexical_readers"] as const;
  const rows = async () => {
    const all = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
    return JSON.stringify(all).toLowerCase();
  };
  const TRACES = /quibblefrost|local:ana|rota/;
  expect(await rows()).toMatch(TRACES);
  await index.remove(ACME, documentId("rota"));
  expect(await rows()).not.toMatch(TRACES);
  expect(await index.size(ACME)).toEqual({ passages: 1, documents: 1 });
  expect(await found(index, query("tea"))).toEqual(["one"]);
});

describe("meaning", () => {
  const VECTORS = { trip: [0, 1, 0, 0], pay: [0, 0, 2, 0], tea: [1, 1, 0, 0] };
  async function embed(index: PineconeBench["index"], model = "m") {
    const missing = await index.missingVectors(ACME, model, 100);
    await index.putVectors(
      ACME,
      model,
      missing.map((each) => ({
        passage: each.id,
        values: Float32Array.from(VECTORS[each.document as unknown as keyof typeof VECTORS]),
      })),
    );
  }
  const TEXTS = { trip: "travel by train", pay: "monthly salary", tea: "green tea by train" };
  const asked = (weight: number, model = "m") =>
    query("train", { vector: { model, values: Float32Array.from([0, 3, 0, 0]), weight } });

  test.each([
    ["one index for both", { dimension: 4, metric: "dotproduct" }, undefined],
    ["a dense index and a sparse one", { dimension: 4, metric: "cosine" }, {}],
  ] as const)("and words in their convex sum: %s", async (_, shape, sparse) => {
    const { pinecone, reopen } = await open(HYBRID);
    pinecone.create("main", shape);
    if (sparse) pinecone.create("words", sparse);
    const index = await reopen({ index: "main", ...(sparse && { sparseIndex: "words" }) });
    await put(index, TEXTS);
    await embed(index);
    expect(await index.missingVectors(ACME, "m", 10)).toEqual([]);
    const { hits } = await index.search(asked(0.5));
    expect(hits.map((hit) => hit.passage.document)).toEqual(["trip", "tea", "pay"]);
    expect(hits[0]!.similarity).toBeCloseTo(1, 5);
    expect(hits[1]!.similarity).toBeCloseTo(Math.SQRT1_2, 5);
    expect(await found(index, query("salary"))).toEqual(["pay"]);
    expect(await found(index, { ...query("salary"), vector: asked(1).vector })).toContain("trip");
    expect(pinecone.requests.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test("a dense index alone orders what meaning finds by words as well, and says that words alone cannot be searched", async () => {
    const { pinecone, reopen } = await open(HYBRID);
    pinecone.create("main", { dimension: 4, metric: "cosine" });
    const index = await reopen({ index: "main" });
    await put(index, TEXTS);
    await embed(index);
    expect((await found(index, asked(0.2)))[0]).toBe("trip");
    await expect(index.search(query("train"))).rejects.toThrow(
      /cannot be searched by words; run docent pinecone/,
    );
  });

  test("a sparse index alone answers by words and says that it takes no vectors", async () => {
    const { index } = await open({});
    await put(index, TEXTS);
    await expect(embed(index)).rejects.toThrow(
      /sparse and holds no vectors; run docent pinecone create --dimension 4/,
    );
    expect((await found(index, asked(0.9))).toSorted()).toEqual(["tea", "trip"]);
  });

  test("vectors of two models stand side by side, and go with their model or their passage", async () => {
    const { index, pinecone } = await open(HYBRID);
    await put(index, TEXTS);
    await embed(index, "old");
    await embed(index, "new");
    expect(pinecone.index("docent").records("acme")).toHaveLength(9);
    await index.dropVectors(ACME, "old");
    expect((await index.search(asked(1, "old"))).hits.every((hit) => hit.similarity === undefined)).toBe(
      true,
    );
    expect((await index.search(asked(1, "new"))).hits[0]!.similarity).toBeCloseTo(1, 5);
    await put(index, { trip: "travel by ship" });
    const missing = await index.missingVectors(ACME, "new", 10);
    expect(missing.map(({ document }) => document)).toEqual(["trip"]);
    await index.remove(ACME, documentId("trip"));
    expect(pinecone.index("docent").records("acme")).toHaveLength(4);
  });
});

describe("another process", () => {
  test("sees what was written, word by word, and what went", async () => {
    const { index, reopen } = await open({});
    const other = await reopen();
    await put(index, { one: "zebra crossing", two: "plain text" });
    expect(await found(other, query("zebra"))).toEqual(["one"]);
    await index.remove(ACME, documentId("one"));
    expect((await other.search(query("zebra"))).terms).toMatchObject([{ term: "zebra", known: false }]);
    expect((await other.search(query("zebr"))).corrections).toEqual([]);
    await put(other, { three: "zebra stripes" });
    expect(await index.search(query("zebra stripes"))).toEqual(await other.search(query("zebra stripes")));
    expect(await (await reopen()).search(query("zebra stripes"))).toEqual(
      await index.search(query("zebra stripes")),
    );
  });

  test("and one that two of them replace at the same time is counted once", async () => {
    const { index, reopen } = await open({});
    const other = await reopen();
    await Promise.all(
      [1, 2, 3, 4].flatMap((number) => [
        index.replace(ACME, documentId("guide"), version("guide", number)),
        other.replace(ACME, documentId("guide"), version("guide", number + 4)),
      ]),
    );
    expect(await index.size(ACME)).toEqual({ passages: 20, documents: 1 });
    const fresh = await openEmbeddedIndex({ folder: await temporaryFolder() });
    await fresh.replace(ACME, documentId("guide"), await index.passagesOf(ACME, documentId("guide")));
    const asked = query("handbook part7", { limit: 3 });
    expect((await index.search(asked)).terms).toEqual((await fresh.search(asked)).terms);
    await fresh.close();
  });
});

test("statistics that an older Docent counted are counted anew", async () => {
  const { index, db, reopen } = await open({});
  await put(index, { leave: "parental leave", pay: "Überstunden werden vergütet" });
  const before = await index.search(query("parental leave overtime"));
  await db
    .updateTable("lexical_terms")
    .set({ term: "nothing of this", passages: 7 })
    .where("term", "=", "leave")
    .execute();
  await db.updateTable("lexical_state").set({ analysis: 1 }).execute();
  const other = await reopen();
  expect(await other.search(query("parental leave overtime"))).toEqual(before);
  await index.remove(ACME, documentId("leave"));
  expect(await other.size(ACME)).toEqual({ passages: 1, documents: 1 });
});

test("a new index is filled from what the database knows, and strays are deleted", async () => {
  const { index, pinecone, reopen } = await open({});
  const other = tenantId("other tenant".replace(" ", "/"));
  await put(index, { leave: "parental leave", pay: "overtime pay" });
  await put(index, { tea: "green tea" }, other);
  pinecone.create("second", HYBRID);
  const second = await reopen({ index: "second" });
  expect((await second.tenants()).toSorted()).toEqual([ACME, other]);
  expect(await second.restore(ACME)).toEqual({ written: 2, removed: 0 });
  expect(pinecone.index("second").records("acme")).toHaveLength(2);
  pinecone.index("docent").records("acme");
  await second.remove(ACME, documentId("pay"));
  expect(await index.restore(ACME)).toEqual({ written: 1, removed: 1 });
});

test("an index is created as Docent needs it, and one that is there is not touched", async () => {
  const { pinecone } = await open({});
  const settings = { apiKey: pinecone.apiKey, controllerUrl: pinecone.url };
  const where = { cloud: "gcp", region: "europe-west4" };
  await createPinecone(settings, { name: "words", ...where }, HURRIED);
  await createPinecone(settings, { name: "both", dimension: 8, ...where }, HURRIED);
  const described = (index: string) => checkPinecone({ ...settings, index });
  expect(await described("words")).toBe("words in words, no vectors");
  expect(await described("both")).toBe("words in both, vectors of 8 in both");
  await expect(createPinecone(settings, { name: "both", ...where }, HURRIED)).rejects.toThrow(
    /has an index both already/,
  );
});
