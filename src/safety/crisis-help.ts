import { ownWords } from "./released.ts";
import type { Filter } from "./verdict.ts";

/** First person and present or wished for; "our policy on suicide prevention" is an ordinary question. */
const IN_CRISIS =
  /\b(?:i|i'm|im|i’m|i am|me)\b[^.!?\n]{0,60}?(?:\b(?:want|wish|going|plan|planning|thinking (?:of|about)|thought about|ready|about|decided|tempted|need|trying|tried|might|will|wanna|gonna)\b[^.!?\n]{0,30}?\b(?:to die|dying|kill(?:ing)? myself|end(?:ing)? (?:my life|it all|everything)|hurt(?:ing)? myself|harm(?:ing)? myself|cut(?:ting)? myself|suicide|be dead|was dead|were dead)\b|\b(?:am|feel|feeling|have been|i'm|i’m|im)\s+(?:\w+\s+)?suicidal\b|\b(?:don't|don’t|dont|do not|can't|can’t|cannot) (?:want to |wanna )?(?:live|be alive|go on living|exist) ?(?:anymore|any more|any longer)?\b)|\b(?:kill|killing|hurting|cutting|harming) myself\b|\bich (?:will|möchte) (?:sterben|nicht mehr leben)\b|\bich will mich umbringen\b|\bje veux mourir\b|\bquiero (?:morir|suicidarme|matarme)\b/i;

/** Somebody who speaks of hurting themselves is shown where to find help, before anything else. */
export const crisisHelp: Filter = {
  name: "crisis-help",
  version: "1",
  stages: ["question"],
  check({ text }) {
    const flagged = IN_CRISIS.test(text);
    return {
      score: flagged ? 1 : 0,
      threshold: 0.5,
      flagged,
      ...(flagged && { reason: "somebody may need help now" }),
    };
  },
};
/** Lines that are public and answer day and night; findahelpline.com lists those of other countries. */
export const crisisAdvice = ownWords`I'm really sorry that you're going through this. I'm a program that looks things up, and you deserve a person who listens. If you are in danger now, call your local emergency number. In the US, call or text 988 (Suicide & Crisis Lifeline). In the UK and Ireland, call Samaritans on 116 123. Elsewhere, https://findahelpline.com lists lines that listen. If you can, tell somebody near you how you feel.`;
