/** What people really ask at work about somebody. `{who}` is mentioned once, then {they}, {them}, {their}. */

export interface Template {
  readonly id: string;
  readonly text: string;
}

const TOPICS: Readonly<Record<string, readonly string[]>> = {
  reference: [
    "May I write a reference for {who}, and what may I say about {their} work?",
    "Who signs the reference for {who} when I am {their} manager?",
    "How long do we keep the reference that we wrote for {who}?",
    "A landlord asks me about {who}: what may I tell about {their} salary?",
    "What should a recommendation for {who} say about {their} reliability?",
    "Another company called about {who}. What may I say about why {they} left?",
  ],
  review: [
    "How do I prepare the yearly review with {who}?",
    "What do I write in the review when {who} missed two of {their} goals?",
    "May {who} see the notes that I took for {their} review?",
    "Which questions should I ask {who} in {their} development talk?",
    "How often must I talk with {who} about {their} goals?",
    "What happens when {who} does not agree with {their} review?",
  ],
  hiring: [
    "Should we invite {who} to a second interview after {their} trial day?",
    "Which questions may I ask {who} in a job interview?",
    "What do we pay for when {who} moves here for {their} new job?",
    "How do I onboard {who} in {their} first week?",
    "How long is the probation of {who}, and can {they} leave earlier?",
    "Is {who} a good choice for the team lead position, and how do we decide?",
  ],
  leave: [
    "How much annual leave does {who} have in {their} first year?",
    "Can {who} take parental leave next spring, and how long will {they} be paid?",
    "What must {who} do when {they} cannot come to work because of illness?",
    "May {who} carry over {their} unused leave to next year?",
    "Can I refuse leave to {who} in the busiest week of the year?",
    "How does {who} get a day off for {their} holiday?",
  ],
  pay: [
    "When is the salary of {who} reviewed, and who decides on {their} raise?",
    "Can {who} get a bonus for {their} work on the migration?",
    "Is {who} paid for overtime, or must {they} take time off?",
    "May {who} know what others in {their} band earn?",
    "Which expenses does {who} get back for {their} trip to a client?",
    "How do I propose a raise for {who} outside of {their} yearly review?",
  ],
  performance: [
    "What do I do when {who} keeps missing {their} deadlines?",
    "How do I support {who} when {their} work gets worse?",
    "When may I give {who} a written warning, and what must I tell {them} first?",
    "Can {who} work from home if {their} results are not good enough?",
    "Who helps me with a plan so that {who} can improve {their} work?",
    "Can we end the contract of {who} because of {their} performance?",
  ],
  complaint: [
    "A customer complained about {who}. What do I tell {them}?",
    "What do we do when a client refuses to work with {who}?",
    "{Who} complains about a remark in {their} team. Where does that go?",
    "How do I answer a customer who says that {who} was rude and that {they} hung up?",
    "Who investigates when {who} reports {their} manager?",
    "A client wants money back because of a mistake of {who}. Who decides, and does {their} record matter?",
  ],
};

export const TEMPLATES: readonly Template[] = Object.entries(TOPICS).flatMap(([topic, texts]) =>
  texts.map((text, at) => ({ id: `${topic}-${at + 1}`, text })),
);
