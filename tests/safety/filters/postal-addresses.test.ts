import { findPersonalData } from "../../../src/safety/filters/personal-data.ts";
import { addressed } from "./address-forms.ts";

/** The share of addresses most of whose letters are blacked out, by country. */
function foundByCountry(half: "development" | "validation"): Map<string, number> {
  const byCountry = Map.groupBy(addressed(half, 10), ({ country }) => country);
  return new Map(
    [...byCountry].map(([country, all]) => [country, all.filter(isRemoved).length / all.length]),
  );
}

function isRemoved({ text, address }: { text: string; address: string }): boolean {
  const start = text.indexOf(address);
  const end = start + address.length;
  const removed = findPersonalData(text).map((span) =>
    Math.max(0, Math.min(span.end, end) - Math.max(span.start, start)),
  );
  return removed.reduce((sum, length) => sum + length, 0) > 0.7 * address.length;
}

test("addresses in the forms that the rules were written for are found, in every country", () => {
  const shares = foundByCountry("development");
  expect(shares.size).toBeGreaterThanOrEqual(20);
  expect([...shares].filter(([, share]) => share < 1)).toEqual([]);
});

test("of towns and forms that nobody looked at meanwhile nine in ten are found", () => {
  const shares = [...foundByCountry("validation").values()];
  expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThanOrEqual(0.9);
});

test.each([
  "We meet in Room 12, Building 4, on the 3rd floor.",
  "Version 12.4.1 of the Court module replaces version 11.",
  "See section 14 Place of work, chapter 3 Lane changes and table 7.",
  "In 2024 Main Street was closed; the Road to 2030 Plan goes on.",
  "Step 5 Drive the report to the end, step 6 Close it.",
  "On 12 March Place de la Concorde was full of people.",
  "The President signed Executive Order 11566, and Davis et al. Front Microbiol 2014 agrees.",
  "Between 9 and 12 Way too many people called.",
  "The team scored 12 and 15 points in Sprint Review 12.",
  "Invoice 48213 Berlin was paid; order 10115 is open.",
  "The Green Room seats 24 and Baker Hall 300.",
  "RFC 2119 says MUST, and ISO 27001 asks for a register.",
  "Call the desk at extension 4411 Monday to Friday.",
  "We opened 5 offices and hired 120 people in 2025, 40 Engineers among them.",
])("no address: %s", (text) => {
  expect(findPersonalData(text).filter(({ kind }) => kind === "address")).toEqual([]);
});
