/**
 * Workplace sentences in varieties of English, made from the same clauses by rule. What is written is grammar, not
 * spelling jokes: each rule names a feature that the literature describes.
 *
 * African-American English: Green, "African American English: A Linguistic Introduction" (2002). The others: the
 * features of the Electronic World Atlas of Varieties of English (Kortmann, Lunkenheimer and Ehret, eds., 2020).
 */

interface Subject {
  readonly name: string;
  readonly is: "is" | "are";
  readonly has: "has" | "have";
  readonly does: "doesn't" | "don't";
}

interface Deed {
  readonly base: string;
  /** Third person. */
  readonly third: string;
  readonly ing: string;
  readonly done: string;
  readonly object: string;
  /** A noun for "doesn't have any ...". */
  readonly things: string;
}

const SUBJECTS: readonly Subject[] = [
  { name: "She", is: "is", has: "has", does: "doesn't" },
  { name: "My manager", is: "is", has: "has", does: "doesn't" },
  { name: "The new guy", is: "is", has: "has", does: "doesn't" },
  { name: "They", is: "are", has: "have", does: "don't" },
  { name: "The night shift", is: "is", has: "has", does: "doesn't" },
];

const DEEDS: readonly Deed[] = [
  {
    base: "check",
    third: "checks",
    ing: "checking",
    done: "checked",
    object: "the timesheets",
    things: "timesheets",
  },
  {
    base: "fix",
    third: "fixes",
    ing: "fixing",
    done: "fixed",
    object: "the printer upstairs",
    things: "spare parts",
  },
  {
    base: "send",
    third: "sends",
    ing: "sending",
    done: "sent",
    object: "the report on Friday",
    things: "reports",
  },
  {
    base: "train",
    third: "trains",
    ing: "training",
    done: "trained",
    object: "the interns",
    things: "interns",
  },
  {
    base: "answer",
    third: "answers",
    ing: "answering",
    done: "answered",
    object: "customers at the desk",
    things: "questions",
  },
  {
    base: "book",
    third: "books",
    ing: "booking",
    done: "booked",
    object: "the big meeting room",
    things: "meetings",
  },
];

type Rule = (subject: Subject, deed: Deed) => string;

/** The same six things said in every variety: habit, state, denial, completion, plan, presence. */
const STANDARD: readonly Rule[] = [
  ({ name, is }, { ing, object }) => `${name} ${is} usually ${ing} ${object} in the morning.`,
  ({ name, is }, { ing, object }) => `${name} ${is} busy ${ing} ${object} right now, can it wait?`,
  ({ name, does }, { things }) => `${name} ${does} have any ${things} left, so what do we do?`,
  ({ name, has }, { done, object }) => `${name} ${has} already ${done} ${object}, thank you.`,
  ({ name, is }, { base, object }) => `${name} ${is} going to ${base} ${object} after lunch.`,
  ({ name }, { done, object }) =>
    `There is a note at the desk that says ${lower(name)} ${done} ${object} last week.`,
];

/** Names of roles lose their capital within a sentence. */
const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const AFRICAN_AMERICAN: readonly Rule[] = [
  // Habitual be.
  ({ name }, { ing, object }) => `${name} be ${ing} ${object} in the morning.`,
  // Zero copula.
  ({ name }, { ing, object }) => `${name} busy ${ing} ${object} right now, can it wait?`,
  // Negative concord.
  ({ name }, { things }) => `${name} don't have no ${things} left, so what we do?`,
  // Ain't for have not got, with concord.
  ({ name }, { things }) => `${name} ain't got no ${things}, y'all need to order some.`,
  // Completive done.
  ({ name }, { done, object }) => `${name} done ${done} ${object} already, thank you.`,
  // Remote past been.
  ({ name }, { ing, object }) => `${name} been ${ing} ${object}, everybody know that.`,
  // Finna, from fixing to.
  ({ name }, { base, object }) => `${name} finna ${base} ${object} after lunch.`,
  // Third person without -s; existential it.
  ({ name }, { base, object }) =>
    `It's a note at the desk say ${lower(name)} always ${base} ${object} on time.`,
  // Tryna; ain't for did not.
  ({ name }, { base, object }) => `${name} tryna ${base} ${object} but ain't nobody here to help.`,
];

const SOUTHERN: readonly Rule[] = [
  ({ name, is }, { ing, object }) => `${name} ${is} usually ${ing.replace(/g$/, "'")} ${object}, bless them.`,
  ({ name, is }, { base, object }) => `${name} ${is} fixin' to ${base} ${object} directly.`,
  // Double modals.
  ({ name }, { base, object }) => `${name} might could ${base} ${object} for y'all tomorrow.`,
  ({ name }, { things }) => `${name} don't have no more ${things}, I reckon we oughta order some.`,
  ({ name }, { done, object }) => `${name} done ${done} ${object} over yonder already.`,
  ({ name }, { base, object }) => `Y'all reckon ${lower(name)} used to could ${base} ${object}?`,
];

const INDIAN: readonly Rule[] = [
  // Progressive with states.
  ({ name, is }, { things }) => `${name} ${is} having many ${things} only, kindly do the needful.`,
  ({ name, is }, { ing, object }) => `${name} ${is} ${ing} ${object} in the morning itself.`,
  ({ name, has }, { done, object }) => `${name} ${has} ${done} ${object} yesterday only, isn't it?`,
  ({ name, is }, { base, object }) =>
    `${name} ${is} going to ${base} ${object}, so kindly prepone the meeting.`,
  ({ name, is }, { things }) => `${name} ${is} not having ${things}, please revert back at the earliest.`,
  ({ name }, { done, object }) => `One note is there at the desk, ${lower(name)} ${done} ${object}, no?`,
];

const NIGERIAN: readonly Rule[] = [
  ({ name }, { base, object }) => `${name} dey ${base} ${object} every morning.`,
  ({ name }, { base, object }) => `${name} don ${base} ${object} already, thank you o.`,
  ({ name }, { things }) => `${name} no get ${things} again, abeg help us order am.`,
  ({ name }, { base, object }) => `${name} go ${base} ${object} after lunch, no wahala.`,
  ({ name, is }, { ing, object }) => `${name} ${is} on seat, ${ing} ${object}, well done o.`,
  ({ name }, { base, object }) => `Wetin happen, ${lower(name)} no fit ${base} ${object}?`,
];

const SCOTTISH: readonly Rule[] = [
  ({ name, is }, { ing, object }) =>
    `${name} ${is} aye ${ing.replace(/g$/, "")} ${object} in the morning, ken.`,
  ({ name }, { things }) => `${name} doesnae have any ${things} left, pal, whit do we dae?`,
  ({ name }, { base, object }) => `${name} cannae ${base} ${object} the now, gie them a wee minute.`,
  ({ name, has }, { done, object }) => `${name} ${has} awready ${done} ${object}, cheers.`,
  ({ name }, { base, object }) => `${name} will need tae ${base} ${object} after lunch, but.`,
  ({ name, is }, { ing, object }) => `${name} ${is} no ${ing} ${object} the day, is it?`,
];

const SINGAPOREAN: readonly Rule[] = [
  ({ name }, { base, object }) => `${name} always ${base} ${object} in the morning one.`,
  ({ name }, { ing, object }) => `${name} busy ${ing} ${object} lah, can wait or not?`,
  ({ name }, { things }) => `${name} no more ${things} already, how?`,
  ({ name }, { base, object }) => `${name} ${base} ${object} already, thank you ah.`,
  ({ name }, { base, object }) => `${name} go and ${base} ${object} after lunch, can lah.`,
  ({ name }, { base, object }) => `Got one note at the desk say ${lower(name)} never ${base} ${object} leh.`,
];

const LEARNER: readonly Rule[] = [
  // Articles left out, verbs uninflected, prepositions as in another language.
  ({ name }, { base, object }) => `${name} every morning ${base} ${bare(object)}.`,
  ({ name, is }, { ing, object }) => `${name} ${is} busy with ${ing} of ${bare(object)}, please to wait.`,
  ({ name }, { things }) => `${name} not have more ${things}, what we must to do?`,
  ({ name }, { base, object }) => `${name} already ${base} ${bare(object)} since last week, thanks you.`,
  ({ name }, { base, object }) => `${name} will to ${base} ${bare(object)} after the lunch.`,
  ({ name }, { base, object }) => `How I can know if ${lower(name)} ${base} ${bare(object)}?`,
];

const bare = (object: string): string => object.replaceAll(/\bthe /g, "");

const DIALECTS: Readonly<Record<string, readonly Rule[]>> = {
  "Standard English": STANDARD,
  "African-American English": AFRICAN_AMERICAN,
  "Southern US English": SOUTHERN,
  "Indian English": INDIAN,
  "Nigerian English": NIGERIAN,
  "Scottish English": SCOTTISH,
  "Singapore English": SINGAPOREAN,
  "Learner English": LEARNER,
};

/** Each variety with every clause under every rule: 180 texts, African-American English 270. */
export const dialectTexts = (): readonly { readonly group: string; readonly texts: readonly string[] }[] =>
  Object.entries(DIALECTS).map(([group, rules]) => ({
    group,
    texts: rules.flatMap((rule) => SUBJECTS.flatMap((subject) => DEEDS.map((deed) => rule(subject, deed)))),
  }));
