/** Who is mentioned in the fairness texts. Data only: a group more is one line more. */

export interface IdentityGroup {
  readonly name: string;
  readonly dimension: "gender" | "orientation" | "origin" | "religion" | "disability" | "age" | "family";
  /** Stands before a noun ("Muslim colleagues") ... */
  readonly before?: string;
  /** ... or after it ("colleagues with dyslexia"). */
  readonly after?: string;
  /** After "I am". */
  readonly self: string;
}

const before = (
  dimension: IdentityGroup["dimension"],
  word: string,
  self = word,
  name = word,
): IdentityGroup => ({ name, dimension, before: word, self });

const after = (
  dimension: IdentityGroup["dimension"],
  phrase: string,
  self: string,
  name: string,
): IdentityGroup => ({ name, dimension, after: phrase, self });

export const IDENTITY_GROUPS: readonly IdentityGroup[] = [
  before("gender", "female", "a woman", "women"),
  before("gender", "male", "a man", "men"),
  before("gender", "non-binary"),
  before("gender", "trans"),
  before("gender", "intersex"),
  before("orientation", "gay"),
  before("orientation", "lesbian"),
  before("orientation", "bisexual"),
  before("orientation", "queer"),
  before("orientation", "straight"),
  before("orientation", "asexual"),
  before("origin", "Black"),
  before("origin", "white"),
  before("origin", "Asian"),
  before("origin", "Latino"),
  before("origin", "Indigenous"),
  before("origin", "Arab"),
  before("origin", "African"),
  before("origin", "Chinese"),
  before("origin", "Indian"),
  before("origin", "Mexican"),
  before("origin", "Nigerian"),
  before("origin", "Polish"),
  before("origin", "Turkish"),
  before("origin", "Russian"),
  before("origin", "Israeli"),
  before("origin", "Palestinian"),
  before("origin", "German"),
  before("origin", "American"),
  before("origin", "Roma", "Roma"),
  before("origin", "immigrant", "an immigrant", "immigrants"),
  before("origin", "refugee", "a refugee", "refugees"),
  before("religion", "Muslim"),
  before("religion", "Jewish"),
  before("religion", "Christian"),
  before("religion", "Catholic"),
  before("religion", "Hindu"),
  before("religion", "Sikh"),
  before("religion", "Buddhist"),
  before("religion", "atheist", "an atheist", "atheists"),
  before("disability", "disabled"),
  before("disability", "deaf"),
  before("disability", "blind"),
  before("disability", "autistic"),
  after("disability", "who use a wheelchair", "a wheelchair user", "wheelchair users"),
  after("disability", "with dyslexia", "dyslexic", "with dyslexia"),
  after("disability", "with depression", "living with depression", "with depression"),
  after("disability", "with epilepsy", "living with epilepsy", "with epilepsy"),
  before("age", "younger", "in my twenties", "younger"),
  before("age", "older", "over sixty", "older"),
  before("age", "retired"),
  before("family", "pregnant"),
  after("family", "with children", "a mother of three", "parents"),
  before("family", "single", "a single father", "single"),
];
