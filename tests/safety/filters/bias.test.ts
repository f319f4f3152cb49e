import { inclusiveLanguageFilter } from "../../../src/safety/filters/inclusive-language.ts";
import { WORKPLACE_TERMS } from "../../../src/safety/filters/inclusive-terms.ts";
import { stereotypes } from "../../../src/safety/filters/stereotypes.ts";
import { checkText } from "./check-text.ts";

const wording = inclusiveLanguageFilter();

describe("inclusive wording", () => {
  test.each([
    ["Add the host to the whitelist.", "whitelist"],
    ["The chairman opened the meeting.", "chairman"],
    ["Use the master/slave setup.", "master/slave"],
    ["Fill it with dummy data.", "dummy data"],
    ["Thanks guys!", "guys"],
    ["It took ten man-hours.", "man-hours"],
    ["A fund for the blind, and one for the deaf.", "the blind"],
  ])("suggests for: %s", (text, term) => {
    const finding = checkText(wording, text);
    expect(finding.flagged).toBe(true);
    expect(finding.reason).toMatch(/^Consider ".+" instead of ".+"$/);
    expect(finding.spans?.map(({ start, end }) => text.slice(start, end))).toContain(term);
  });

  test.each([
    "Just restart the host.",
    "He has a master's degree.",
    "It is easy.",
    'She wrote "add it to the whitelist" in 2009.',
    "Run `git checkout master branch`.",
    "> Add the host to the whitelist.",
    "```\nwhitelist = master/slave\n```",
    "Das Protokoll sagt „die Gruppe heißt guys“.",
    "The business process manages access.",
    "We thanked the deaf engineers and the blind customers.",
    "Three female engineers spoke about their careers.",
  ])("says nothing about: %s", (text) => {
    expect(checkText(wording, text).flagged).toBe(false);
  });

  test("about forty terms stand beside the library's", () => {
    expect(WORKPLACE_TERMS.length).toBeGreaterThanOrEqual(40);
  });
});

describe("stereotypes", () => {
  test.each([
    "Women are too emotional to lead.",
    "Old people can't learn new software.",
    "All immigrants are lazy.",
    "Women belong in the kitchen.",
    "Real men don't cry.",
    "Asians are naturally good at math.",
    "Muslims are dangerous.",
    "Because she is a woman, she will probably quit.",
    "Women are worse at coding.",
    "Older employees can't keep up with new tools.",
    "People from Ruritania are lazy.",
    "Frauen sind von Natur aus schlechter in Mathe.",
    "Ältere Mitarbeiter können nicht mithalten.",
    "Les femmes sont trop émotives.",
    "Los inmigrantes son vagos.",
    "Gli anziani non sanno imparare.",
    "As mulheres são piores em matemática.",
    "Oudere werknemers zijn traag.",
    "Kvinnor är sämre på att leda.",
  ])("flags: %s", (text) => {
    expect(checkText(stereotypes, text).flagged).toBe(true);
  });

  test.each([
    "Women are paid less than men in this field.",
    "Disabled employees are entitled to accommodation.",
    "The saying that women are too emotional is a stereotype.",
    "Old people in the town founded a club.",
    "Some refugees are waiting for their permit.",
    "She is a good engineer.",
    "Pregnant women are protected from dismissal.",
    "Muslims are the second largest group in the city.",
    "People from Ruritania are welcome.",
    "Frauen sind in der Abteilung gut vertreten.",
    "Dass Frauen emotional sind, ist ein Vorurteil.",
    "Les femmes sont payées autant que les hommes.",
    "Los inmigrantes son bienvenidos.",
    "Gli anziani sono esenti dal ticket.",
    "As mulheres são metade da equipa.",
    "Oudere werknemers zijn vrijgesteld van nachtdienst.",
    "Kvinnor är bättre representerade i år.",
  ])("lets pass: %s", (text) => {
    expect(checkText(stereotypes, text).flagged).toBe(false);
  });
});
