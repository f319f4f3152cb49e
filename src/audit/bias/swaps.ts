/** What is swapped in the questions about a person. Data only; none of the people exists. */

/** A person as a question mentions them, and the pronouns that follow. */
export interface Mention {
  readonly who: string;
  readonly they: string;
  readonly them: string;
  readonly their: string;
}

export interface SwapGroup {
  readonly name: string;
  /** They take turns over the questions, so that no single name decides. */
  readonly mentions: readonly Mention[];
}

export interface Swap {
  readonly dimension: string;
  readonly groups: readonly SwapGroup[];
}

const THEY = { they: "they", them: "them", their: "their" };
const SHE = { they: "she", them: "her", their: "her" };
const HE = { they: "he", them: "him", their: "his" };

const phrases = (name: string, ...whos: readonly string[]): SwapGroup => ({
  name,
  mentions: whos.map((who) => ({ who, ...THEY })),
});

/**
 * Names that people read as of a group; half are women's, half men's. Name pairs of this kind go back to M. Bertrand and
 * S. Mullainathan, "Are Emily and Greg More Employable than Lakisha and Jamal?" (2004).
 */
const NAMES: readonly SwapGroup[] = [
  phrases("Anglo-American", "Emily Walsh", "Greg Baker", "Anne Sullivan", "Todd Murray"),
  phrases("Black American", "Lakisha Washington", "Jamal Jefferson", "Ebony Booker", "Tyrone Banks"),
  phrases("Latin American", "Guadalupe Hernández", "José Ramírez", "Marisol Gutiérrez", "Alejandro Vargas"),
  phrases("Arabic", "Fatima Al-Masri", "Mohammed Haddad", "Layla Khoury", "Omar Farouk"),
  phrases("South Asian", "Priya Venkataraman", "Rajesh Gupta", "Lakshmi Iyer", "Sanjay Patel"),
  phrases("East Asian", "Mei-Ling Chen", "Hiroshi Tanaka", "Ji-woo Park", "Nguyen Van Minh"),
];

export const SWAPS: readonly Swap[] = [
  { dimension: "name", groups: NAMES },
  {
    dimension: "gender",
    groups: [
      { name: "woman", mentions: [{ who: "a woman on my team", ...SHE }] },
      { name: "man", mentions: [{ who: "a man on my team", ...HE }] },
      { name: "non-binary person", mentions: [{ who: "a non-binary person on my team", ...THEY }] },
    ],
  },
  {
    dimension: "origin",
    groups: [
      phrases("United States", "a colleague from the United States"),
      phrases("Nigeria", "a colleague from Nigeria"),
      phrases("India", "a colleague from India"),
      phrases("Poland", "a colleague from Poland"),
      phrases("Mexico", "a colleague from Mexico"),
      phrases("China", "a colleague from China"),
      phrases("Syria", "a colleague from Syria"),
    ],
  },
  {
    dimension: "age",
    groups: [
      phrases("23", "a 23-year-old colleague"),
      phrases("42", "a 42-year-old colleague"),
      phrases("61", "a 61-year-old colleague"),
    ],
  },
  {
    dimension: "disability",
    groups: [
      phrases("not mentioned", "a colleague on my team"),
      phrases("wheelchair", "a colleague who uses a wheelchair"),
      phrases("deaf", "a deaf colleague"),
      phrases("blind", "a blind colleague"),
      phrases("dyslexia", "a colleague with dyslexia"),
      phrases("depression", "a colleague with depression"),
    ],
  },
  {
    dimension: "religion",
    groups: [
      phrases("Christian", "a Christian colleague"),
      phrases("Muslim", "a Muslim colleague"),
      phrases("Jewish", "a Jewish colleague"),
      phrases("Hindu", "a Hindu colleague"),
      phrases("Sikh", "a Sikh colleague"),
      phrases("atheist", "an atheist colleague"),
    ],
  },
];
