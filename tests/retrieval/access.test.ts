import fc from "fast-check";
import { mayRead } from "../../src/access/audience.ts";
import { ORG, type Scope, scope } from "../../src/access/scopes.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { INDEXES } from "./indexes.ts";
import { ACME, documentId, passage, put, query } from "./passages.ts";

const SCOPES: Scope[] = [ORG, "channel:slack:C1", "channel:slack:C2", "person:local:ana", "group:hr"].map(
  scope,
);
const WORDS = ["leave", "travel", "salary", "laptop", "badge", "pension"];

const scopes = fc.subarray(SCOPES);
const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 })
  .map((words) => words.join(" "));
const document = fc.record({
  name: fc.constantFrom("a", "b", "c", "d", "e", "f"),
  passages: fc.array(fc.record({ text, scopes }), { maxLength: 4 }),
});

describe.each(Object.entries(INDEXES))("the access filter: %s", (name, open) => {
  let index: PassageIndex;
  beforeAll(async () => {
    index = await open();
  });
  afterAll(() => index.close());

  test("finds exactly the readable passages that hold a word of the question", async () => {
    const held = new Map<string, ReturnType<typeof passage>[]>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 5 }),
        text,
        scopes,
        async (documents, question, readable) => {
          for (const { name, passages } of documents) {
            const made = passages.map((part, ordinal) =>
              passage(name, part.text, { ordinal, scopes: part.scopes }),
            );
            held.set(name, made);
            await index.replace(ACME, documentId(name), made);
          }
          const reader = new Set(readable);
          const mine = [...held.values()].flat().filter((part) => mayRead(part.scopes, reader));
          const asked = question.split(" ");
          const expected = mine.filter((part) => part.text.split(" ").some((word) => asked.includes(word)));
          const answer = await index.search(query(question, { scopes: reader, limit: 1000 }));

          expect(answer.hits.map((hit) => hit.passage.id).sort()).toEqual(
            expected.map((part) => part.id).sort(),
          );
          expect(answer.searched).toEqual({
            passages: mine.length,
            documents: new Set(mine.map((part) => part.document)).size,
          });
          for (const { term, known } of answer.terms) {
            expect(known).toBe(mine.some((part) => part.text.split(" ").includes(term)));
          }
        },
      ),
      { numRuns: name === "embedded" ? 150 : 25 },
    );
  });

  test("a correction never shows a word that only others may read", async () => {
    const [, hr] = [ORG, scope("group:hr")];
    await put(index, { open: "The cafeteria opens at noon." });
    await index.replace(ACME, documentId("secret"), [
      passage("secret", "A redundancy round.", { scopes: [hr] }),
    ]);
    for (const from of ["redundncy", "layoff"]) {
      const asked = query(from);
      expect((await index.search(asked)).corrections).toEqual([]);
      expect((await index.search({ ...asked, scopes: new Set([hr]) })).corrections).toEqual([
        { from, to: "redundancy" },
      ]);
    }
  });
});
