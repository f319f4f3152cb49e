import { lineageOf } from "../../src/documents/lineage.ts";

const saying = (text: string, path = "it/runbook.md", title = "Gauge runbook") =>
  lineageOf(path, new TextEncoder().encode(text), {
    title,
    blocks: [{ kind: "paragraph", text, location: { headings: [] } }],
  });

test.each([
  ["This document supersedes the Travel policy v1.2. It applies to all.", "travel policy v1 2"],
  ["This policy replaces “Expenses guide 2019”, dated 3 March 2019.", "expenses guide 2019"],
  ["Supersedes: old/travel-2020.md", "travel 2020"],
  ["Dieses Dokument ersetzt die Reiserichtlinie 2022.", "reiserichtlinie 2022"],
  ["Cette politique remplace la Politique de voyage 2022.", "politique de voyage 2022"],
  ["Esta política sustituye la Política de viajes 2022.", "politica de viajes 2022"],
])("%s", (text, name) => {
  expect(saying(text).supersedes).toContain(name);
  expect(saying(text).standing.isOutdated).toBeUndefined();
});

test.each([
  ["Superseded by Gauge hub operations.", "gauge hub operations"],
  ["This runbook has been superseded by the Gauge hub operations.", "gauge hub operations"],
  ["Deprecated: see the Gauge hub operations.", "gauge hub operations"],
  ["Ersetzt durch Reiserichtlinie 2024", "reiserichtlinie 2024"],
  ["Remplacée par la Politique de voyage 2024.", "politique de voyage 2024"],
])("%s", (text, name) => {
  expect(saying(text).supersededBy).toContain(name);
  expect(saying(text).standing.isOutdated).toBe(true);
});

test.each(["This page is obsolete.", "No longer valid.", "Dieses Dokument ist veraltet."])("%s", (text) => {
  expect(saying(text)).toMatchObject({ standing: { isOutdated: true }, supersededBy: [] });
});

test.each([
  "Passwords were replaced by passkeys in 2020.",
  "Archived records are kept ten years.",
  "Obsolete laptops are returned to IT.",
  "The new model replaces the old one.",
  "Our supplier was superseded by nobody.",
])("%s: says nothing about itself", (text) => {
  expect(saying(text)).toMatchObject({ standing: {}, supersedes: [], supersededBy: [] });
});

test("front matter says what a document replaces, what replaced it and how long it holds", () => {
  const text = [
    "---",
    "title: Travel policy",
    'supersedes: [a/travel-2020.md, "Trips and you"]',
    "superseded_by:",
    "  - Travel rules",
    "status: archived",
    "effective_date: 2024-01-01",
    "valid_until: 2024-12-31",
    "---",
    "Trains first.",
  ].join("\n");
  expect(saying(text, "hr/travel.md", "Travel policy")).toEqual({
    standing: { isOutdated: true, validFrom: "2024-01-01", validUntil: "2024-12-31" },
    family: "travel policy",
    names: ["travel policy", "travel"],
    supersedes: ["travel 2020", "trips and you"],
    supersededBy: ["travel rules"],
  });
});

test("files of one title are told apart by their names and their folder", () => {
  expect(saying("Trains.", "hr/travel-policy-v2.md", "Travel policy").standing).toEqual({ version: [2] });
  expect(saying("Trains.", "archive/travel.md", "Travel policy").standing).toEqual({ age: -1 });
  expect(saying("Trains.", "hr/chapter-2.md", "Travel policy").standing).toEqual({});
});
