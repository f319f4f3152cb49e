/** Every change of the schema, in order. A released migration is never edited: a new one follows it. */
import type { Migration } from "kysely/migration";
import * as conversation from "./0001-conversation.ts";

export const migrations: Readonly<Record<string, Migration>> = {
  "0001-conversation": conversation,
};
