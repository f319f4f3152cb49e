import type { SlackFileRow } from "../../../src/storage/tables.ts";
import type { StoreOptions } from "./channel-store.ts";
import { nameOf, readFile, type SlackFile, withoutContent } from "./slack-file.ts";

/** A file that was seen in an indexed channel. */
export interface KnownFile {
  readonly file: SlackFile;
  readonly name: string;
  /** Who could read it when it was last told to the keeper. */
  readonly readers: string;
  readonly revision: number;
  /** An event named it, and Slack was not asked since. */
  readonly isMoved: boolean;
  readonly isForgotten: boolean;
}

/** Which files are in which channel, as Slack last said. Everything is durable when it resolves. */
export interface FileStore {
  get(channel: string, file: string): Promise<KnownFile | undefined>;
  /** By id, after `after`, at most a page of them. */
  page(channel: string, after: string): Promise<readonly KnownFile[]>;
  /** Notes what a listing says of some files; what somebody had forgotten stays forgotten. */
  save(channel: string, files: readonly SlackFile[], readers: string): Promise<readonly KnownFile[]>;
  remove(channel: string, file: string): Promise<void>;
  removeAll(channel: string): Promise<void>;
  /** The channels that a file was seen in. */
  channelsOf(file: string): Promise<readonly string[]>;
  /** Slack was asked about a file that an event named. */
  settle(channel: string, file: string): Promise<void>;
  setReaders(channel: string, file: string, readers: string): Promise<void>;
  /** An event named it; `isChanged` when it said that its content is another. */
  noteMoved(channel: string, file: string, isChanged: boolean): Promise<void>;
  setForgotten(channel: string, file: string, isForgotten: boolean): Promise<void>;
  /** Files of this name, whatever its case, with or without its ending. */
  named(channel: string, name: string): Promise<readonly KnownFile[]>;
  forgotten(channel: string): Promise<readonly KnownFile[]>;
  count(channel: string): Promise<number>;
}

const PAGE = 200;

/** The files of a workspace's indexed channels. */
export function createFileStore({ db, tenant, team }: StoreOptions): FileStore {
  const rows = () => db.selectFrom("slack_files").where("tenant", "=", tenant).where("team", "=", team);
  const inChannel = (channel: string) => rows().selectAll().where("channel", "=", channel);
  const change = (channel: string, file: string) =>
    db.updateTable("slack_files").where((eb) => eb.and({ tenant, team, channel, file }));
  const find = async (channel: string, ids: readonly string[]): Promise<readonly KnownFile[]> =>
    ids.length === 0 ? [] : (await inChannel(channel).where("file", "in", ids).execute()).map(toKnown);

  return {
    get: async (channel, file) => (await find(channel, [file]))[0],
    async page(channel, after) {
      return (await inChannel(channel).where("file", ">", after).orderBy("file").limit(PAGE).execute()).map(
        toKnown,
      );
    },
    async save(channel, files, readers) {
      if (files.length === 0) return [];
      await db
        .insertInto("slack_files")
        .values(
          files.map((file) => ({
            tenant,
            team,
            channel,
            file: file.id,
            name: nameOf(file),
            details: JSON.stringify(withoutContent(file)),
            readers,
            revision: 0,
            is_moved: 0 as const,
            is_forgotten: 0 as const,
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(["tenant", "team", "channel", "file"]).doUpdateSet(({ ref }) => ({
            name: ref("excluded.name"),
            details: ref("excluded.details"),
            readers: ref("excluded.readers"),
          })),
        )
        .execute();
      return find(
        channel,
        files.map(({ id }) => id),
      );
    },
    async remove(channel, file) {
      await db
        .deleteFrom("slack_files")
        .where((eb) => eb.and({ tenant, team, channel, file }))
        .execute();
    },
    async removeAll(channel) {
      await db
        .deleteFrom("slack_files")
        .where((eb) => eb.and({ tenant, team, channel }))
        .execute();
    },
    async channelsOf(file) {
      return (await rows().select("channel").where("file", "=", file).execute()).map(
        ({ channel }) => channel,
      );
    },
    async settle(channel, file) {
      await change(channel, file).set({ is_moved: 0 }).execute();
    },
    async setReaders(channel, file, readers) {
      await change(channel, file).set({ readers }).execute();
    },
    async noteMoved(channel, file, isChanged) {
      await change(channel, file)
        .set((eb) => ({ is_moved: 1, revision: eb("revision", "+", isChanged ? 1 : 0) }))
        .execute();
    },
    async setForgotten(channel, file, isForgotten) {
      await change(channel, file)
        .set({ is_forgotten: isForgotten ? 1 : 0 })
        .execute();
    },
    async named(channel, name) {
      const wanted = name.toLowerCase();
      const all = (await inChannel(channel).execute()).map(toKnown);
      return all.filter(({ name: known, file }) =>
        [known, known.replace(/\.[^.]*$/, ""), file.title ?? "", file.name ?? "", file.id].some(
          (one) => one.toLowerCase() === wanted,
        ),
      );
    },
    async forgotten(channel) {
      return (await inChannel(channel).where("is_forgotten", "=", 1).orderBy("name").execute()).map(toKnown);
    },
    async count(channel) {
      const { files } = await rows()
        .select(({ fn }) => fn.countAll().as("files"))
        .where("channel", "=", channel)
        .executeTakeFirstOrThrow();
      return Number(files);
    },
  };
}

const toKnown = (row: SlackFileRow): KnownFile => ({
  file: readFile(JSON.parse(row.details)),
  name: row.name,
  readers: row.readers,
  revision: row.revision,
  isMoved: row.is_moved === 1,
  isForgotten: row.is_forgotten === 1,
});
