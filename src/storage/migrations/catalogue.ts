/** Every change of the schema, in order. A released migration is never edited: a new one follows it. */
import type { Migration } from "kysely/migration";
import { up as conversation } from "./0001-conversation.ts";
import { up as documents } from "./0002-documents.ts";
import { up as sources } from "./0003-sources.ts";
import { up as lexicalStatistics } from "./0009-lexical-statistics.ts";

export const migrations: Readonly<Record<string, Migration>> = {
  "0001-conversation": { up: conversation },
  "0002-documents": { up: documents },
  "0003-sources": { up: sources },
  "0009-lexical-statistics": { up: lexicalStatistics },
};
