/** Every change of the schema, in order. A released migration is never edited: a new one follows it. */
import type { Migration } from "kysely/migration";
import { up as conversation } from "./0001-conversation.ts";
import { up as documents } from "./0002-documents.ts";
import { up as sources } from "./0003-sources.ts";
import { up as slackChannels } from "./0004-slack-channels.ts";
import { up as recall } from "./0005-recall.ts";
import { up as freshness } from "./0006-freshness.ts";
import { up as embeddings } from "./0007-embeddings.ts";
import { up as lexicalStatistics } from "./0008-lexical-statistics.ts";
import { up as receipts } from "./0009-receipts.ts";

export const migrations: Readonly<Record<string, Migration>> = {
  "0001-conversation": { up: conversation },
  "0002-documents": { up: documents },
  "0003-sources": { up: sources },
  "0004-slack-channels": { up: slackChannels },
  "0005-recall": { up: recall },
  "0006-freshness": { up: freshness },
  "0007-embeddings": { up: embeddings },
  "0008-lexical-statistics": { up: lexicalStatistics },
  "0009-receipts": { up: receipts },
};
