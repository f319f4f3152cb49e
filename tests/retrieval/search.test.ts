import { answerability } from "../../src/retrieval/answerable.ts";
import { FOLLOW_UP_WEIGHTS, followUpTexts } from "../../src/retrieval/follow-up.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { createRetrieval, type Retrieval } from "../../src/retrieval/search.ts";
import { INDEXES } from "./indexes.ts";
import { passage, put, query } from "./passages.ts";

const HANDBOOK = {
  leave: "Parental leave lasts sixteen weeks. Both parents may take parental leave until the first birthday.",
  expenses: "Travel expenses are reimbursed within ten days when the receipts are attached to the claim.",
  laptops: "A lost laptop must be reported to the security desk within one hour.",
  canteen: "The canteen opens at noon and closes at two. Guests pay the full price.",
  badges: "Badges are handed out at the front desk. Lost badges cost ten dollars.",
};

describe.each(Object.entries(INDEXES))("search: %s", (_, open) => {
  let index: PassageIndex;
  let retrieval: Retrieval;
  beforeAll(async () => {
    index = await open();
    retrieval = createRetrieval({ index });
    await put(index, HANDBOOK);
  });
  afterAll(() => index.close());

  const answerable = async (text: string) => (await retrieval.search(query(text))).answerability.answerable;

  test.each([
    "How long is parental leave?",
    "What do I do about a lost laptop?",
    "When are travel expenses reimbursed?",
  ])("answers %j", async (question) => {
    expect(await answerable(question)).toBe(true);
  });

  test.each([
    "How do I configure Kubernetes ingress controllers?",
    "What is our policy on bringing dogs to work?",
    "Can you tell me what the process is?",
    "Who won the football world cup in the first year it was held?",
    "",
  ])("does not answer %j", async (question) => {
    expect(await answerable(question)).toBe(false);
  });

  test("polite words and frames change nothing", async () => {
    const plain = await retrieval.search(query("parental leave"));
    const polite = await retrieval.search(
      query("Hi, could you please tell me what our policy is on parental leave? Thanks!"),
    );
    expect(polite.answerability.score).toBeCloseTo(plain.answerability.score, 1);
    expect(polite.answerability.answerable).toBe(true);
  });

  test("the threshold is a setting", async () => {
    const strict = createRetrieval({ index, settings: { answerabilityThreshold: 1 } });
    const { answerability } = await strict.search(query("How long is parental leave?"));
    expect(answerability).toMatchObject({ threshold: 1, answerable: false });
  });

  test("judges by the best passages even when fewer are wanted", async () => {
    const many = await retrieval.search(query("lost laptop"));
    const one = await retrieval.search(query("lost laptop", { limit: 1 }));
    expect(one.passages).toEqual(many.passages.slice(0, 1));
    expect(one.answerability).toEqual(many.answerability);
  });

  test("says what was searched and how words were read", async () => {
    const { corrections, searched } = await retrieval.search(query("parentel leave"));
    expect(corrections).toEqual([{ from: "parentel", to: "parental" }]);
    expect(searched).toEqual({ passages: 5, documents: 5 });
  });
});

describe.each(Object.entries(INDEXES))("near-identical passages: %s", (_, open) => {
  const TEXT =
    "The plan pays eighty percent of the cost of dental care after the yearly deductible has been met by you";
  const search = async (texts: Record<string, string>, limit = 10) => {
    const index = await open();
    await put(index, texts);
    const { passages } = await createRetrieval({ index }).search(query("dental care deductible", { limit }));
    await index.close();
    return passages.map((hit) => hit.passage.document);
  };

  test("take one place, and the next different one moves up", async () => {
    const copies = { a: TEXT, b: TEXT.toUpperCase(), c: `${TEXT}.`, d: `${TEXT} always` };
    expect(await search({ ...copies, other: "Dental emergencies are covered abroad." }, 2)).toEqual([
      "a",
      "other",
    ]);
  });

  test("stay when a number differs", async () => {
    expect(await search({ a: `${TEXT}: 500 dollars`, b: `${TEXT}: 1,000 dollars` })).toEqual(["a", "b"]);
  });

  test("stay when many words differ", async () => {
    const words = TEXT.split(" ");
    expect(await search({ a: TEXT, b: words.slice(0, 15).join(" ") })).toHaveLength(2);
  });
});

test("answerability needs no more than what an index answers", () => {
  const hits = [{ passage: passage("leave", HANDBOOK.leave), score: 1 }];
  const terms = [
    { term: "parental", idf: 3, known: true },
    { term: "leave", idf: 2, known: true },
  ];
  const searched = { passages: 50, documents: 5 };
  const full = answerability({ hits, terms, searched });
  const half = answerability({
    hits,
    terms: [terms[1]!, { term: "zookeepers", idf: 5, known: false }],
    searched,
  });
  expect(full.score).toBeGreaterThan(half.score);
  expect(answerability({ hits: [], terms, searched }).answerable).toBe(false);
});

describe("a page about the question speaks louder than one that mentions it", () => {
  const terms = [
    { term: "parental", idf: 3, known: true },
    { term: "leave", idf: 2, known: true },
  ];
  const searched = { passages: 50, documents: 5 };
  const mention = "Whoever is on parental leave keeps the badge, the laptop and the key to the bicycle room.";
  const scoreOf = (...passages: ReturnType<typeof passage>[]) =>
    answerability({ hits: passages.map((one) => ({ passage: one, score: 1 })), terms, searched }).score;
  const alone = scoreOf(passage("badges", mention));

  test("by what stands beside the best passage", () => {
    const about = "Parental leave is asked for in writing. Parental leave can be split in two.";
    expect(scoreOf(passage("badges", mention), passage("more", about))).toBeGreaterThan(alone);
  });

  test("by its title and headings", () => {
    const titled = (title: string) => scoreOf({ ...passage("badges", mention), title });
    expect(titled("Parental leave")).toBeGreaterThan(titled("Badges and keys"));
  });

  test("whatever else is found that holds none of its words, even no words at all", () => {
    const others = [passage("canteen", HANDBOOK.canteen), passage("empty", "")];
    expect(scoreOf(passage("badges", mention), ...others)).toBe(alone);
  });
});

test("earlier turns count less the further they are from the question", () => {
  expect(followUpTexts("And for contractors?", { questions: [] })).toEqual([
    { text: "And for contractors?", weight: 1 },
  ]);
  const texts = followUpTexts("And sick days?", {
    questions: ["first", "second", "third"],
    lastAnswer: "answer",
  });
  expect(texts.map(({ text }) => text)).toEqual(["And sick days?", "third", "first", "answer"]);
  expect(texts.map(({ weight }) => weight)).toEqual(Object.values(FOLLOW_UP_WEIGHTS));
});
