/**
 * Which channels are indexed, where their files are, and what people sent in their chats. A database of its own beside
 * Docent's; unlike teams.db it must not be lost, because nobody else knows what it says.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { ChannelId, PersonId } from "../../../src/access/scopes.ts";

/** A channel whose files are indexed. */
export interface IndexedChannel {
  readonly channel: ChannelId;
  /** The team's id in the directory, as Graph wants it. */
  readonly team: string;
  /** The team's conversation, as events name it. */
  readonly teamThread: string;
  readonly name: string;
}

/** The folder of a channel's files. */
export interface Place {
  readonly drive: string;
  readonly folder: string;
}

/** A file that somebody sent to Docent in their private chat. */
export interface Upload {
  readonly person: PersonId;
  /** The file's id in the person's OneDrive: sending it again replaces it. */
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly sentAt: string;
  /** In bytes; 0 until it was fetched. */
  readonly size: number;
  /** SHA-256 of the bytes, hex, and the name of the stored file; "" until it was fetched. */
  readonly hash: string;
  /** What is fetched now, and JSON of the chat's address, for the message that follows. */
  readonly pending?: { readonly url: string; readonly name: string; readonly address: string };
}

/** Graph tells of what moves in this drive. */
export interface Subscription {
  readonly drive: string;
  readonly id: string;
  /** Comes with every notification, so that nobody else can send one. */
  readonly secret: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface FileMemory {
  index(channel: IndexedChannel): void;
  indexed(): IndexedChannel[];
  channel(channel: ChannelId): IndexedChannel | undefined;
  rename(channel: ChannelId, name: string): void;
  /** Notes that a channel's documents are on their way out, so that a crash does not keep them. */
  leave(channel: ChannelId): void;
  leaving(): IndexedChannel[];
  /** Forgets the channel and all that is known of its files. */
  unindex(channel: ChannelId): void;
  place(channel: ChannelId): Place | undefined;
  setPlace(channel: ChannelId, place: Place | undefined): void;
  /**
   * Notes where an item stands. True when it is new to the channel since the delta run `run`: its children may not be
   * in that run. Asking again in the same run, as after a crash, gives the same answer.
   */
  noteItem(channel: ChannelId, item: { id: string; parent: string; run: string; name?: string }): boolean;
  /** Notes that an item left, and gives everything that was below it. */
  noteGone(channel: ChannelId, id: string, run: string): string[];
  knows(channel: ChannelId, id: string): boolean;
  /** Files of a channel by their name, upper and lower case alike. */
  named(channel: ChannelId, name: string): { readonly id: string; readonly name: string }[];
  nameOf(channel: ChannelId, id: string): string | undefined;
  /** Files that somebody asked Docent to forget. */
  forget(channel: ChannelId, id: string, name: string): void;
  isForgotten(channel: ChannelId, id: string): boolean;
  forgotten(channel: ChannelId): { readonly id: string; readonly name: string }[];
  takeBack(channel: ChannelId, id: string): void;
  saveUpload(upload: Upload): void;
  upload(person: PersonId, id: string): Upload | undefined;
  uploads(person?: PersonId): Upload[];
  removeUpload(person: PersonId, id: string): void;
  saveSubscription(subscription: Subscription): void;
  subscriptions(): Subscription[];
  removeSubscription(drive: string): void;
  /** False when a message was handled already. */
  isNew(message: string): boolean;
  handled(message: string): void;
  close(): void;
}

const SCHEMA = `
  create table if not exists channels (
    channel text primary key, team text not null, team_thread text not null, name text not null,
    drive text, folder text, leaving integer not null default 0
  ) without rowid;
  create table if not exists items (
    channel text not null, id text not null, parent text not null, since text not null, gone text,
    name text collate nocase, primary key (channel, id)
  ) without rowid;
  create index if not exists items_by_parent on items (channel, parent);
  create index if not exists items_by_name on items (channel, name);
  create table if not exists forgotten (
    channel text not null, id text not null, name text not null, primary key (channel, id)
  ) without rowid;
  create table if not exists uploads (
    person text not null, id text not null, name text not null, sent_at text not null, size integer not null,
    hash text not null, pending text, primary key (person, id)
  ) without rowid;
  create table if not exists subscriptions (
    drive text primary key, id text not null, secret text not null, expires_at integer not null
  ) without rowid;
  create table if not exists handled (message text primary key, at integer not null) without rowid;
`;

/** Teams stops redelivering long before. */
const HANDLED_DAYS = 2;

const channelRow = z
  .object({ channel: z.string(), team: z.string(), team_thread: z.string(), name: z.string() })
  .transform(
    ({ team_thread, channel, ...row }): IndexedChannel => ({
      ...row,
      channel: channel as ChannelId,
      teamThread: team_thread,
    }),
  );
const pending = z.object({ url: z.string(), name: z.string(), address: z.string() });
const uploadRow = z
  .object({
    person: z.string(),
    id: z.string(),
    name: z.string(),
    sent_at: z.string(),
    size: z.number(),
    hash: z.string(),
    pending: z.string().nullable(),
  })
  .transform(
    ({ sent_at, pending: json, person, ...row }): Upload => ({
      ...row,
      person: person as PersonId,
      sentAt: sent_at,
      ...(json && { pending: pending.parse(JSON.parse(json)) }),
    }),
  );

/** Opens `<folder>/teams-files.db`. @throws when the folder cannot be written. */
export function openFileMemory({ folder }: { folder: string }): FileMemory {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, "teams-files.db"), { timeout: 5_000 });
  database.exec(`pragma journal_mode = wal; pragma synchronous = full; ${SCHEMA}`);
  database.prepare("delete from handled where at < ?").run(Date.now() - HANDLED_DAYS * 86_400_000);
  const prepare = (sql: string) => database.prepare(sql);

  const saveChannel = prepare(
    "insert into channels (channel, team, team_thread, name) values (?, ?, ?, ?) on conflict do update set team = excluded.team, team_thread = excluded.team_thread, name = excluded.name, leaving = 0",
  );
  const allChannels = prepare(
    "select channel, team, team_thread, name from channels where leaving = ? order by channel",
  );
  const oneChannel = prepare(
    "select channel, team, team_thread, name from channels where channel = ? and leaving = 0",
  );
  const leave = prepare("update channels set leaving = 1 where channel = ?");
  const renameChannel = prepare("update channels set name = ? where channel = ?");
  const getPlace = prepare(
    "select drive, folder from channels where channel = ? and drive is not null and folder is not null",
  );
  const setPlace = prepare("update channels set drive = ?, folder = ? where channel = ?");
  const getItem = prepare("select since, gone from items where channel = ? and id = ?");
  const saveItem = prepare(
    "insert into items (channel, id, parent, since, name) values (?, ?, ?, ?, ?) on conflict do update set parent = excluded.parent, since = excluded.since, name = excluded.name, gone = null",
  );
  const byName = prepare("select id, name from items where channel = ? and name = ? and gone is null");
  const markGone = prepare("update items set gone = ? where channel = ? and id = ?");
  const below = prepare(`
    with recursive under (id) as (
      select id from items where channel = ?1 and parent = ?2
      union select items.id from items join under on items.parent = under.id where items.channel = ?1
    ) select id from under`);
  const nameOf = prepare("select name from items where channel = ? and id = ?");
  const saveForgotten = prepare("insert or replace into forgotten values (?, ?, ?)");
  const getForgotten = prepare("select 1 from forgotten where channel = ? and id = ?");
  const allForgotten = prepare("select id, name from forgotten where channel = ? order by name");
  const removeForgotten = prepare("delete from forgotten where channel = ? and id = ?");
  const saveUpload = prepare("insert or replace into uploads values (?, ?, ?, ?, ?, ?, ?)");
  const oneUpload = prepare("select * from uploads where person = ? and id = ?");
  const allUploads = prepare(
    "select * from uploads where ?1 is null or person = ?1 order by person, sent_at",
  );
  const removeUpload = prepare("delete from uploads where person = ? and id = ?");
  const saveSubscription = prepare("insert or replace into subscriptions values (?, ?, ?, ?)");
  const allSubscriptions = prepare("select drive, id, secret, expires_at as expiresAt from subscriptions");
  const removeSubscription = prepare("delete from subscriptions where drive = ?");
  const getHandled = prepare("select 1 from handled where message = ?");
  const saveHandled = prepare("insert or ignore into handled values (?, ?)");

  return {
    index: ({ channel, team, teamThread, name }) => void saveChannel.run(channel, team, teamThread, name),
    indexed: () => z.array(channelRow).parse(allChannels.all(0)),
    channel(channel) {
      const row = oneChannel.get(channel);
      return row && channelRow.parse(row);
    },
    leave: (channel) => void leave.run(channel),
    leaving: () => z.array(channelRow).parse(allChannels.all(1)),
    rename: (channel, name) => void renameChannel.run(name, channel),
    unindex(channel) {
      for (const table of ["channels", "items", "forgotten"])
        prepare(`delete from ${table} where channel = ?`).run(channel);
    },
    place(channel) {
      const row = getPlace.get(channel);
      return row && z.object({ drive: z.string(), folder: z.string() }).parse(row);
    },
    setPlace: (channel, place) => void setPlace.run(place?.drive ?? null, place?.folder ?? null, channel),
    noteItem(channel, { id, parent, run, name }) {
      const known = getItem.get(channel, id) as { since: string; gone: string | null } | undefined;
      const isNew = known === undefined || known.gone !== null || known.since === run;
      saveItem.run(channel, id, parent, isNew ? run : (known?.since ?? run), name ?? null);
      return isNew;
    },
    noteGone(channel, id, run) {
      const under = (below.all(channel, id) as { id: string }[]).map((row) => row.id);
      for (const each of [id, ...under]) markGone.run(run, channel, each);
      return under;
    },
    knows(channel, id) {
      const known = getItem.get(channel, id) as { gone: string | null } | undefined;
      return known !== undefined && known.gone === null;
    },
    named: (channel, name) => byName.all(channel, name) as unknown as { id: string; name: string }[],
    nameOf: (channel, id) =>
      (nameOf.get(channel, id) as { name: string | null } | undefined)?.name ?? undefined,
    forget: (channel, id, name) => void saveForgotten.run(channel, id, name),
    isForgotten: (channel, id) => getForgotten.get(channel, id) !== undefined,
    forgotten: (channel) => allForgotten.all(channel) as unknown as { id: string; name: string }[],
    takeBack: (channel, id) => void removeForgotten.run(channel, id),
    saveUpload(upload) {
      const { person, id, name, sentAt, size, hash } = upload;
      const waiting = upload.pending ? JSON.stringify(upload.pending) : null;
      saveUpload.run(person, id, name, sentAt, size, hash, waiting);
    },
    upload(person, id) {
      const row = oneUpload.get(person, id);
      return row && uploadRow.parse(row);
    },
    uploads: (person) => z.array(uploadRow).parse(allUploads.all(person ?? null)),
    removeUpload: (person, id) => void removeUpload.run(person, id),
    saveSubscription: ({ drive, id, secret, expiresAt }) =>
      void saveSubscription.run(drive, id, secret, expiresAt),
    subscriptions: () => allSubscriptions.all() as unknown as Subscription[],
    removeSubscription: (drive) => void removeSubscription.run(drive),
    isNew: (message) => getHandled.get(message) === undefined,
    handled: (message) => void saveHandled.run(message, Date.now()),
    close() {
      if (database.isOpen) database.close();
    },
  };
}
