import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { groupId, groupScope, ORG, type Scope, tenantId } from "../../src/access/scopes.ts";
import { openEmbeddedIndex } from "../../src/retrieval/index/embedded.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { ACME, documentId, found, passage, put, query, version } from "./passages.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { fillVectors, lettersOf, MODEL } from "./vectors.ts";

let folder: string;
let index: PassageIndex;
const opened: PassageIndex[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
  index = await open();
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function open(): Promise<PassageIndex> {
  const one = await openEmbeddedIndex({ folder });
  opened.push(one);
  return one;
}

const meaning = (text: string, weight = 1, model = MODEL) => ({ model, values: lettersOf(text), weight });
/** Asks for a word that no passage holds: only meaning can find anything. */
const like = (text: string, scopes: ReadonlySet<Scope> = new Set([ORG])) =>
  query("unheard", { vector: meaning(text), scopes });

const rowsOf = (table: string): number => {
  const database = new DatabaseSync(join(folder, "index.db"));
  const { count } = database.prepare(`SELECT count(*) AS count FROM ${table}`).get()!;
  database.close();
  return Number(count);
};

test("a passage is found by its words at once and by its meaning once it has a vector", async () => {
  await put(index, { a: "aardvark", b: "bubble" });
  expect(await found(index, query("aardvark"))).toEqual(["a"]);
  expect(await found(index, like("aaa"))).toEqual([]);
  expect(await fillVectors(index)).toBe(2);
  expect(await found(index, like("aaa"))).toEqual(["a", "b"]);
  expect(await found(index, like("bb"))).toEqual(["b", "a"]);
});

test("the weight decides between words and meaning", async () => {
  await put(index, { words: "zebra", meaning: "aaaa", neither: "mmmm" });
  await fillVectors(index);
  const asked = (weight: number) => found(index, query("zebra", { vector: meaning("aaaa", weight) }));
  expect((await asked(0.2))[0]).toBe("words");
  expect((await asked(0.8))[0]).toBe("meaning");
});

test("a hit says how like the question it is", async () => {
  await put(index, { same: "abc", other: "xyz" });
  await fillVectors(index);
  const { hits } = await index.search(query("abc", { vector: meaning("abc", 0.5) }));
  expect(hits.map(({ similarity }) => similarity)).toEqual([expect.closeTo(1, 2), expect.closeTo(0, 2)]);
});

test("a model that the index has no vectors of changes nothing", async () => {
  await put(index, { a: "aardvark", b: "bubble" });
  await fillVectors(index);
  const words = await index.search(query("aardvark"));
  const vector = meaning("bb", 1, "test:unknown");
  expect(await index.search(query("aardvark", { vector }))).toEqual(words);
});

test("no text is embedded twice, whichever document it stands in and whoever may read it", async () => {
  await put(index, { one: "the same text", two: "the same text", three: "another text" });
  expect(await fillVectors(index)).toBe(2);
  await put(index, { four: "the same text" });
  await index.replace(ACME, documentId("one"), [
    passage("one", "the same text", { scopes: [groupScope(groupId("few"))], version: "2" }),
  ]);
  expect(await fillVectors(index)).toBe(0);
  expect(await found(index, like("the same text", new Set([groupScope(groupId("few"))])))).toEqual(["one"]);
});

test("a vector for a passage that is gone by now is dropped", async () => {
  await put(index, { a: "aardvark" });
  const [missing] = await index.missingVectors(ACME, MODEL, 10);
  await index.remove(ACME, documentId("a"));
  await index.putVectors(ACME, MODEL, [{ passage: missing!.id, values: lettersOf("aardvark") }]);
  expect(await found(index, like("aardvark"))).toEqual([]);
  expect(rowsOf("vectors")).toBe(0);
});

test("vectors go with their documents, in memory and in the file", async () => {
  await put(index, { a: "aardvark", b: "bubble" });
  await fillVectors(index);
  await index.remove(ACME, documentId("a"));
  expect(await found(index, like("aardvark"))).toEqual(["b"]);
  expect(rowsOf("vectors")).toBe(1);
});

test("a second model's vectors stand beside the first's until they are dropped", async () => {
  const second = { model: "test:second", vectorOf: () => lettersOf("b", 10) };
  await put(index, { a: "aardvark", b: "bubble" });
  await fillVectors(index);
  await fillVectors(index, second);
  expect(await found(index, like("aaa"))).toEqual(["a", "b"]);
  await index.dropVectors(ACME, MODEL);
  expect(await found(index, like("aaa"))).toEqual([]);
  const vector = { model: "test:second", values: lettersOf("b", 10), weight: 1 };
  expect((await found(index, query("unheard", { vector }))).sort()).toEqual(["a", "b"]);
  await index.close();
  await open();
  await index.close();
  expect(rowsOf("vector_models")).toBe(1);
});

test("what a dropped model leaves in the file is swept away, also after a restart", async () => {
  for (let number = 0; number < 60; number++)
    await index.replace(ACME, documentId(`d${number}`), version(`d${number}`, number));
  await fillVectors(index, { atOnce: 500 });
  expect(rowsOf("vectors")).toBe(1200);
  const database = new DatabaseSync(join(folder, "index.db"));
  database.exec("DELETE FROM vector_models"); // as a process that was killed before it swept
  database.close();
  await index.close();
  index = await open();
  while (rowsOf("vectors") > 0) await index.size(ACME);
  expect(rowsOf("vectors")).toBe(0);
});

test("tenants have their vectors apart", async () => {
  const other = tenantId("other");
  await put(index, { a: "aardvark" });
  await put(index, { a: "aardvark" }, other);
  await fillVectors(index);
  expect(await found(index, { ...like("aaa"), tenant: other })).toEqual([]);
  expect(await fillVectors(index, { tenant: other })).toBe(1);
  await index.dropVectors(ACME, MODEL);
  expect(await found(index, { ...like("aaa"), tenant: other })).toEqual(["a"]);
});

test("two processes on one file see each other's vectors", async () => {
  const there = await open();
  await put(index, { a: "aardvark", b: "bubble" });
  expect(await found(there, query("aardvark"))).toEqual(["a"]);
  await fillVectors(index);
  expect(await found(there, like("aaa"))).toEqual(["a", "b"]);
  await put(there, { c: "ccc" });
  expect(await fillVectors(there)).toBe(1);
  expect(await found(index, like("ccc"))).toEqual(["c", "a", "b"]);
  await there.dropVectors(ACME, MODEL);
  expect(await found(index, like("ccc"))).toEqual([]);
});

test("opened again it answers the same, to the last digit", async () => {
  for (let number = 0; number < 30; number++)
    await index.replace(ACME, documentId(`d${number}`), version(`d${number}`, number));
  await fillVectors(index);
  const asked = query("handbook part3", { vector: meaning("handbook part", 0.4), limit: 50 });
  const before = await index.search(asked);
  await index.close();
  expect(await (await open()).search(asked)).toEqual(before);
});

test("many replacements later it answers as if freshly filled", async () => {
  const fill = async (edition: number) => {
    for (let number = 0; number < 25; number++)
      await index.replace(ACME, documentId(`d${number}`), version(`d${number}`, edition + number));
    await fillVectors(index, { atOnce: 500 });
  };
  const asked = query("handbook edition12 part3", { vector: meaning("part edition", 0.5), limit: 30 });
  await fill(9);
  const fresh = await index.search(asked);
  for (let edition = 0; edition < 20; edition++) await fill(edition % 10);
  expect(await index.search(asked)).toEqual(fresh);
});

describe("says what is wrong and what to do", () => {
  test("when a model's vectors differ in length", async () => {
    await put(index, { a: "aardvark", b: "bubble" });
    await index.putVectors(ACME, MODEL, [{ passage: passage("a", "").id, values: lettersOf("a") }]);
    const other = [{ passage: passage("b", "").id, values: lettersOf("b", 10) }];
    await expect(index.putVectors(ACME, MODEL, other)).rejects.toThrow(
      /made a vector of 10 dimensions beside others of 26: .*set DOCENT_EMBEDDINGS to another name/,
    );
    await expect(
      index.search(query("aardvark", { vector: { model: MODEL, values: lettersOf("a", 10), weight: 1 } })),
    ).rejects.toThrow(/question's vector has 10 dimensions and the passages' have 26/);
    expect(await found(index, query("aardvark", { vector: meaning("a", 0.5) }))).toEqual(["a"]);
  });

  test("when a model's vectors are longer than the index takes", async () => {
    await put(index, { a: "aardvark" });
    const item = { passage: passage("a", "").id, values: new Float32Array(9000).fill(1) };
    await expect(index.putVectors(ACME, MODEL, [item])).rejects.toThrow(/set DOCENT_EMBEDDINGS_DIMENSIONS/);
  });

  test("when a component is no number", async () => {
    await put(index, { a: "aardvark" });
    const item = { passage: passage("a", "").id, values: Float32Array.of(1, Number.NaN) };
    await expect(index.putVectors(ACME, MODEL, [item])).rejects.toThrow(/not a finite number/);
    expect(await index.missingVectors(ACME, MODEL, 5)).toHaveLength(1);
  });
});
