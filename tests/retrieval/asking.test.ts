/** Who asks, about whom and in which English must not decide what is found; what is asked must. */
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { createRetrieval } from "../../src/retrieval/search.ts";
import { INDEXES } from "./indexes.ts";
import { found, put, query } from "./passages.ts";

/** Some hold the words by which questions say who is meant. */
const PAGES = {
  leave: "Parental leave lasts sixteen weeks. Parental leave is paid in full.",
  overtime: "Overtime is paid with the salary of the next month. Overtime must be approved before.",
  holidays: "Religious holidays: Muslim employees may take Eid off, Christian employees Good Friday.",
  screens: "Blind employees get a screen reader. Deaf employees get an interpreter.",
  visits: "Visitors from Nigeria and Syria need an invitation.",
  bank: "The banks pay salaries. The park and the baker are near the office of the house.",
  people: "Greta Nowak leads the finance group. Women and men earn alike.",
};

/** From grammars, written apart from the lists. */
const ABOUT_LEAVE = [
  "Hoo lang is parental leave? Naebody has telt us onything aboot it and I dinnae ken.",
  "Whit's the rules wi parental leave? Ah wis gonnae ask but they widnae say.",
  "How long be parental leave? Ain't nobody finna tell me nothin 'bout it, y'all.",
  "Kindly tell me how long is parental leave only, na?",
  "Parental leave how long ah? Nobody tell me leh, so how lah.",
  "Mi nuh know how long parental leave is, nobody neva tell mi nutten.",
  "Are yous after telling me how long parental leave is at all? Sure I amn't told.",
  "G'day mate, how long is parental leave? Dunno who to ask, cheers.",
  "pls tell how long is parental leave, i not know becoz nobody telled me",
];

const OVERTIME = "When is overtime of {who} paid?";
const PEOPLE = [
  "a Muslim colleague",
  "a Christian colleague",
  "a deaf colleague",
  "a colleague who is blind",
  "a woman on my team",
  "a non-binary person on my team",
  "a 61-year-old colleague",
  "a colleague from Nigeria",
  "a colleague from the United States",
  "Tyrone Banks",
  "Ji-woo Park",
  "Ms Baker",
];

describe("who asks and how", () => {
  let index: PassageIndex;
  beforeAll(async () => {
    index = await INDEXES.embedded!();
    await put(index, PAGES);
  });
  afterAll(() => index.close());

  const judged = async (text: string) => {
    const retrieval = createRetrieval({ index });
    const { passages, answerability } = await retrieval.search({ ...query(text), limit: 5 });
    return { found: passages.map(({ passage }) => passage.document), answerability };
  };

  test.each(ABOUT_LEAVE)("a variety of English finds what the standard finds: %s", async (asked) => {
    const { found, answerability } = await judged(asked);
    expect(found[0]).toBe("leave");
    expect(answerability.answerable).toBe(true);
  });

  test.each(PEOPLE)("whoever a question is about, it finds the same, equally sure: %s", async (who) => {
    expect(await judged(OVERTIME.replace("{who}", who))).toEqual(
      await judged(OVERTIME.replace("{who}", "a colleague")),
    );
  });

  test.each(["As a Muslim, when do I get overtime paid?", "I am 58 and ask when overtime is paid."])(
    "whoever asks finds the same: %s",
    async (asked) => {
      expect(await judged(asked)).toEqual(await judged("When is overtime paid?"));
    },
  );

  test.each([
    ["Which religious holidays may a Muslim colleague take?", "holidays"],
    ["What do Muslim employees get?", "holidays"],
    ["Which equipment does a blind colleague get?", "screens"],
    ["What is there for a deaf colleague?", "screens"],
    ["Do visitors from Syria need anything?", "visits"],
    ["Who is Greta Nowak?", "people"],
    ["What does Greta Nowak lead?", "people"],
  ])("what is asked about stays: %s", async (asked, page) => {
    expect((await found(index, query(asked)))[0]).toBe(page);
  });

  test("a word of a variety is read as the standard's where no page holds it, and stands where one does", async () => {
    expect(await found(index, query("Whaur's the hoose baker?"))).toEqual(["bank"]);
    await put(index, { ken: "Ken Fraser runs the canteen.", hoose: "The Hoose is our pub." });
    expect(await found(index, query("What does Ken run?"))).toEqual(["ken"]);
    expect((await found(index, query("Where is the hoose?")))[0]).toBe("hoose");
  });
});
