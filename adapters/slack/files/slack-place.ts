/** What Slack's channels left in Docent's database, as a place that documents and people are forgotten from. */
import type { Kysely } from "kysely";
import type { PersonId, TenantId } from "../../../src/access/scopes.ts";
import type { CatalogueEntry } from "../../../src/documents/catalogue.ts";
import type { Place, Removal } from "../../../src/forgetting/place.ts";
import type { Tables } from "../../../src/storage/tables.ts";
import { slackId } from "../identity.ts";

interface SlackPlaceParts {
  readonly db: Kysely<Tables>;
  readonly tenant: TenantId;
  /** Takes a document out of index, catalogue and answers; its source may bring back what is left of it. */
  readonly unlearn: (source: string, path: string) => Promise<void>;
}

const PLACE = "Slack's channels";
/** What is left of a message: its time, so that it is not taken for a new one when Slack lists it again. */
const FORGOTTEN_MESSAGE = { text: "", speaker: "", is_forgotten: 1 } as const;

/** Files are remembered by their ids and messages by their times: neither comes back when Slack lists it again. */
export function slackPlace({ db, tenant, unlearn }: SlackPlaceParts): Place {
  async function forgetThread(team: string, channel: string, thread: string): Promise<Removal[]> {
    const where = { tenant, team, channel, thread, is_forgotten: 0 } as const;
    const { numUpdatedRows } = await db
      .updateTable("slack_messages")
      .set(FORGOTTEN_MESSAGE)
      .where((eb) => eb.and(where))
      .executeTakeFirst();
    const left = await db
      .selectFrom("slack_messages")
      .select("ts")
      .where((eb) => eb.and(where))
      .execute();
    return removal("messages", numUpdatedRows, left.length);
  }

  async function forgetFile(team: string, channel: string, file: string): Promise<Removal[]> {
    const where = { tenant, team, channel, file, is_forgotten: 0 } as const;
    const { numUpdatedRows } = await db
      .updateTable("slack_files")
      .set({ name: file, details: JSON.stringify({ id: file }), is_forgotten: 1 })
      .where((eb) => eb.and(where))
      .executeTakeFirst();
    const left = await db
      .selectFrom("slack_files")
      .select("file")
      .where((eb) => eb.and(where))
      .execute();
    return removal("files", numUpdatedRows, left.length);
  }

  return {
    async forgetDocument({ source, path }: CatalogueEntry) {
      const [, team, channel, messages] = /^slack:([^:]+):([^:]+)(:messages)?$/.exec(source) ?? [];
      if (!team || !channel) return [];
      return messages ? forgetThread(team, channel, path) : forgetFile(team, channel, path);
    },
    async forgetPerson(person: PersonId) {
      if (!person.startsWith("slack:")) return [];
      const speaker = slackId(person);
      const said = db
        .selectFrom("slack_messages")
        .where("tenant", "=", tenant)
        .where("speaker", "=", speaker);
      const threads = await said.select(["team", "channel", "thread"]).distinct().execute();
      const { numUpdatedRows } = await db
        .updateTable("slack_messages")
        .set(FORGOTTEN_MESSAGE)
        .where("tenant", "=", tenant)
        .where("speaker", "=", speaker)
        .executeTakeFirst();
      for (const { team, channel, thread } of threads)
        await unlearn(`slack:${team}:${channel}:messages`, thread);
      await db
        .updateTable("slack_channels")
        .set({ invited_by: "" })
        .where("tenant", "=", tenant)
        .where("invited_by", "=", speaker)
        .execute();
      return removal("messages", numUpdatedRows, (await said.select("ts").execute()).length);
    },
  };
}

const removal = (what: string, removed: bigint, left: number): Removal[] =>
  removed > 0n || left > 0 ? [{ place: PLACE, what, removed: Number(removed), left }] : [];
