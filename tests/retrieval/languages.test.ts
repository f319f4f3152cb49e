import { LANGUAGES, type Language } from "../../src/retrieval/lexical/languages.ts";
import { languageOf } from "../../src/retrieval/lexical/stop-words.ts";
import { words } from "../../src/retrieval/lexical/tokens.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { HANDBOOKS } from "./handbooks.ts";
import { INDEXES } from "./indexes.ts";
import { found, put, query } from "./passages.ts";

const pagesOf = (language: Language): Record<string, string> =>
  Object.fromEntries(
    Object.entries(HANDBOOKS[language]).map(([page, { text }]) => [`${language}/${page}`, text]),
  );
const asked = LANGUAGES.flatMap((language) =>
  Object.entries(HANDBOOKS[language]).flatMap(([page, { questions }]) =>
    questions.map((question) => ({ language, page, question })),
  ),
);

describe.each(Object.entries(INDEXES))("a handbook in eight languages: %s", (_, open) => {
  let together: PassageIndex;
  beforeAll(async () => {
    together = await open();
    for (const language of LANGUAGES) await put(together, pagesOf(language));
  });
  afterAll(() => together.close());

  test.each(asked)("$language: $question", async ({ language, page, question }) => {
    expect((await found(together, query(question)))[0]).toBe(`${language}/${page}`);
  });

  test("is read in its own languages", () => {
    for (const language of LANGUAGES)
      for (const text of Object.values(pagesOf(language)))
        expect([text, languageOf(words(text))]).toEqual([text, language]);
  });

  test("a mistyped word is read as the nearest one of any language", async () => {
    const { corrections, hits } = await together.search(query("Reisekosen Belge"));
    expect(corrections).toEqual([
      { from: "reisekosen", to: "reisekosten" },
      { from: "belge", to: "belege" },
    ]);
    expect(hits[0]!.passage.document).toBe("de/expenses");
  });
});

test("a list of names and numbers is not taken for a foreign language", () => {
  for (const text of [
    "Van Halen, Des Moines, La Jolla",
    "TD1 W2 401k 1500.50",
    "non-exempt staff in non-profit organisations",
  ])
    expect([text, languageOf(words(text))]).toEqual([text, "en"]);
});

test.each(Object.entries(INDEXES))(
  "German words that share a part are found by it, the word itself first: %s",
  async (_, open) => {
    const index = await open();
    await put(index, {
      compound: "Der Sonderurlaub wird von der Personalabteilung gewährt und eingetragen.",
      itself: "Der Urlaub wird von der Personalabteilung genehmigt und eingetragen.",
      neither: "Die Kantine ist von zwölf bis vierzehn Uhr für alle geöffnet.",
    });
    expect(await found(index, query("Wie viel Urlaub?"))).toEqual(["itself", "compound"]);
    expect(await found(index, query("Urlaubsregelung"))).toEqual(["itself"]);
    await index.close();
  },
);
