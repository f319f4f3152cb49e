import type { Kysely } from "kysely";
import { z } from "zod";
import type { TenantId } from "../../../src/access/scopes.ts";
import type { SlackChannelRow, Tables } from "../../../src/storage/tables.ts";

/** A stretch of a channel's history that is still to be read, newest messages first. Bounds are message ids. */
const gapShape = z.object({
  /** Where to go on: messages older than this one. */
  before: z.string().optional(),
  /** Messages newer than this one; the channel's beginning without it. */
  until: z.string().optional(),
  /** It is a reading of everything, which began then, in milliseconds since 1970. */
  wholeSince: z.number().optional(),
});

export type Gap = z.infer<typeof gapShape>;

/** A channel that Docent was invited to or told to index. */
export interface IndexedChannel {
  readonly channel: string;
  readonly name: string;
  /** `invited`: what follows from that is still to be done. `leaving`: its documents are being forgotten. */
  readonly state: "invited" | "offered" | "indexed" | "leaving";
  readonly invitedBy: string;
  readonly messages: "off" | "on" | "leaving";
  /** An administrator opened its documents to the whole organisation. */
  readonly isOpen: boolean;
  readonly isPrivate: boolean;
  /** With another organisation. */
  readonly isShared: boolean;
  readonly isArchived: boolean;
  readonly gaps: readonly Gap[];
  readonly walkedAt?: number;
}

/** The channels of one workspace: read from memory, written to the database first. */
export interface ChannelStore {
  get(channel: string): IndexedChannel | undefined;
  all(): readonly IndexedChannel[];
  /** Adds a channel unless it is there; whether it was added. Durable when it resolves, as everything here. */
  add(channel: Pick<IndexedChannel, "channel" | "state" | "invitedBy">): Promise<boolean>;
  /** Changes what is given and nothing else. A channel that is not there stays so. */
  update(channel: string, changes: Partial<Omit<IndexedChannel, "channel">>): Promise<void>;
  remove(channel: string): Promise<void>;
}

/** Where what is known of a workspace's channels is stored. */
export interface StoreOptions {
  readonly db: Kysely<Tables>;
  readonly tenant: TenantId;
  readonly team: string;
}

/** Reads what is known of a workspace's channels. */
export async function openChannelStore({ db, tenant, team }: StoreOptions): Promise<ChannelStore> {
  const rows = await db
    .selectFrom("slack_channels")
    .selectAll()
    .where("tenant", "=", tenant)
    .where("team", "=", team)
    .execute();
  const known = new Map(rows.map((row) => [row.channel, toChannel(row)]));
  return {
    get: (channel) => known.get(channel),
    all: () => [...known.values()],
    async add(fresh) {
      if (known.has(fresh.channel)) return false;
      const channel: IndexedChannel = { ...UNKNOWN, ...fresh };
      // In memory first: a redelivery that comes meanwhile finds it.
      known.set(channel.channel, channel);
      try {
        await db
          .insertInto("slack_channels")
          .values({ tenant, team, channel: channel.channel, ...toColumns(channel) })
          .execute();
      } catch (error) {
        known.delete(channel.channel);
        throw error;
      }
      return true;
    },
    async update(id, changes) {
      const before = known.get(id);
      if (!before) return;
      const after = { ...before, ...changes };
      // In memory first: what is taken away must not be read by somebody who asks meanwhile.
      known.set(id, after);
      await db
        .updateTable("slack_channels")
        .set(toColumns(after))
        .where((eb) => eb.and({ tenant, team, channel: id }))
        .execute();
    },
    async remove(channel) {
      await db
        .deleteFrom("slack_channels")
        .where((eb) => eb.and({ tenant, team, channel }))
        .execute();
      known.delete(channel);
    },
  };
}

const UNKNOWN: Omit<IndexedChannel, "channel" | "state" | "invitedBy"> = {
  name: "",
  messages: "off",
  isOpen: false,
  // Until Slack has said otherwise.
  isPrivate: true,
  isShared: true,
  isArchived: false,
  gaps: [],
};

const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

const toColumns = (channel: IndexedChannel): Omit<SlackChannelRow, "tenant" | "team" | "channel"> => ({
  name: channel.name,
  state: channel.state,
  invited_by: channel.invitedBy,
  messages: channel.messages,
  is_open: flag(channel.isOpen),
  is_private: flag(channel.isPrivate),
  is_shared: flag(channel.isShared),
  is_archived: flag(channel.isArchived),
  gaps: JSON.stringify(channel.gaps),
  walked_at: channel.walkedAt ?? null,
});

const toChannel = (row: SlackChannelRow): IndexedChannel => ({
  channel: row.channel,
  name: row.name,
  state: row.state,
  invitedBy: row.invited_by,
  messages: row.messages,
  isOpen: row.is_open === 1,
  isPrivate: row.is_private === 1,
  isShared: row.is_shared === 1,
  isArchived: row.is_archived === 1,
  gaps: z.array(gapShape).parse(JSON.parse(row.gaps)),
  ...(row.walked_at !== null && { walkedAt: Number(row.walked_at) }),
});
