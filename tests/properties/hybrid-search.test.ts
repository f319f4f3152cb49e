/** Hybrid search against arithmetic that anybody can follow, over random passages, readers and vectors. */
import fc from "fast-check";
import { groupId, groupScope, ORG, type Scope } from "../../src/access/scopes.ts";
import type { Passage } from "../../src/documents/document.ts";
import { openEmbeddedIndex } from "../../src/retrieval/index/embedded.ts";
import { paddedLength, VectorMemory } from "../../src/retrieval/index/vectors/vector-memory.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { ACME, documentId, passage, query } from "../retrieval/passages.ts";
import { temporaryFolder } from "../retrieval/temporary-folder.ts";
import { cosine, MODEL, mayRead } from "../retrieval/vectors.ts";

const SCOPES: readonly Scope[] = [ORG, groupScope(groupId("one")), groupScope(groupId("two"))];
const DIMENSION = 19;

const vector = fc
  .array(fc.integer({ min: -126, max: 126 }), { minLength: DIMENSION - 1, maxLength: DIMENSION - 1 })
  .map((components) => Float32Array.of(127, ...components));
const scopes = fc.subarray([...SCOPES], { minLength: 1 });
const word = fc.constantFrom("leave", "travel", "budget", "laptop", "holiday", "parent");
const contents = fc.array(
  fc.record({
    words: fc.array(word, { minLength: 1, maxLength: 5 }),
    scopes,
    vector: fc.option(vector, { nil: undefined, freq: 5 }),
  }),
  { minLength: 1, maxLength: 40 },
);
const question = fc.record({
  words: fc.array(word, { minLength: 1, maxLength: 2 }),
  vector,
  scopes,
  weight: fc.double({ min: 0.05, max: 1, noNaN: true }),
});

let index: PassageIndex;
beforeAll(async () => {
  index = await openEmbeddedIndex({ folder: await temporaryFolder() });
});
afterAll(() => index.close());

test("a hybrid search returns nothing that scopes exclude, and the order is that of the formula", async () => {
  await fc.assert(
    fc.asyncProperty(contents, fc.array(question, { minLength: 1, maxLength: 3 }), async (those, asked) => {
      const all = those.map((one, at) => passage(`d${at}`, one.words.join(" "), { scopes: one.scopes }));
      await Promise.all(all.map((one) => index.replace(ACME, one.document, [one])));
      const vectors = new Map(those.flatMap(({ vector }, at) => (vector ? [[all[at]!.id, vector]] : [])));
      await index.putVectors(
        ACME,
        MODEL,
        Array.from(vectors, ([id, values]) => ({ passage: id as Passage["id"], values })),
      );
      for (const one of asked) {
        const readable = new Set(one.scopes);
        const text = one.words.join(" ");
        const words = await index.search(query(text, { scopes: readable, limit: 100 }));
        const { hits } = await index.search(
          query(text, {
            scopes: readable,
            limit: 100,
            vector: { model: MODEL, values: one.vector, weight: one.weight },
          }),
        );
        expect(hits.every((hit) => mayRead(hit.passage, readable))).toBe(true);

        const likeness = new Map(
          all
            .filter((each) => vectors.has(each.id) && mayRead(each, readable))
            .map((each) => [each.id, cosine(vectors.get(each.id)!, one.vector)]),
        );
        const nearest = [...likeness.values()];
        const [worst, best] = [Math.min(...nearest), Math.max(...nearest)];
        const score = ({ id }: Passage): number => {
          const byWords = words.hits.find((hit) => hit.passage.id === id)?.score ?? 0;
          const byMeaning = likeness.get(id);
          return (
            (1 - one.weight) * (byWords / (words.hits[0]?.score ?? 1)) +
            (byMeaning === undefined
              ? 0
              : one.weight * (best > worst ? (byMeaning - worst) / (best - worst) : 1))
          );
        };
        const expected = all.filter(
          ({ id }) => likeness.has(id) || words.hits.some((hit) => hit.passage.id === id),
        );
        expect(new Set(hits.map(({ passage: { id } }) => id))).toEqual(new Set(expected.map(({ id }) => id)));
        // The query is rounded to 16 bits: what lies closer together than that may change places.
        const slack = 0.0005 / Math.max(best - worst, 0.0005);
        for (const hit of hits) {
          expect(Math.abs(hit.score - score(hit.passage))).toBeLessThan(0.001 + slack);
          const similarity = likeness.get(hit.passage.id);
          if (similarity !== undefined) expect(Math.abs(hit.similarity! - similarity)).toBeLessThan(0.001);
        }
        const scores = hits.map((hit) => hit.score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }
      await Promise.all(all.map((one) => index.remove(ACME, documentId(one.document))));
    }),
    { numRuns: 60 },
  );
});

test("the dot products of WebAssembly are those of plain arithmetic, whatever the dimension", () => {
  const memory = new VectorMemory();
  const block = memory.take();
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }).chain((dimension) =>
        fc.record({
          stored: fc.array(fc.int8Array({ minLength: dimension, maxLength: dimension }), {
            minLength: 1,
            maxLength: 20,
          }),
          asked: fc.int16Array({ minLength: dimension, maxLength: dimension, min: -16384, max: 16384 }),
        }),
      ),
      ({ stored, asked }) => {
        const addresses = Uint32Array.from(stored, (values, at) => block + at * paddedLength(values.length));
        for (const [at, values] of stored.entries()) memory.write(addresses[at]!, values);
        const dots = new Int32Array(stored.length);
        memory.compare(asked, addresses, stored.length, dots);
        const plain = stored.map((values) =>
          values.reduce((sum, value, component) => sum + value * asked[component]!, 0),
        );
        expect([...dots]).toEqual(plain);
      },
    ),
  );
});
