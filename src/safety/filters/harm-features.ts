import { cachedStem } from "../cached-stem.ts";
import { FeatureList } from "../feature-list.ts";
import { bucketOf, featuresOf, type TokenFeatures } from "../linear-model.ts";
import { perWord, type Word } from "../words.ts";
import { HARM_TERMS, type LexicalCategory, SETTLING } from "./harm-lexicon.ts";
import { GROUP_TOKEN } from "./identity-terms.ts";

/** Who, whom, what for and when: the kinds of words between which those of the lexicon stand. */
const KINDS: Readonly<Record<string, string>> = {
  self: "i me my myself mine im ive ill",
  you: "you your yours yourself u ur youre",
  third: "he she they him her them his hers their himself herself",
  person:
    "man woman men women boy girl guy lady wife husband mother mom mum father dad sister brother kid kids child children baby people person boss manager neighbor neighbour coworker colleague friend ex teacher family student stranger daughter son parent uncle aunt cousin roommate lover partner maid nurse doctor soldier guard priest king queen cop officer everyone everybody someone somebody anyone anybody crowd patient client customer landlord tenant classmate intern",
  ask: "write tell give describe explain compose create draft continue generate list make help pretend act imagine roleplay produce come show teach",
  form: "story scene poem joke speech letter message song essay article tweet fanfic fanfiction dialogue script note monologue chapter novel sketch rant slogan manifesto email text comment post arguments reasons",
  will: "will going gonna want wanna would should must ought let plan shall need have can could might ready decided",
  time: "tonight tomorrow soon monday weekend tuesday friday morning today later",
  deny: "not never no nothing nobody none cannot dont cant wont without neither nor stop",
  be: "are is am was were be been being",
  place: "school office church mosque synagogue mall station workplace parliament concert stadium airport",
  kindness:
    "love admire respect support trust welcome proud great amazing wonderful beautiful equal rights help thank thanks enrich celebrate honour honor courage brave kind smart talented generous value appreciate protect friendly inspiring brilliant deserve strong happy",
  how: "how why what where when which who",
};

interface Kinds {
  readonly ofWord: ReadonlyMap<string, number>;
  readonly ofStem: ReadonlyMap<string, number>;
}

function kinds(): Kinds {
  const ofWord = new Map<string, number>([[GROUP_TOKEN, 1]]);
  const ofStem = new Map<string, number>();
  let number = 2;
  for (const words of Object.values(KINDS)) {
    for (const word of words.split(" ")) ofWord.set(word, number);
    number++;
  }
  for (const category of Object.keys(HARM_TERMS) as LexicalCategory[]) {
    for (const weight of Object.keys(HARM_TERMS[category])) {
      for (const term of HARM_TERMS[category][weight]?.split("|") ?? [])
        if (!term.includes(" ") && !ofStem.has(cachedStem(term))) ofStem.set(cachedStem(term), number);
      number++;
    }
  }
  for (const list of Object.values(SETTLING))
    for (const term of list.split("|"))
      if (!term.includes(" ") && !ofStem.has(cachedStem(term))) ofStem.set(cachedStem(term), number);
  return { ofWord, ofStem };
}
const { ofWord, ofStem } = kinds();

/** 0 where a word is of no kind. */
const kindOf = perWord(({ text }): number => {
  const word = text.replace(/['’]/g, "");
  return ofWord.get(word) ?? (word.length > 2 ? ofStem.get(cachedStem(word)) : undefined) ?? 0;
});

/** How many words may stand between two of a kind that are read together. */
const REACH = 6;
const PAIR = 0x51ed270b;
const TRIPLE = 0x2545f491;

/**
 * The features of `featuresOf`, and for each word of a known kind that kind, with the one and the two kinds before it:
 * what a grammar's sentence teaches about "stab" then holds for every word of its tier.
 */
export function harmFeatures(text: string, plain: TokenFeatures = featuresOf(text)): TokenFeatures {
  const { words } = plain;
  const features = new FeatureList(words.length);
  const starts = new Uint32Array(words.length + 1);
  const counts = new Uint32Array(words.length + 1);
  let last = 0;
  let lastAt = -REACH;
  let earlier = 0;
  for (let token = 0; token < words.length; token++) {
    starts[token] = features.length;
    counts[token] = (plain.counts[token] as number) + features.length;
    const kind = kindOf(words[token] as Word);
    if (kind === 0) continue;
    if (token - lastAt > REACH) last = earlier = 0;
    features.push(bucketOf(Math.imul(kind, 0x9e3779b1)));
    if (last > 0) {
      const pair = Math.imul(last * 64 + kind, 0x85ebca6b) ^ PAIR;
      features.push(bucketOf(pair));
      features.push(bucketOf(Math.imul(earlier * 4096 + last * 64 + kind, 0xc2b2ae35) ^ TRIPLE));
    }
    earlier = last;
    last = kind;
    lastAt = token;
  }
  starts[words.length] = features.length;
  counts[words.length] = (plain.counts[words.length] as number) + features.length;
  return { ...plain, added: { features: features.taken(), starts }, counts };
}
