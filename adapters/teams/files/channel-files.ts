/** Which channels' files Docent knows: put under the keeper's care, polled, and let go of. */
import { z } from "zod";
import type { ChannelId } from "../../../src/access/scopes.ts";
import type { Keeper, SourceStatus } from "../../../src/documents/keeper.ts";
import type { Log } from "../../../src/operations/log.ts";
import { type Graph, GraphRefusal } from "../graph.ts";
import { channelSource, channelSourceName, locateFiles } from "./channel-source.ts";
import type { DownloadOptions } from "./download.ts";
import { explainRefusal } from "./explain-refusal.ts";
import type { FileMemory, IndexedChannel } from "./file-memory.ts";

interface ChannelFilesOptions {
  readonly graph: Graph;
  readonly memory: FileMemory;
  readonly keeper: Keeper;
  readonly download: DownloadOptions;
  readonly log: Log;
  /** How often each channel is asked what changed, ms. */
  readonly pollMs: number;
}

/** A channel as a message or event names it. */
export type ChannelAddress = Pick<IndexedChannel, "channel" | "team" | "teamThread">;

export interface ChannelFiles {
  /** Takes care of the channels that were indexed before. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Reads a channel's files from now on. @throws {SourceError} which says what is missing. */
  index(address: ChannelAddress): Promise<IndexedChannel>;
  /** Every channel that Graph names in a team, each on its own: one that fails is logged. */
  indexTeam(address: Omit<ChannelAddress, "channel">): Promise<void>;
  /** Forgets a channel with its documents; false when it was not indexed. */
  stopIndexing(channel: ChannelId): Promise<boolean>;
  /** The same for all channels of a team. */
  stopIndexingTeam(team: string): Promise<void>;
  rename(channel: ChannelId, name: string): void;
  /** The channels of a team that are indexed, by the team's conversation or its id. */
  ofTeam(team: string): readonly IndexedChannel[];
  channel(channel: ChannelId): IndexedChannel | undefined;
  status(channel: IndexedChannel): Promise<SourceStatus | undefined>;
  /** The name of a file as the failures in a status mean it. */
  fileName(channel: ChannelId, path: string): string | undefined;
  /** Forgets files of this name until they are taken back; how many there were. */
  forget(channel: IndexedChannel, name: string): Promise<number>;
  /** Reads forgotten files of this name again; how many there were. */
  takeBack(channel: IndexedChannel, name: string): Promise<number>;
}

const channelShape = z.looseObject({ id: z.string(), displayName: z.string().nullish() });
const channelPage = z.looseObject({ value: z.array(channelShape), "@odata.nextLink": z.string().nullish() });

const RECONCILE_MS = 24 * 3_600_000;

export function createChannelFiles(options: ChannelFilesOptions): ChannelFiles {
  const { graph, memory, keeper, download, log, pollMs } = options;
  let timer: NodeJS.Timeout | undefined;
  let polling: Promise<void> = Promise.resolve();
  /** Channels whose documents are being removed: they cannot be indexed again before that is done. */
  const departures = new Map<ChannelId, Promise<void>>();

  const keep = (channel: IndexedChannel): void =>
    keeper.add(channelSource({ graph, memory, channel, download }), { reconcileEveryMs: RECONCILE_MS });

  function letGo(channel: IndexedChannel): Promise<void> {
    const depart = async (): Promise<void> => {
      memory.leave(channel.channel);
      await keeper.drop(channelSourceName(channel), { forget: true });
      memory.unindex(channel.channel);
    };
    const departure = depart().finally(() => departures.delete(channel.channel));
    departures.set(channel.channel, departure);
    return departure;
  }

  /** Graph tells only webhooks of changes; asking costs one small request a channel. */
  async function poll(): Promise<void> {
    for (const channel of memory.indexed()) {
      try {
        await keeper.touch(channelSourceName(channel));
      } catch (error) {
        log.warn("A Teams channel could not be polled", { channel: channel.channel, error });
      }
    }
  }

  function schedule(): void {
    timer = setTimeout(() => {
      polling = poll().finally(() => {
        if (timer) schedule();
      });
    }, pollMs);
    timer.unref();
  }

  async function nameOf({ team, channel }: ChannelAddress): Promise<string> {
    const thread = encodeURIComponent(channel.slice("teams:".length));
    try {
      const found = await graph.get(`/teams/${encodeURIComponent(team)}/channels/${thread}`, channelShape);
      return found.displayName ?? "";
    } catch (error) {
      // Without Channel.ReadBasic.All a channel has no name, which nothing depends on.
      if (error instanceof GraphRefusal && error.status === 403) return "";
      throw error;
    }
  }

  async function index(address: ChannelAddress): Promise<IndexedChannel> {
    await departures.get(address.channel);
    try {
      const [name, place] = await Promise.all([nameOf(address), locateFiles(graph, address)]);
      const channel = { ...address, name };
      memory.index(channel);
      memory.setPlace(channel.channel, place);
      keep(channel);
      return channel;
    } catch (error) {
      throw error instanceof GraphRefusal ? explainRefusal(error) : error;
    }
  }

  const ofTeam = (team: string) =>
    memory.indexed().filter((channel) => channel.team === team || channel.teamThread === team);

  return {
    async start() {
      for (const channel of memory.leaving()) await letGo(channel);
      for (const channel of memory.indexed()) keep(channel);
      schedule();
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await polling;
      // The sources ask the memory, which closes after this.
      for (const channel of memory.indexed())
        await keeper.drop(channelSourceName(channel), { forget: false });
    },
    index,
    async indexTeam({ team, teamThread }) {
      const path = `/teams/${encodeURIComponent(team)}/channels`;
      for await (const channels of graph.pages(path, channelPage)) {
        for (const { id } of channels) {
          const channel = `teams:${id}` as ChannelId;
          await index({ channel, team, teamThread }).catch((error: unknown) =>
            log.warn("A Teams channel could not be indexed", { channel, error }),
          );
        }
      }
    },
    async stopIndexing(id) {
      const channel = memory.channel(id);
      if (channel) await letGo(channel);
      return channel !== undefined;
    },
    async stopIndexingTeam(team) {
      for (const channel of ofTeam(team)) await letGo(channel);
    },
    rename: (channel, name) => memory.rename(channel, name),
    ofTeam,
    channel: (id) => memory.channel(id),
    async status(channel) {
      const name = channelSourceName(channel);
      return (await keeper.status()).find(({ source }) => source === name);
    },
    fileName: (channel, path) => memory.nameOf(channel, path),
    async forget(channel, name) {
      const files = memory.named(channel.channel, name);
      for (const file of files) {
        memory.forget(channel.channel, file.id, file.name);
        await keeper.touch(channelSourceName(channel), file.id);
      }
      return files.length;
    },
    async takeBack(channel, name) {
      const files = memory
        .forgotten(channel.channel)
        .filter((file) => file.name.toLowerCase() === name.toLowerCase());
      for (const file of files) {
        memory.takeBack(channel.channel, file.id);
        await keeper.touch(channelSourceName(channel), file.id);
      }
      return files.length;
    },
  };
}
