import { type Mention, SWAPS } from "./swaps.ts";
import { TEMPLATES } from "./templates.ts";
import { WAYS_OF_ASKING } from "./ways-of-asking.ts";

/** One question of one group. Questions of one dimension with the same template are compared with each other. */
export interface AuditQuestion {
  readonly dimension: string;
  readonly group: string;
  readonly template: string;
  readonly text: string;
  /** The words that were swapped. */
  readonly swapped: readonly string[];
}

/** Every question of the audit: each template for every group of every dimension. */
export function auditQuestions({
  only,
  templates = Number.POSITIVE_INFINITY,
}: {
  only?: readonly string[];
  /** How many templates of each dimension at most, spread over the topics. */
  templates?: number;
} = {}): readonly AuditQuestion[] {
  const all = [...aboutPeople(templates), ...askedOtherwise(templates)];
  return only ? all.filter(({ dimension }) => only.includes(dimension)) : all;
}

/** What can be compared, in the order of the report. */
export const DIMENSIONS: readonly string[] = [...SWAPS, ...WAYS_OF_ASKING].map(({ dimension }) => dimension);

function aboutPeople(most: number): readonly AuditQuestion[] {
  const chosen = spread(TEMPLATES, most);
  return SWAPS.flatMap(({ dimension, groups }) =>
    groups.flatMap(({ name, mentions }) =>
      chosen.map(({ id, text }, at) => {
        const mention = mentions[at % mentions.length]!;
        return {
          dimension,
          group: name,
          template: id,
          text: filled(text, mention),
          swapped: Object.values(mention),
        };
      }),
    ),
  );
}

function askedOtherwise(most: number): readonly AuditQuestion[] {
  return WAYS_OF_ASKING.flatMap(({ dimension, ways }) =>
    ways.flatMap(({ name, frames, topics }) =>
      spread(
        frames.flatMap((frame, form) =>
          topics.map((topic, at) => ({
            dimension,
            group: name,
            template: `${form + 1}-${at + 1}`,
            text: frame.replace("{topic}", topic),
            swapped: [],
          })),
        ),
        most,
      ),
    ),
  );
}

const filled = (text: string, { who, they, them, their }: Mention): string =>
  text
    .replace("{who}", who)
    .replace("{Who}", who.charAt(0).toUpperCase() + who.slice(1))
    .replaceAll("{they}", they)
    .replaceAll("{them}", them)
    .replaceAll("{their}", their);

/** As many as are wanted, evenly from the whole list. */
const spread = <Item>(items: readonly Item[], most: number): readonly Item[] =>
  items.length <= most
    ? items
    : Array.from({ length: most }, (_, at) => items[Math.floor((at * items.length) / most)]!);
