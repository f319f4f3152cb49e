/** Every change of the schema, in order. A released migration is never edited: a new one follows it. */
import type { Migration } from "kysely/migration";
import * as conversation from "./0001-conversation.ts";
import * as documents from "./0002-documents.ts";

export const migrations: Readonly<Record<string, Migration>> = {
  "0001-conversation": conversation,
  "0002-documents": documents,
};
