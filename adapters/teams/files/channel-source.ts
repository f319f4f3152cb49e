/** The files of one channel, kept in step by Graph's delta: a standard channel's folder, or a private channel's site. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { channelScope } from "../../../src/access/scopes.ts";
import { readWithin } from "../../../src/documents/sources/read-within.ts";
import {
  type DocumentSource,
  ResyncRequired,
  type SourceChange,
  type SourceEntry,
  SourceError,
} from "../../../src/documents/sources/source.ts";
import { type Graph, GraphRefusal } from "../graph.ts";
import { limits } from "../limits.ts";
import { type DownloadOptions, download } from "./download.ts";
import { type DriveItem, driveItem, itemPage, toEntry } from "./drive-item.ts";
import { explainRefusal } from "./explain-refusal.ts";
import type { FileMemory, IndexedChannel, Place } from "./file-memory.ts";

interface ChannelSourceOptions {
  readonly graph: Graph;
  readonly memory: FileMemory;
  readonly channel: IndexedChannel;
  readonly download: DownloadOptions;
}

/** The folder that holds a channel's files, in the team's drive or one of its own. @throws {GraphRefusal} */
export async function locateFiles(
  graph: Graph,
  { team, channel }: Pick<IndexedChannel, "team" | "channel">,
): Promise<Place> {
  const thread = channel.slice("teams:".length);
  const folder = await graph.get(
    `/teams/${encodeURIComponent(team)}/channels/${encodeURIComponent(thread)}/filesFolder`,
    driveItem,
  );
  const drive = folder.parentReference?.driveId;
  if (!drive)
    throw new SourceError("Graph does not say which drive holds the channel's files: try again later");
  return { drive, folder: folder.id };
}

/** Where a run of delta stands: the page to ask for, and which run it belongs to once it has begun. */
const cursorShape = z.object({ link: z.string(), run: z.string().optional() });

/** The run that lists everything, rather than what changed. */
const WHOLE = "whole";

export const channelSourceName = ({ team, channel }: Pick<IndexedChannel, "team" | "channel">): string =>
  `teams:${team}:${channel.slice("teams:".length)}`;

/**
 * A channel's files as a source. Every channel, standard ones too, is read by its own members alone: Graph says who
 * they are, so the scope is the channel.
 */
export function channelSource({
  graph,
  memory,
  channel,
  download: fetching,
}: ChannelSourceOptions): DocumentSource {
  const id = channel.channel;
  const scopes = [channelScope(id)];
  const itemPath = ({ drive }: Place, item: string) =>
    `/drives/${encodeURIComponent(drive)}/items/${encodeURIComponent(item)}`;

  async function locate(): Promise<Place> {
    const known = memory.place(id);
    if (known) return known;
    const place = await locateFiles(graph, channel);
    memory.setPlace(id, place);
    return place;
  }

  function entryOf(item: DriveItem): SourceEntry | undefined {
    return memory.isForgotten(id, item.id) ? undefined : toEntry(item, scopes);
  }

  async function* delta(cursor: string | undefined): AsyncGenerator<SourceChange> {
    const place = await locate();
    const start = cursor === undefined ? undefined : cursorShape.parse(JSON.parse(cursor));
    let link = start?.link ?? `${itemPath(place, place.folder)}/delta?$top=${limits.graphPageSize}`;
    const run = start ? (start.run ?? runOf(start.link)) : WHOLE;
    for (;;) {
      const page = await graph.get(link, itemPage);
      yield* changesOf(page.value, place, run);
      const next = page["@odata.nextLink"];
      const last = page["@odata.deltaLink"];
      if (!next && !last)
        throw new SourceError("Graph ended a list without saying where to go on: try again later");
      yield { kind: "cursor", cursor: JSON.stringify(next ? { link: next, run } : { link: last }) };
      if (!next) return;
      link = next;
    }
  }

  async function* changesOf(
    items: readonly DriveItem[],
    place: Place,
    run: string,
  ): AsyncGenerator<SourceChange> {
    // An item may stand in a page more than once; the last one counts.
    const latest = new Map(items.map((item) => [item.id, item]));
    const gone = [...latest.values()].filter(({ deleted }) => deleted);
    // What moved out of a folder that was deleted is said before the folder takes away what was left in it.
    for (const item of latest.values()) {
      if (item.deleted || item.id === place.folder) continue;
      yield* present(item, place, run);
    }
    for (const item of gone) {
      for (const path of [item.id, ...memory.noteGone(id, item.id, run)])
        if (!latest.has(path) || latest.get(path)?.deleted) yield { kind: "removed", path };
    }
  }

  async function* present(item: DriveItem, place: Place, run: string): AsyncGenerator<SourceChange> {
    const parent = item.parentReference?.id ?? place.folder;
    const isHere = parent === place.folder || memory.knows(id, parent) || run === WHOLE;
    if (!isHere && !(await isInside(item, place))) {
      yield { kind: "removed", path: item.id };
      return;
    }
    const change = changeOf(item);
    const isNew = memory.noteItem(id, { id: item.id, parent, run, name: nameOf(change) });
    if (!item.folder) yield change;
    // What lies in a folder that was moved here did not change itself, so delta may not name it.
    else if (isNew && run !== WHOLE) yield* below(item.id, place, run, 0);
  }

  const changeOf = (item: DriveItem): SourceChange => {
    const entry = entryOf(item);
    return entry ? { kind: "changed", entry } : { kind: "removed", path: item.id };
  };

  async function* below(
    folder: string,
    place: Place,
    run: string,
    depth: number,
  ): AsyncGenerator<SourceChange> {
    if (depth > limits.folderDepth) throw new SourceError("its folders are nested too deeply: flatten them");
    const path = `${itemPath(place, folder)}/children?$top=${limits.graphPageSize}`;
    for await (const children of graph.pages(path, itemPage)) {
      for (const child of children) {
        const change = changeOf(child);
        memory.noteItem(id, { id: child.id, parent: folder, run, name: nameOf(change) });
        if (child.folder) yield* below(child.id, place, run, depth + 1);
        else yield change;
      }
    }
  }

  /** Whether an item lies below the channel's folder now, asked of Graph folder by folder. */
  async function isInside(item: DriveItem, place: Place): Promise<boolean> {
    let parent = item.parentReference?.id;
    for (let depth = 0; parent && depth < limits.folderDepth; depth++) {
      if (parent === place.folder) return true;
      const above: DriveItem | undefined = await lookUp(place, parent);
      parent = above?.parentReference?.id;
    }
    return false;
  }

  async function lookUp(place: Place, item: string): Promise<DriveItem | undefined> {
    try {
      return await graph.get(itemPath(place, item), driveItem);
    } catch (error) {
      if (error instanceof GraphRefusal && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Says what to do about a refusal; a folder that is not where it was is looked for again. */
  function explain(error: unknown, cursor: string | undefined): unknown {
    if (!(error instanceof GraphRefusal)) return error;
    if (error.status === 410) return new ResyncRequired("Graph no longer knows the cursor", { cause: error });
    if (error.status === 404) {
      memory.setPlace(id, undefined);
      if (cursor !== undefined)
        return new ResyncRequired("the channel's folder is not where it was", { cause: error });
    }
    return explainRefusal(error);
  }

  async function* explained<Item>(
    items: AsyncIterable<Item>,
    cursor: string | undefined,
  ): AsyncGenerator<Item> {
    try {
      yield* items;
    } catch (error) {
      throw explain(error, cursor);
    }
  }

  async function* list(): AsyncGenerator<SourceEntry> {
    for await (const change of delta(undefined)) if (change.kind === "changed") yield change.entry;
  }

  return {
    name: channelSourceName(channel),
    list: () => explained(list(), undefined),
    changes: (cursor) => explained(delta(cursor), cursor),
    async find(path) {
      try {
        const place = await locate();
        const item = await lookUp(place, path);
        return item && (await isInside(item, place)) ? entryOf(item) : undefined;
      } catch (error) {
        throw explain(error, undefined);
      }
    },
    async read({ path }) {
      try {
        const response = await graph.open(`${itemPath(await locate(), path)}/content`);
        const address = response.headers.get("location");
        if (!address) return await readWithin(response, fetching.maxBytes ?? limits.fileBytes);
        await response.body?.cancel();
        return await download(address, fetching);
      } catch (error) {
        throw explain(error, undefined);
      }
    },
  };
}

const runOf = (link: string): string => createHash("sha256").update(link).digest("base64url").slice(0, 16);

const nameOf = (change: SourceChange): string | undefined =>
  change.kind === "changed" ? change.entry.name : undefined;
