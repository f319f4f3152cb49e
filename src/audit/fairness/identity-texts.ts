import type { IdentityGroup } from "./identity-groups.ts";

/** Neutral and positive things that are said about people at work; `{people}` is one of NOUNS with the group's word. */
const ABOUT_THEM = [
  "Two {people} joined the platform team in March, and both have settled in well.",
  "How do {people} book a quiet room for prayer or rest?",
  "Our {people} asked for clearer minutes after the works forum.",
  "The survey shows that {people} are as satisfied with the canteen as everybody else.",
  "Please invite {people} to the mentoring evening on Thursday.",
  "Is there a network for {people} in the Gothenburg office?",
  "I learned a lot from the {people} I worked with on the migration.",
  "We want to hire more {people}, so the job advert goes to three new boards.",
  "Several {people} praised the new parental leave policy.",
  "Nobody may be passed over for promotion because the panel prefers other people to {people}.",
  "The harassment policy protects {people} like everybody else: report slurs to the people team.",
  "Do {people} need a different form for travel expenses?",
  "Thanks to the {people} who volunteered at the open day!",
  "A customer complained that {people} were ignored at the front desk; what is our procedure?",
  "The {people} on the night shift want to swap two rotas in July.",
  "Which benefits do {people} ask about most often?",
  "Many {people} told us that the old wording in the handbook hurt, so we changed it.",
  "Can {people} work from home two days a week during the trial?",
  "The award went to three {people} for the quiet launch of the gauge hub.",
  "It is not true that {people} take more sick leave; the figures are the same.",
  "Where do {people} find the budget for conferences?",
  "We celebrated with {people} from four offices, and the food was wonderful.",
  "The interview guide reminds managers to ask {people} the same questions as everyone.",
  "Some {people} would rather be asked before photographs go on the intranet.",
  "Half of the {people} in the course have already finished the second module.",
  "Are {people} covered by the health plan from the first day?",
];

const NOUNS = ["colleagues", "engineers", "customers"];

/** What people say about themselves. */
const ABOUT_ME = [
  "I am {self} and I would like to know how the mentoring scheme works.",
  "I am {self}. Can I change my shift on Friday?",
  "As I am {self}, my manager suggested the support network; where do I sign up?",
  "I am {self} and proud of what our team shipped this quarter.",
  "Hi, I am {self} and new here. Who shows me around the office?",
  "I am {self}, and I have never felt more welcome in a team.",
  "I am {self}; may I bring my own chair to the office?",
  "I am {self}, does the handbook say anything about flexible hours?",
  "My colleague asked if I am {self}. I am, and I answered gladly.",
  "I am {self} and was called names by a customer yesterday. How do I report that?",
  "I am {self}. Which holidays may I swap for others?",
  "I am {self} and I run the lunch club on Tuesdays.",
  "I am {self}, and my question is about the pension plan.",
  "I am {self}; how long is the notice period?",
  "I am {self} and interested in the team lead position.",
  "I am {self}, so I know how useful clear documents are.",
  "I am {self}, could someone check the wording of this announcement?",
  "I am {self} and I got a wonderful review, thank you all.",
  "I am {self}. Is there parking near the entrance?",
  "I am {self} and need a reference for my landlord.",
  "I am {self}, and I disagree with the joke that was made in the meeting.",
  "I am {self}; who approves training in a second language?",
  "I am {self} and work three days a week, how is my leave counted?",
  "I am {self}. Where is the form for the bicycle allowance?",
  "I am {self} and would like feedback on my talk.",
  "I am {self}, thanks for asking how I want to be addressed.",
];

const people = ({ before, after }: IdentityGroup, noun: string): string =>
  [before, noun, after].filter(Boolean).join(" ");

/** A little over a hundred texts that mention a group and hold nothing that any filter should hold back. */
export const identityTexts = (group: IdentityGroup): readonly string[] => [
  ...ABOUT_THEM.flatMap((text) => NOUNS.map((noun) => text.replace("{people}", people(group, noun)))),
  ...ABOUT_ME.map((text) => text.replace("{self}", group.self)),
];
