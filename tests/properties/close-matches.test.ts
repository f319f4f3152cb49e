/** A small collection is ranked by its postings once a query comes twice: with the same scores as by its passages. */
import fc from "fast-check";
import { groupId, groupScope, ORG, type Scope } from "../../src/access/scopes.ts";
import type { DocumentId } from "../../src/documents/document.ts";
import { Ranker } from "../../src/retrieval/index/ranker.ts";
import { TenantIndex } from "../../src/retrieval/index/tenant-index.ts";

const WORDS = ["leave", "leaves", "parental", "parent", "travel", "traveller", "budget", "zebra", "zebras"];
const TEAM = groupScope(groupId("team"));

const passages = fc.array(
  fc.record({
    sequence: fc.array(fc.nat(WORDS.length - 1), { maxLength: 12 }),
    scopes: fc.constantFrom<readonly Scope[]>([ORG], [TEAM]),
  }),
  { minLength: 1, maxLength: 5 },
);
const change = fc.record({ document: fc.nat(3), passages });
const question = fc.array(fc.constantFrom(...WORDS, "unknown"), { minLength: 1, maxLength: 6 });

test("the first query after a change and the later ones rank alike, for whoever asks", () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), question, (changes, words) => {
      const index = new TenantIndex();
      for (const text of WORDS) index.vocabulary.add({ text, language: "en" });
      const ranker = new Ranker(index);
      let firstRow = 1;
      for (const { document, passages: written } of changes) {
        index.replace({
          document: `d${document}` as DocumentId,
          firstRow,
          sequences: written.map(({ sequence }) => Uint32Array.from(sequence)),
          scopes: written.map(({ scopes }) => scopes),
        });
        firstRow += written.length;
        for (const scopes of [new Set<Scope>([ORG]), new Set<Scope>([ORG, TEAM])]) {
          const ask = () =>
            ranker.rank({ texts: [{ text: words.join(" "), weight: 1 }], scopes, limit: 20 }).rows;
          const [first, second, third] = [ask(), ask(), ask()];
          expect([second, third]).toEqual([first, first]);
        }
      }
    }),
    { numRuns: 200 },
  );
});
