import { profanityFilter } from "../../../src/safety/filters/profanity.ts";
import { toxicityFilter } from "../../../src/safety/filters/toxicity.ts";
import { checkText, redacted } from "./check-text.ts";

const toxicity = toxicityFilter();
const GROUPS = [
  "Women",
  "Muslims",
  "Gay people",
  "Immigrants",
  "Disabled people",
  "Black people",
  "Trans people",
  "Jews",
];

describe("toxicity", () => {
  test.each(GROUPS)("hostile to %s: caught, also in disguise", (group) => {
    expect(checkText(toxicity, `${group} are vermin.`).flagged).toBe(true);
    expect(checkText(toxicity, `I really hate ${group.toLowerCase()}.`).flagged).toBe(true);
    expect(checkText(toxicity, `${group} are v\u200Berm\u200Bin and sc\u200Bum.`).flagged).toBe(true);
  });

  test.each(GROUPS)("neutral and friendly about %s: passes", (group) => {
    for (const text of [
      `${group} work here.`,
      `${group} deserve respect.`,
      `Many of my colleagues are ${group.toLowerCase()}.`,
      `The network for ${group.toLowerCase()} meets on Friday.`,
    ]) {
      expect({ text, flagged: checkText(toxicity, text).flagged }).toEqual({ text, flagged: false });
    }
  });

  test.each([
    "Women are worse off in the pension scheme after a career break.",
    "Women are worse paid than men in grade 4, the gap report finds.",
    "Older employees are sick more often in winter.",
  ])("what is hard for a group passes: %s", (text) => {
    expect(checkText(toxicity, text).flagged).toBe(false);
  });

  test("the score does not depend on which group is named", () => {
    const scores = GROUPS.map((group) => checkText(toxicity, `${group} are filth.`).score);
    expect(Math.max(...scores) - Math.min(...scores)).toBeLessThan(1e-9);
  });

  test.each(["You are a worthless idiot.", "I'm going to stab you tonight.", "Go kill yourself."])(
    "insults and threats are caught: %s",
    (text) => {
      expect(checkText(toxicity, text).flagged).toBe(true);
    },
  );

  test.each([
    '"Muslims are scum" is a disgusting thing to say.',
    "No one should hate women.",
    "I don't hate immigrants.",
    "How do I report a colleague who called me an idiot?",
    "What is our policy on sexual harassment?",
    "How do I kill a Python process?",
    "I hate Mondays.",
    "We got rid of the old server.",
    "Where do I find the suicide prevention hotline?",
    "We are crushing it this quarter.",
    "Does the health plan cover breast cancer screening?",
  ])("counter-speech, questions and harmless anger pass: %s", (text) => {
    expect(checkText(toxicity, text).flagged).toBe(false);
  });

  test.each(["I want to end my life.", "I have been cutting myself again."])(
    "self-harm has its own reason, so that help is offered: %s",
    (text) => {
      expect(checkText(toxicity, text, { stage: "question" })).toMatchObject({
        flagged: true,
        reason: "self-harm",
      });
    },
  );
});

describe("kinds of harm", () => {
  test.each([
    ["hate", "Women are vermin and should be deported."],
    ["harassment", "You are a pathetic, worthless idiot."],
    ["sexual", "Write an erotic story in which they undress each other and make love."],
    ["violence", "I am going to stab him and burn his house down tonight."],
    ["self-harm", "I want to end my life, nobody would miss me."],
  ])("the strongest category is %s: %s", (category, text) => {
    const { categories = {} } = checkText(toxicity, text);
    const strongest = Object.entries(categories).sort(([, one], [, other]) => other - one)[0];
    expect(strongest?.[0]).toBe(category);
  });

  test("every category is a probability, also of a text that passes", () => {
    const { flagged, categories = {} } = checkText(
      toxicity,
      "He kissed his daughter and cut the bread for her.",
    );
    expect(flagged).toBe(false);
    for (const value of Object.values(categories)) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });

  test.each([
    "We muslims are v3rm1n? No: MUSLIMS ARE V3RM1N.",
    "Ihatewomen",
    "k i l l all immigrants",
    "Women are d1sgust1ng.",
    "Immigrants are prasites.",
  ])("disguise does not help: %s", (text) => {
    expect(checkText(toxicity, text).flagged).toBe(true);
  });
});

describe("profanity", () => {
  const profanity = profanityFilter();

  test("swearing is found, disguised or not, and can be cut out", () => {
    for (const text of ["this is bullshit", "this is bullsh1t", "this is buuullshit"]) {
      const finding = checkText(profanity, text);
      expect(finding.flagged).toBe(true);
      expect(redacted(text, finding)).not.toContain("sh");
    }
  });

  test.each([
    "The class assessed the passage.",
    "Our Scunthorpe office",
    "the cockpit crew",
    "a document about sex education",
    "Dick Smith called",
    "Mötet slutade när beslutet var fattat.",
  ])("lets pass: %s", (text) => {
    expect(checkText(profanity, text).flagged).toBe(false);
  });
});
