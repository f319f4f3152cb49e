import { featuresOf, type LinearModel, scoreAll, scoreText, sigmoid } from "../linear-model.ts";
import { harmFeatures } from "./harm-features.ts";
import { MINOR } from "./harm-lexicon.ts";
import { HOSTILE_PATTERNS, type ToxicCategory } from "./hostile-language.ts";
import { GROUP_TOKEN, withoutIdentities } from "./identity-terms.ts";
import { lexicalEvidence } from "./lexical-evidence.ts";
import { plainText, unmaskedText } from "./plain-text.ts";
import { respelled } from "./respelling.ts";
import { INNOCENT_USE, withoutReclaimed } from "./slurs.ts";
import { condemns, isDenied, QUOTED } from "./speech-acts.ts";
import { wordPatterns } from "./word-patterns.ts";

/** How the toxicity filter prepares a text for its rules and its model: plain, unmasked, groups replaced, no links or handles. */
export const toxicityText = (text: string): string =>
  withoutIdentities(
    respelled(unmaskedText(plainText(text).replace(/https?:\/\/\S+|(?<!\p{L})@\w+/gu, " "))).replace(
      INNOCENT_USE,
      " ",
    ),
  );

/** Probabilities of each category, 0 to 1; one of which nothing speaks is left out. */
export type ToxicityCategories = Readonly<Partial<Record<ToxicCategory, number>>>;

export interface ToxicityScores {
  readonly categories: ToxicityCategories;
  /** 0 to 1: everything together. */
  readonly score: number;
  /** The strongest category. */
  readonly category: ToxicCategory;
}

type Evidence = Partial<Record<ToxicCategory, number>>;
interface Heard {
  readonly evidence: Evidence;
  /** Hostile speech of no certain target, by the model that learned from posts. */
  readonly hostile: number;
}

/** Of what is hostile inside quotes that the text around them condemns, what remains. */
const QUOTED_SHARE = 0.1;
/** The same where nothing stands in quotes. */
const REPORTED_SHARE = 0.4;
/** Of what the models say where the rules found hostile words only denied. */
const DENIED_SHARE = 0.2;
/** Lets a model's doubts add up to less and its certainties to as much. */
const SHARPNESS = 1.5;
/** Log-odds that the mention of a child adds to sexual words, and how many they must have for it. */
const MINOR_WEIGHT = 2.2;
const MINOR_FROM = -1.3;
/** Categories of what is said against somebody: these are quoted, denied and condemned. */
const AGAINST: readonly ToxicCategory[] = ["hate", "harassment", "violence"];

const either = (a: number | undefined, b: number): number => 1 - (1 - (a ?? 0)) * (1 - b);

const THEY = /(?<!\w)(?:they|them|these people|those people|such people|that lot)(?!\w)/g;

/** Where a group was named, "they" in a later clause is that group. */
function withPronouns(text: string): string {
  const first = text.indexOf(GROUP_TOKEN);
  return first === -1 ? text : text.slice(0, first + 1) + text.slice(first + 1).replace(THEY, GROUP_TOKEN);
}

const occurrencesIn = wordPatterns(HOSTILE_PATTERNS.map(({ pattern }) => pattern));

/** What the rules find, and whether all that they found against somebody is denied ("no women deserve to die"). */
function ruleEvidence(text: string): { evidence: Evidence; isDenied: boolean } {
  const evidence: Evidence = {};
  let denied = 0;
  const occurrences = occurrencesIn(text);
  for (const [nth, { category, weight, said }] of HOSTILE_PATTERNS.entries()) {
    const seen = new Set<string>();
    for (const match of occurrences.matches(nth)) {
      const deserved = weight * (said?.(match.groups?.said ?? "") ?? 1);
      if (deserved === 0 || seen.has(match[0]) || seen.size > 8) continue;
      seen.add(match[0]);
      if (isDenied(text, match.index)) denied++;
      else evidence[category] = either(evidence[category], deserved);
    }
  }
  return { evidence, isDenied: denied > 0 && AGAINST.every((category) => evidence[category] === undefined) };
}

/** Rules, word list and models over one text, as independent evidence. */
function hear(model: LinearModel, text: string): Heard {
  const { evidence, isDenied: onlyDenied } = ruleEvidence(withPronouns(text));
  const against = onlyDenied ? DENIED_SHARE : 1;
  const share = (category: ToxicCategory): number => (category === "sexual" ? 1 : against);
  for (const [category, logOdds] of Object.entries(lexicalEvidence(text)) as [ToxicCategory, number][]) {
    const young = category === "sexual" && logOdds > MINOR_FROM && MINOR.test(text) ? MINOR_WEIGHT : 0;
    evidence[category] = either(evidence[category], sigmoid(logOdds + young) * share(category));
  }
  const plain = featuresOf(text);
  const heads = model.heads ?? [];
  const scores = scoreAll(heads, harmFeatures(text, plain));
  for (const [nth, head] of heads.entries()) {
    const category = head.name as ToxicCategory;
    const learned = (scores[nth] as number) ** SHARPNESS;
    evidence[category] = either(evidence[category], learned * share(category));
  }
  return { evidence, hostile: scoreText(model, plain) ** SHARPNESS * against };
}

/** What remains where the text condemns, forbids or reports the hostile words: nearly nothing of those in quotes. */
function heardInContext(model: LinearModel, text: string): Heard {
  const heard = hear(model, text);
  const isHostile = AGAINST.some((category) => (heard.evidence[category] ?? 0) > 0.2) || heard.hostile > 0.2;
  if (!isHostile || !condemns(text)) return heard;
  const unquoted = text.replace(QUOTED, " ");
  const isQuoted = unquoted !== text;
  const outside = isQuoted ? hear(model, unquoted) : heard;
  const remaining = (whole = 0, own = 0): number =>
    Math.max(isQuoted ? whole * QUOTED_SHARE : 0, Math.min(whole, own) * REPORTED_SHARE);
  const evidence = { ...heard.evidence };
  for (const category of AGAINST)
    if (category !== "violence" || isQuoted || text.includes(GROUP_TOKEN))
      evidence[category] = remaining(heard.evidence[category], outside.evidence[category]);
  return { evidence, hostile: remaining(heard.hostile, outside.hostile) };
}

/** Scores per category and all together, by rules, a word list and the models that stand in `model`. */
export function toxicityScores(model: LinearModel, text: string): ToxicityScores {
  const { evidence, hostile } = heardInContext(model, withoutReclaimed(toxicityText(text)));
  // Hostile speech whose target no rule knows is said of somebody.
  const target = (evidence.harassment ?? 0) > (evidence.hate ?? 0) ? "harassment" : "hate";
  const categories = { ...evidence, [target]: either(evidence[target], hostile) };
  let category: ToxicCategory = target;
  let rest = 1;
  for (const [name, value] of Object.entries(categories) as [ToxicCategory, number][]) {
    rest *= 1 - value;
    if (value > (categories[category] ?? 0)) category = name;
  }
  return { categories, score: 1 - rest, category };
}
