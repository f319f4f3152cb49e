import type { types } from "@slack/bolt";

/**
 * How much of a message a block uses up: every text and address in it, in UTF-16 units. Slack counts about so
 * (see `messageCharacters` in limits.ts).
 */
export function weight(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + weight(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) =>
      sum +
      (typeof item === "string" ? (["text", "url", "value"].includes(key) ? item.length : 0) : weight(item)),
    0,
  );
}

/** Whether a block is a table, of which a message holds one. */
export const isTable = (block: types.AnyBlock): boolean => block.type === "table";
