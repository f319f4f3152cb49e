/** Rows of one statement: what SQLite and PostgreSQL take, whatever the columns. */
const ROWS_AT_ONCE = 1_000;

/** The items in parts that one statement may hold. */
export function* rowParts<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += ROWS_AT_ONCE)
    yield items.slice(start, start + ROWS_AT_ONCE);
}
