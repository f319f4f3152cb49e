/**
 * Over random versions, readers and questions: what somebody may not read changes nothing of what they get, and what
 * stands in for an older version is always newer and theirs to read.
 */
import fc from "fast-check";
import { mayRead } from "../../src/access/audience.ts";
import { groupId, groupScope, ORG, type Scope } from "../../src/access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../../src/documents/document.ts";
import { lineageOf } from "../../src/documents/lineage.ts";
import type { Kinship, Relatives } from "../../src/documents/lineage-rows.ts";
import type { IndexAnswer } from "../../src/retrieval/passage-index.ts";
import { preferNewer } from "../../src/retrieval/supersession.ts";
import { ACME, passage } from "../retrieval/passages.ts";

const TODAY = Date.parse("2026-11-24T00:00:00Z");
const SCOPES: readonly Scope[] = [ORG, groupScope(groupId("a")), groupScope(groupId("b"))];
const TITLES = [
  ...[
    "Travel policy 2023",
    "Travel policy 2024",
    "Travel policy v1",
    "Travel policy v2",
    "Travel policy (old)",
  ],
  ...["Travel policy", "Travel policy draft", "Travel policy 2027", "Trips"],
];
const SAYINGS = [
  "",
  "This document supersedes Trips.",
  "Superseded by Travel policy 2024.",
  "This page is obsolete.",
];

interface Written {
  readonly title: string;
  readonly says: string;
  readonly scopes: readonly Scope[];
  readonly fit: number;
}

const written: fc.Arbitrary<Written> = fc.record({
  title: fc.constantFrom(...TITLES),
  says: fc.constantFrom(...SAYINGS),
  scopes: fc.uniqueArray(fc.constantFrom(...SCOPES), { minLength: 1, maxLength: 2 }),
  fit: fc.integer({ min: 1, max: 20 }),
});

/** An index and a catalogue of these documents; a search finds all that may be read, the best fitting first. */
function shelfOf(documents: readonly (Written & { readonly id: string })[]) {
  const all = documents.map((one) => ({
    ...one,
    passage: passage(one.id, `hotels are paid ${one.says}`, { title: one.title, scopes: one.scopes }),
    lineage: lineageOf(`${one.id}.md`, new Uint8Array(), {
      title: one.title,
      blocks: [{ kind: "paragraph", text: one.says, location: { headings: [] } }],
    }),
  }));
  const kin: Kinship[] = all.flatMap((older) =>
    all.flatMap((newer): Kinship[] => {
      if (older === newer) return [];
      const pair = { older: older.passage.document, newer: newer.passage.document };
      const isNamed = (names: readonly string[], claims: readonly string[]) =>
        names.some((name) => claims.includes(name));
      return [
        ...(older.lineage.family && older.lineage.family === newer.lineage.family
          ? [{ ...pair, by: "family" as const }]
          : []),
        ...(isNamed(newer.lineage.names, older.lineage.supersededBy) ||
        isNamed(older.lineage.names, newer.lineage.supersedes)
          ? [{ ...pair, by: "statement" as const }]
          : []),
      ];
    }),
  );
  const found = (scopes: ReadonlySet<Scope>): IndexAnswer => ({
    hits: all
      .filter((one) => mayRead(one.scopes, scopes))
      .sort((one, other) => other.fit - one.fit)
      .map((one) => ({ passage: one.passage, score: one.fit })),
    terms: [{ term: "hotels", idf: 3, known: true }],
    corrections: [],
    searched: { passages: 100, documents: 50 },
  });
  return {
    found,
    parts: {
      index: { search: async ({ scopes }: { scopes: ReadonlySet<Scope> }) => found(scopes) },
      relatives: async (): Promise<Relatives> => ({
        kinships: kin,
        documents: new Map(
          all.map((one) => [
            one.passage.document,
            {
              document: one.passage.document,
              standing: one.lineage.standing,
              scopes: one.scopes,
              passage: one.passage.id,
            },
          ]),
        ),
      }),
      passages: async (_tenant: unknown, ids: readonly PassageId[]): Promise<Passage[]> =>
        all.flatMap((one) => (ids.includes(one.passage.id) ? [one.passage] : [])),
      answerabilityThreshold: 0,
      now: () => TODAY,
    },
  };
}

const readable = fc.subarray([...SCOPES], { minLength: 1 }).map((scopes) => new Set(scopes));

async function answered(
  documents: readonly (Written & { readonly id: string })[],
  scopes: ReadonlySet<Scope>,
) {
  const { found, parts } = shelfOf(documents);
  const query = { tenant: ACME, texts: [{ text: "hotels", weight: 1 }], scopes };
  const { hits, superseded } = await preferNewer(parts)(found(scopes), query);
  return {
    hits: hits.map(({ passage: hit }) => hit.document),
    superseded: [...superseded].map(([id, { newer }]): [DocumentId, Passage | undefined] => [id, newer]),
  };
}

test("a document that may not be read neither suppresses nor is named", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(written, { minLength: 1, maxLength: 8 }),
      readable,
      async (documents, scopes) => {
        const numbered = documents.map((one, at) => ({ ...one, id: `document-${at}` }));
        const theirs = numbered.filter((one) => mayRead(one.scopes, scopes));
        const given = await answered(numbered, scopes);
        expect(given).toEqual(await answered(theirs, scopes));
        for (const [, newer] of given.superseded) if (newer) expect(mayRead(newer.scopes, scopes)).toBe(true);
      },
    ),
  );
});

test("nothing is found twice, and somebody who may read something is given something", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(written, { minLength: 1, maxLength: 8 }),
      readable,
      async (documents, scopes) => {
        const numbered = documents.map((one, at) => ({ ...one, id: `document-${at}` }));
        const { hits, superseded } = await answered(numbered, scopes);
        expect(new Set(hits).size).toBe(hits.length);
        expect(hits.length > 0).toBe(numbered.some((one) => mayRead(one.scopes, scopes)));
        for (const [older, newer] of superseded) expect(newer?.document).not.toBe(older);
      },
    ),
  );
});
