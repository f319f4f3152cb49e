import type { WebClient } from "@slack/web-api";
import type { Kysely } from "kysely";
import type { TenantId } from "../../../src/access/scopes.ts";
import type { Settings } from "../../../src/config.ts";
import type { Keeper } from "../../../src/documents/keeper.ts";
import { SourceError } from "../../../src/documents/sources/source.ts";
import type { Log } from "../../../src/operations/log.ts";
import type { Tables } from "../../../src/storage/tables.ts";
import { patiently } from "../web-client.ts";
import type { Workspace } from "../workspace.ts";
import type { ChannelDocuments } from "./channel-documents.ts";
import { type ChannelFacts, readersKey, readersOf, readFacts } from "./channel-facts.ts";
import { channelSources } from "./channel-sources.ts";
import { type ChannelStore, openChannelStore } from "./channel-store.ts";
import { explainRefusal, saysChannelIsGone } from "./explain-refusal.ts";
import { createFileStore, type FileStore } from "./file-store.ts";
import { type History, readHistory } from "./history.ts";
import { createMessageStore, type MessageStore } from "./message-store.ts";
import { type Clock, createPacer } from "./pacer.ts";
import { peopleNames } from "./people-names.ts";

interface ChannelDocumentsOptions {
  readonly client: WebClient;
  readonly workspace: () => Workspace;
  readonly db: Kysely<Tables>;
  readonly tenant: TenantId;
  readonly keeper: Keeper;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
}

/** Puts channels under the keeper's care, follows what events say of them, and lets go of them. */
export function createChannelDocuments(options: ChannelDocumentsOptions): ChannelDocuments {
  const { client, workspace, db, tenant, keeper, settings, clock, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const started = Promise.withResolvers<void>();
  const isCommercial = settings.SLACK_DISTRIBUTION === "commercial";
  const reconcileEveryMs = settings.SLACK_RECONCILE_HOURS * 3_600_000;
  const paced = createPacer({ isCommercial, clock, signal });
  const underWay = new Set<Promise<void>>();
  /** Channels whose documents are being removed: they cannot be indexed again before that is done. */
  const departures = new Map<string, Promise<void>>();
  let channels: ChannelStore;
  let files: FileStore;
  let messages: MessageStore;
  let history: History;
  let isStarted = false;

  const filesOf = (channel: string): string => `slack:${workspace().team}:${channel}`;
  const messagesOf = (channel: string): string => `${filesOf(channel)}:messages`;

  /** What follows from something that is durable already; its failure is logged, and the next start does it again. */
  function meanwhile(what: string, work: Promise<unknown>): void {
    const settled = work
      .then(
        () => undefined,
        (error: unknown) => {
          if (!signal.aborted) log.warn(`Slack: ${what} failed; it is done at the next start`, { error });
        },
      )
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
  }

  const sources = channelSources({
    client,
    paced,
    settings,
    signal,
    keeper,
    workspaceUrl: () => workspace().url,
    nameOf: peopleNames({ client, paced, clock }),
    refresh,
    scopes: (channel) => {
      const known = channels.get(channel);
      return known ? readersOf(known) : [];
    },
  });

  function keepFiles(channel: string): void {
    keeper.add(sources.files(filesOf(channel), channel, files), { reconcileEveryMs });
  }

  function keepMessages(channel: string): void {
    keeper.add(sources.messages(messagesOf(channel), channel, messages), { reconcileEveryMs });
  }

  /** People and events are waited for, so they come before whatever is compared at leisure. */
  async function facts(channel: string, pace: Pace = patiently): Promise<ChannelFacts | undefined> {
    try {
      const found = await pace(() => client.conversations.info({ channel }));
      return found.channel && readFacts(found.channel);
    } catch (error) {
      if (saysChannelIsGone(error)) return undefined;
      throw explainRefusal(error, "channels:read");
    }
  }

  /** Events may have been missed: a channel that is no longer Docent's is let go of. */
  async function refresh(id: string, given?: AbortSignal): Promise<{ isArchived: boolean }> {
    const found = await facts(id, (call) => paced("conversations.info", call, given));
    if (found) await learn(id, found);
    const isArchived = channels.get(id)?.isArchived ?? false;
    if (!isArchived && !found?.isMember) {
      await forget(id);
      throw new SourceError("Docent is no longer in the channel: invite it again");
    }
    return { isArchived };
  }

  async function learn(id: string, found: Partial<ChannelFacts>): Promise<void> {
    const before = channels.get(id);
    if (!before) return;
    const { isMember: _, ...known } = found;
    const after = { ...before, ...known };
    const isClosed = before.isOpen && (after.isPrivate || after.isShared);
    const isSame = Object.entries(known).every(([key, value]) => before[key as keyof typeof known] === value);
    if (isSame && !isClosed) return;
    await channels.update(id, { ...known, ...(isClosed && { isOpen: false }) });
    if (isClosed) meanwhile("taking a channel's documents from the organisation", restamp(id));
  }

  /** Tells the keeper that a channel's documents have other readers; this waits for Slack nowhere. */
  async function restamp(id: string): Promise<void> {
    const channel = channels.get(id);
    if (!channel) return;
    const readers = readersKey(readersOf(channel));
    for (let after = ""; ; ) {
      const page = await files.page(id, after);
      if (page.length === 0) break;
      after = page.at(-1)!.file.id;
      const others = page.filter((known) => known.readers !== readers);
      await Promise.all(others.map(({ file }) => keeper.touch(filesOf(id), file.id)));
    }
    if (channel.messages === "on") await keeper.touch(messagesOf(id));
  }

  function letGo(id: string): Promise<void> {
    const depart = async (): Promise<void> => {
      await keeper.drop(filesOf(id), { forget: true });
      await dropMessages(id);
      await files.removeAll(id);
      await channels.remove(id);
    };
    const departure =
      departures.get(id) ??
      depart().finally(() => {
        departures.delete(id);
      });
    departures.set(id, departure);
    return departure;
  }

  async function dropMessages(id: string): Promise<void> {
    await keeper.drop(messagesOf(id), { forget: true });
    await history.letGo(id);
    await messages.removeAll(id);
    await channels.update(id, { messages: "off", gaps: [], walkedAt: undefined });
  }

  async function forget(id: string): Promise<void> {
    if (!channels.get(id)) return;
    await channels.update(id, { state: "leaving", messages: "leaving", isOpen: false });
    meanwhile("forgetting a channel", letGo(id));
  }

  const isKept = (id: string): boolean => channels.get(id)?.state === "indexed";

  return {
    ready: started.promise,
    async start() {
      const parts = { db, tenant, team: workspace().team };
      channels = await openChannelStore(parts);
      files = createFileStore(parts);
      messages = createMessageStore(parts);
      history = readHistory({
        client,
        paced,
        clock,
        channels,
        messages,
        botUser: workspace().botUser,
        isCommercial,
        everyMs: isCommercial ? Math.max(reconcileEveryMs, COMMERCIAL_WALK_MS) : reconcileEveryMs,
        touch: (channel, thread) => keeper.touch(messagesOf(channel), thread),
        log,
        signal,
      });
      for (const { channel, state, messages: kept } of channels.all()) {
        if (state === "leaving") meanwhile("forgetting a channel", letGo(channel));
        if (state !== "indexed") continue;
        keepFiles(channel);
        meanwhile("telling a channel's readers", restamp(channel));
        if (kept === "leaving") meanwhile("forgetting a channel's messages", dropMessages(channel));
        if (kept !== "on") continue;
        keepMessages(channel);
        await history.catchUp(channel);
      }
      history.start();
      isStarted = true;
      started.resolve();
    },
    async stop() {
      stopping.abort(new Error("Docent stops"));
      if (!isStarted) return;
      await history.ended();
      await Promise.all(underWay);
      // The sources ask the database, which closes after this.
      for (const { channel } of channels.all())
        for (const source of [filesOf(channel), messagesOf(channel)])
          await keeper.drop(source, { forget: false });
    },
    channel: (id) => channels.get(id),
    all: () => channels.all(),
    async invite(id, invitedBy) {
      await departures.get(id);
      return channels.add({ channel: id, state: "invited", invitedBy });
    },
    offer: (id) => channels.update(id, { state: "offered" }),
    facts: (id) => facts(id),
    async index(id, by) {
      await departures.get(id);
      await channels.add({ channel: id, state: "indexed", invitedBy: by });
      await channels.update(id, { state: "indexed" });
      keepFiles(id);
    },
    async indexMessages(id) {
      await channels.update(id, { messages: "on", gaps: [], walkedAt: undefined });
      keepMessages(id);
      await history.catchUp(id);
    },
    async forgetMessages(id) {
      await channels.update(id, { messages: "leaving" });
      meanwhile("forgetting a channel's messages", dropMessages(id));
    },
    forget,
    async setOpen(id, isOpen) {
      await channels.update(id, { isOpen });
      meanwhile("telling a channel's readers", restamp(id));
    },
    learn,
    async lookAt(id) {
      if (isKept(id)) await keeper.touch(filesOf(id));
    },
    async fileMoved(file, { channels: named, isChanged }) {
      const places = new Set([...named, ...(await files.channelsOf(file))].filter(isKept));
      for (const place of places) {
        await files.noteMoved(place, file, isChanged);
        await keeper.touch(filesOf(place), file);
      }
    },
    named: (channel, name) => files.named(channel, name),
    async heard(channel, ts, write) {
      if (channels.get(channel)?.messages !== "on") return;
      // Before it is written: a page of history that is under way is older.
      history.heard(channel, ts);
      const thread = await write(messages);
      if (thread !== undefined) await keeper.touch(messagesOf(channel), thread);
    },
    async setForgotten(channel, some, isForgotten) {
      for (const { file } of some) {
        await files.setForgotten(channel, file.id, isForgotten);
        await keeper.touch(filesOf(channel), file.id);
      }
    },
    async status(id) {
      const channel = channels.get(id);
      if (!channel) return undefined;
      const all = await keeper.status();
      const of = (name: string) => all.find(({ source }) => source === name);
      return {
        channel,
        files: of(filesOf(id)),
        messages: channel.messages === "on" ? of(messagesOf(id)) : undefined,
        historyProblem: history.problem(id),
        forgotten: (await files.forgotten(id)).map(({ name }) => name),
      };
    },
  };
}

type Pace = <Result>(call: () => Promise<Result>) => Promise<Result>;

/** At a page of 15 messages a minute a channel's history takes long enough to be read once a day. */
const COMMERCIAL_WALK_MS = 24 * 3_600_000;
