/** An index that is loaded from the file, all passages at once, is the one that was written passage by passage. */
import fc from "fast-check";
import { groupId, groupScope, ORG, type Scope } from "../../src/access/scopes.ts";
import type { DocumentId } from "../../src/documents/document.ts";
import { packSequences, unpackSequences } from "../../src/retrieval/index/packing.ts";
import { countOf, slotOf } from "../../src/retrieval/index/postings.ts";
import { type IndexedDocument, TenantIndex } from "../../src/retrieval/index/tenant-index.ts";

const WORDS = ["leave", "leaves", "travel", "travels", "budget", "é", "zebra", "zebras"];
const SCOPES: readonly Scope[] = [ORG, groupScope(groupId("one")), groupScope(groupId("two"))];

/** Some words stand in a passage more often than a posting counts. */
const sequence = fc
  .array(fc.tuple(fc.nat(WORDS.length - 1), fc.constantFrom(1, 1, 2, 300)), { maxLength: 6 })
  .map((runs) => Uint32Array.from(runs.flatMap(([word, times]) => Array<number>(times).fill(word))));
const passages = fc.array(fc.record({ sequence, scopes: fc.subarray([...SCOPES], { minLength: 1 }) }), {
  minLength: 1,
  maxLength: 4,
});

function emptyIndex(): TenantIndex {
  const index = new TenantIndex();
  for (const text of WORDS) index.vocabulary.add({ text, language: "en" });
  return index;
}

/** Everything that ranking reads. */
function contents(index: TenantIndex) {
  const { slots, postings, vocabulary } = index;
  return {
    postings: vocabulary.stems.map((_, stem) =>
      Array.from(
        postings.entries.subarray(postings.from[stem], postings.from[stem]! + postings.length[stem]!),
        (posting) => [slotOf(posting), countOf(posting)],
      ),
    ),
    bySlot: [index.rowOf, index.scopeSetOf, index.gramsOf].map((numbers) => [...numbers.subarray(0, slots)]),
    tokens: [...index.tokens.subarray(0, index.tokenTotal)],
    ends: [...index.tokensFrom.subarray(0, slots + 1)],
    withStem: [...index.passagesWithStem.subarray(0, vocabulary.stems.length)],
    withWord: [...vocabulary.passagesWithWord.subarray(0, WORDS.length)],
    totals: [index.passages, index.documents, index.tokenTotal, index.gramTotal],
    readers: [index.scopeSets.passages, index.scopeSets.documents].map((counts) => counts.join()),
  };
}

test("loaded at once, and written further, it holds what one that was written passage by passage holds", () => {
  fc.assert(
    fc.property(fc.array(passages, { minLength: 1, maxLength: 8 }), passages, (documents, later) => {
      let row = 1;
      const indexed = [...documents, later].map((those, number): IndexedDocument => {
        const firstRow = row;
        row += those.length;
        return {
          document: `d${number}` as DocumentId,
          firstRow,
          sequences: those.map(({ sequence }) => sequence),
          scopes: those.map(({ scopes }) => scopes),
        };
      });
      const written = emptyIndex();
      const loaded = emptyIndex();
      for (const each of indexed.slice(0, -1)) {
        written.replace(each);
        loaded.take({ ...each, packed: packSequences(each.sequences) });
      }
      loaded.countAll();
      expect(contents(loaded)).toEqual(contents(written));
      for (const index of [written, loaded]) {
        index.remove("d0" as DocumentId);
        index.replace(indexed.at(-1)!);
      }
      expect(contents(loaded)).toEqual(contents(written));
    }),
    { numRuns: 25 },
  );
});

test("sequences come back as they were packed, however large their numbers", () => {
  const number = fc.oneof(fc.nat(300), fc.integer({ min: 0, max: 0xffffffff }));
  fc.assert(
    fc.property(fc.array(fc.array(number, { maxLength: 5 }), { maxLength: 6 }), (rows) => {
      const sequences = rows.map((row) => Uint32Array.from(row));
      expect(unpackSequences(packSequences(sequences))).toEqual(sequences);
    }),
  );
});
