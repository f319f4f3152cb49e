import fc from "fast-check";
import { type Edition, nameKey, replaces, titleFamily } from "../../src/documents/title-family.ts";

const TODAY = "2026-11-24";
const isNewer = (newer: string, older: string): boolean => {
  const [one, other] = [titleFamily(newer), titleFamily(older)];
  return one !== undefined && one.family === other?.family && replaces(one.edition, other.edition, TODAY);
};

test.each([
  ["Travel policy 2024", "Travel policy 2023"],
  ["Travel-Policy_2024", "Travel policy (2023)"],
  ["Travel policy – March 2024", "Travel policy – 3 March 2023"],
  ["20240301 Expenses policy", "2023-11-05 Expenses policy"],
  ["Expenses policy, 03.2024", "Expenses policy, 12.2023"],
  ["Price list Q2 2024", "Price list Q1 2024"],
  ["Salary bands 2025/26", "Salary bands 2024/25"],
  ["Travel policy v2", "Travel policy v1.2"],
  ["travel_policy_v2_FINAL", "Travel policy V1.2"],
  ["Onboarding guide, 3rd edition", "Onboarding guide (2nd edition)"],
  ["Onboarding guide rev. 10", "Onboarding guide rev. 9"],
  ["Travel policy", "Travel policy (old)"],
  ["Travel policy", "OLD - Travel policy"],
  ["Travel policy", "Travel policy – DRAFT"],
  ["Travel policy (final)", "Draft: Travel policy"],
  ["Travel policy (new)", "Travel policy"],
  ["Reiserichtlinie 2024", "Reiserichtlinie 2023"],
  ["Reiserichtlinie", "Reiserichtlinie (alt)"],
  ["Reiserichtlinie", "Reiserichtlinie, Entwurf"],
  ["Reiserichtlinie, März 2024", "Reiserichtlinie, Dezember 2023"],
  ["Politique de voyage, mars 2024", "Politique de voyage, décembre 2023"],
  ["Política de viajes 2024", "Politica de viajes 2023"],
  ["Reisbeleid versie 2", "Reisbeleid versie 1"],
])("%s replaces %s, and not the other way round", (newer, older) => {
  expect([isNewer(newer, older), isNewer(older, newer)]).toEqual([true, false]);
});

test.each([
  ["Chapter 1", "Chapter 2"],
  ["Q1 report", "Q2 report"],
  ["Annual report 2024", "Annual report 2023"],
  ["Minutes 2024-03-01", "Minutes 2024-02-01"],
  ["Release notes v2", "Release notes v1"],
  ["Budget 2024", "Budget 2023"],
  ["Team A", "Team B"],
  ["Handbook 2024", "Handbook 2023"],
  ["Payments API v2", "Payments API v1"],
  ["IT policy 12", "IT policy 11"],
  ["Northwind Health Plus Benefits Details", "Northwind Standard Benefits Details"],
  ["Travel policy Germany 2024", "Travel policy France 2023"],
  ["Travel policy 2027", "Travel policy 2024"],
  ["Travel policy v3 draft", "Travel policy v2"],
  ["Travel policy v2", "Travel policy 2024"],
  ["Travel policy 2023", "Travel policy"],
  ["Travel policy 2024 v1", "Travel policy 2023 v2"],
  ["Old Town office guide", "Town office guide"],
  ["Merger 2019 policy 2024", "Merger 2019 policy 2023"],
  ["v2", "v1"],
])("%s and %s stand side by side", (one, other) => {
  expect([isNewer(one, other), isNewer(other, one)]).toEqual([false, false]);
});

const editions: fc.Arbitrary<Edition> = fc.record(
  {
    version: fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }),
    date: fc
      .tuple(
        fc.integer({ min: 2020, max: 2026 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
      )
      .chain((parts) => fc.integer({ min: 1, max: 3 }).map((length) => parts.slice(0, length))),
    isDraft: fc.boolean(),
    age: fc.constantFrom<-1 | 1>(-1, 1),
  },
  { requiredKeys: [] },
);

test("of two editions at most one replaces the other, and none replaces itself", () => {
  fc.assert(
    fc.property(editions, editions, (one, other) => {
      expect(replaces(one, one, TODAY)).toBe(false);
      expect(replaces(one, other, TODAY) && replaces(other, one, TODAY)).toBe(false);
    }),
  );
});

test("any text has a key or none, and the same one however it is punctuated", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (title) => {
      titleFamily(title);
      expect(nameKey(nameKey(title))).toBe(nameKey(title));
    }),
  );
  expect(nameKey("Política: de_viajes — «2024»")).toBe("politica de viajes 2024");
});
