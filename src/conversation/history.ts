/** What was said before in a conversation, as far as this audience may still see it. */
import type { Kysely } from "kysely";
import type { TenantId } from "../access/scopes.ts";
import type { Passage, PassageId } from "../documents/document.ts";
import type { Exchange } from "../models/model.ts";
import type { Tables } from "../storage/tables.ts";
import type { Ask } from "./ask.ts";
import type { Reply } from "./reply.ts";
import { readReply } from "./stored-reply.ts";

export interface History {
  /**
   * The exchanges before `ask`, oldest first; an abstention's answer is empty. They come from the same conversation
   * *and* the same audience: what was answered in private never reaches a channel. An exchange whose answer cites
   * something that is gone, or that `readable` leaves out of the passages it is given, is left out.
   */
  before(ask: Ask, readable: Readable): Promise<readonly Exchange[]>;
}

/** Those of the passages that the audience may read now. */
type Readable = (passages: readonly Passage[]) => Promise<readonly Passage[]>;

/** Settings of a history and where it reads from. */
export interface HistoryOptions {
  readonly db: Kysely<Tables>;
  /** The passages that still exist, as the index has them now. */
  readonly passages: (tenant: TenantId, ids: readonly PassageId[]) => Promise<readonly Passage[]>;
  /** How many exchanges are remembered at most (DOCENT_HISTORY_EXCHANGES). */
  readonly maxExchanges: number;
  /** After how many hours without a message a conversation starts afresh (DOCENT_HISTORY_HOURS). */
  readonly maxPauseHours: number;
}

/** The history that the ledger holds anyway: nothing is stored twice, and what the ledger forgets is forgotten. */
export function createHistory(options: HistoryOptions): History {
  const { db, passages, maxExchanges, maxPauseHours } = options;
  return {
    before: async (ask, readable) => {
      if (!maxExchanges) return [];
      const audience = ask.audience.kind === "channel" ? ask.audience.channel : ask.audience.person;
      const rows = await db
        .selectFrom("asks")
        .select(["question", "received_at", "reply"])
        .where("tenant", "=", ask.tenant)
        .where("platform", "=", ask.platform)
        .where("conversation", "=", ask.conversation)
        .where("audience_kind", "=", ask.audience.kind)
        .where("audience_id", "=", audience)
        .where("id", "<", ask.id)
        // A refused question (an attack, or small talk) is nothing to build on.
        .where("outcome", "in", ["answer", "abstention"])
        .orderBy("id", "desc")
        .limit(maxExchanges)
        .execute();

      const recent: Spoken[] = [];
      let later = ask.receivedAt;
      for (const row of rows) {
        if (later - row.received_at > maxPauseHours * 3_600_000) break;
        later = row.received_at;
        recent.unshift({ question: row.question, reply: readReply(row.reply ?? "") });
      }
      return recent.length ? stillReadable(recent, ask.tenant, readable) : [];
    },
  };

  /** A question whose asker was erased is empty, and what its document has left behind is nothing to build on. */
  async function stillReadable(
    spoken: readonly Spoken[],
    tenant: TenantId,
    readable: Readable,
  ): Promise<readonly Exchange[]> {
    const cited = [...new Set(spoken.flatMap(({ reply }) => reply.citations.map(({ passage }) => passage)))];
    const found = cited.length ? await passages(tenant, cited) : [];
    const open = new Set((await readable(found)).map(({ id }) => id));
    return spoken
      .filter(
        ({ question, reply }) =>
          question && !reply.notice && reply.citations.every(({ passage }) => open.has(passage)),
      )
      .map(({ question, reply }) => ({
        question,
        answer: reply.outcome === "answer" ? withoutMarkers(reply.text.text) : "",
      }));
  }
}

interface Spoken {
  readonly question: string;
  readonly reply: Reply;
}

/** Old citation numbers would be taken for the numbers of the next prompt. */
const withoutMarkers = (text: string): string => text.replaceAll(/\s*\[\d+\]/g, "");
