import { grounding, groundsOf } from "../../src/safety/filters/grounding.ts";
import { passage } from "./guard-parts.ts";

const policy = passage(
  "Expenses are paid within 30 days. Claims above $500 need the approval of Maria Keller. Alcohol is not reimbursed. Meals during travel are reimbursed up to $60 a day.",
  { location: { headings: ["Travel", "Expenses"] } },
);
const rows = passage("plan: Basic; deductible: $1,500; copay: $20\nplan: Plus; deductible: $750; copay: $10");
const supported = (sentence: string, from = policy) => groundsOf(sentence, [], [from], "").length > 0;

test.each([
  ["word for word", "Expenses are paid within 30 days."],
  ["other forms of the words", "An expense is paid in 30 days."],
  ["a number in words", "Your travel expenses are paid within thirty days."],
  ["a name", "Claims above $500 must be approved by Maria Keller."],
  ["a negation", "Alcohol will not be reimbursed."],
  ["two sentences in one", "Alcohol is not reimbursed, but meals during travel are, up to $60 a day."],
  ["Markdown", "- **Meals** during travel are reimbursed up to _$60_ a day"],
])("supports %s", (_what, sentence) => {
  expect(supported(sentence)).toBe(true);
});

test.each([
  ["another number", "Expenses are paid within 60 days."],
  ["a number from elsewhere in the passage", "Meals during travel are reimbursed up to $500 a day."],
  ["a number in words", "Expenses are paid within ten days."],
  ["another name", "Claims above $500 need the approval of Peter Keller."],
  ["a lost negation", "Alcohol is reimbursed."],
  ["an added negation", "Meals during travel are not reimbursed up to $60 a day."],
  ["the opposite bound", "Claims below $500 need the approval of Maria Keller."],
  ["other things", "Every employee may choose a company bicycle."],
  ["one word in common", "Expenses grow."],
  ["nothing", "Yes, of course!"],
])("does not support %s", (_what, sentence) => {
  expect(supported(sentence)).toBe(false);
});

test.each([
  ["first", "Lunch is free. Alcohol is not reimbursed. Expenses are paid within 30 days."],
  ["in the middle", "Alcohol is not reimbursed. Lunch is free. Expenses are paid within 30 days."],
  ["last", "Alcohol is not reimbursed. Expenses are paid within 30 days. Lunch is free."],
])("one sentence that no source says makes the whole unsupported where it comes %s", async (_where, text) => {
  const check = (said: string) =>
    grounding.check({ stage: "sentence", text: said, passages: [policy], question: "" });
  expect(await check(text)).toMatchObject({ flagged: true, score: 1 });
  expect(await check(text.replace("Lunch is free. ", "").replace(" Lunch is free.", ""))).toMatchObject({
    flagged: false,
  });
});

/** Sentences that their source supports, and what becomes of them when one thing is changed. */
const RULES: readonly (readonly [sentence: string, changes: Readonly<Record<string, string>>])[] = [
  [
    "The trial period ends after 30 days and may be extended once by the office.",
    {
      number: "30 days|60 days",
      unit: "days|weeks",
      "unit in words": "30 days|thirty months",
      negation: "may be|may not be",
    },
  ],
  [
    "Maria Keller signs every order above 2,000 euros before the supplier is paid.",
    {
      name: "Maria|Peter",
      "a name of the page": "Maria Keller|Henrik Olsen",
      number: "2,000|5,000",
      bound: "above|below",
      order: "before|after",
      currency: "euros|dollars",
    },
  ],
  [
    "Reports must be handed in by 14 March of the calendar year.",
    {
      month: "March|June",
      day: "14|24",
      unit: "calendar year|calendar month",
      negation: "must be|must not be",
    },
  ],
  ["Contractors are not covered by the travel insurance.", { negation: "are not|are" }],
  [
    "Henrik Olsen keeps the keys of the archive on Friday.",
    { name: "Henrik Olsen|Maria Keller", day: "Friday|Monday" },
  ],
  [
    "Each team meets weekly in the large hall for two hours.",
    { often: "weekly|monthly", unit: "hours|days", number: "two|nine" },
  ],
];
const rules = passage(
  RULES.map(([sentence]) => sentence).join(
    " Anybody may ask about this. It is written down elsewhere. The form is short. ",
  ),
);

test.each(
  RULES.flatMap(([sentence, changes]) =>
    Object.entries(changes).map(([what, change]) => {
      const [from = "", to = ""] = change.split("|");
      return { what, sentence, changed: sentence.replace(from, to) };
    }),
  ),
)("supports a sentence, and not with another $what: $changed", ({ sentence, changed }) => {
  expect(changed).not.toBe(sentence);
  expect(supported(sentence, rules)).toBe(true);
  expect(supported(changed, rules)).toBe(false);
});

const duties = passage(
  "Managers must approve every trip that costs more than $900. Employees may book trains before the trip is approved. Travel with Northwind Rail is open to all interns. Lunch at the hotel Alberta is paid by the Lisbon office.",
);

test.each([
  ["a duty", "Managers must approve", "Managers may approve", "every trip that costs more than $900."],
  ["leave", "Employees may book", "Employees must book", "trains before the trip is approved."],
  [
    "an order of time",
    "Employees may book trains before",
    "Employees may book trains after",
    "the trip is approved.",
  ],
  [
    "an amount",
    "Managers must approve every trip",
    "Managers must approve no trip",
    "that costs more than $900.",
  ],
  ["a name", "Lunch at the hotel Alberta", "Lunch at the hotel Northwind", "is paid by the Lisbon office."],
])("does not support another one of the passage in the place of %s", (_what, said, other, rest) => {
  expect(supported(`${said} ${rest}`, duties)).toBe(true);
  expect(supported(`${other} ${rest}`, duties)).toBe(false);
});

test.each([
  "Trains may be booked by employees before the trip is approved.",
  "Every trip that costs more than $900 must be approved by managers.",
  "Every trip above $900 must be approved by managers.",
])("supports what says the same with words in another order: %s", (sentence) => {
  expect(supported(sentence, duties)).toBe(true);
});

test("always supports a sentence that stands word for word in a passage", () => {
  const odd = passage(
    "Never say never: no one may not attend. The Old Office Club Of Lisbon Meets Daily Or Weekly.",
  );
  expect(supported("Never say never: no one may not attend.", odd)).toBe(true);
  expect(supported("The Old Office Club Of Lisbon Meets Daily Or Weekly.", odd)).toBe(true);
});

test("keeps the rows of a table apart", () => {
  expect(supported("The Basic plan has a deductible of $1,500.", rows)).toBe(true);
  expect(supported("The Basic plan has a deductible of $750.", rows)).toBe(false);
});

test("quotes the shortest words that support a sentence", () => {
  const [one] = groundsOf("Alcohol is not reimbursed.", [], [rows, policy], "");
  expect(one?.passage).toBe(2);
  expect(policy.text.slice(one?.start, one?.end)).toBe("Alcohol is not reimbursed.");
});

test("puts two passages together when each brings its part", () => {
  const one = passage("The gym on the second floor opens at seven every morning.");
  const two = passage("Towels and lockers cost nothing for employees with a badge.");
  const grounds = groundsOf(
    "The gym opens every morning at seven, and towels and lockers cost employees with a badge nothing.",
    [1, 2],
    [one, two],
    "",
  );
  expect(grounds.map((ground) => ground.passage).sort()).toEqual([1, 2]);
});

test("as a filter, it scores how far a sentence is from its sources", async () => {
  const subject = { stage: "sentence" as const, passages: [policy], question: "" };
  expect(await grounding.check({ ...subject, text: "Alcohol is not reimbursed." })).toMatchObject({
    score: 0,
    flagged: false,
  });
  expect(await grounding.check({ ...subject, text: "Cars are free." })).toMatchObject({
    flagged: true,
    reason: "no source says this",
  });
});
