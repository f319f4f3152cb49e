/** Which Slack channels Docent knows the documents of; created by `createChannelDocuments` (create-channel-documents.ts). */
import type { SourceStatus } from "../../../src/documents/keeper.ts";
import type { ChannelFacts } from "./channel-facts.ts";
import type { IndexedChannel } from "./channel-store.ts";
import type { KnownFile } from "./file-store.ts";
import type { MessageStore } from "./message-store.ts";

/** How a channel's documents stand. */
export interface ChannelStatus {
  readonly channel: IndexedChannel;
  readonly files: SourceStatus | undefined;
  readonly messages: SourceStatus | undefined;
  /** Why its earlier messages could not be read last time. */
  readonly historyProblem: string | undefined;
  readonly forgotten: readonly string[];
}

/** Work on the documents of channels; what resolves is durable, what follows from it goes on by itself. */
export interface ChannelDocuments {
  /** Takes care of what was indexed before. Nothing else may be asked before it resolves. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves when `start` has: events may come in earlier. */
  readonly ready: Promise<void>;
  channel(channel: string): IndexedChannel | undefined;
  all(): readonly IndexedChannel[];
  /** Notes an invitation; whether it is new. */
  invite(channel: string, invitedBy: string): Promise<boolean>;
  offer(channel: string): Promise<void>;
  /** Asks Slack about a channel; `undefined` when Docent may not see it. */
  facts(channel: string): Promise<ChannelFacts | undefined>;
  /** Indexes a channel's files from now on. */
  index(channel: string, by: string): Promise<void>;
  indexMessages(channel: string): Promise<void>;
  forgetMessages(channel: string): Promise<void>;
  forget(channel: string): Promise<void>;
  setOpen(channel: string, isOpen: boolean): Promise<void>;
  /** What Slack now says of a channel; one that is private or shared is no longer open. */
  learn(channel: string, facts: Partial<ChannelFacts>): Promise<void>;
  /** Has a channel looked at as a whole, soon. */
  lookAt(channel: string): Promise<void>;
  /** An event named a file, perhaps with channels. */
  fileMoved(file: string, moved: { channels: readonly string[]; isChanged: boolean }): Promise<void>;
  /** The files of a channel that are called so. */
  named(channel: string, name: string): Promise<readonly KnownFile[]>;
  /**
   * An event said what became of a message; nothing follows where messages are not indexed.
   * @param write stores it and says which thread it is in, if that is another one now
   */
  heard(
    channel: string,
    ts: string,
    write: (messages: MessageStore) => Promise<string | undefined>,
  ): Promise<void>;
  setForgotten(channel: string, files: readonly KnownFile[], isForgotten: boolean): Promise<void>;
  status(channel: string): Promise<ChannelStatus | undefined>;
}
