import type { WebClient } from "@slack/web-api";
import type { Scope } from "../../../src/access/scopes.ts";
import type { Settings } from "../../../src/config.ts";
import type { Keeper } from "../../../src/documents/keeper.ts";
import type { DocumentSource } from "../../../src/documents/sources/source.ts";
import { fileSource } from "./file-source.ts";
import type { FileStore } from "./file-store.ts";
import { messageSource } from "./message-source.ts";
import type { MessageStore } from "./message-store.ts";
import type { Paced } from "./pacer.ts";

interface ChannelSourcesOptions {
  readonly client: WebClient;
  readonly paced: Paced;
  readonly settings: Pick<Settings, "SLACK_BOT_TOKEN" | "SLACK_API_URL">;
  readonly signal: AbortSignal;
  readonly keeper: Pick<Keeper, "touch">;
  readonly workspaceUrl: () => string;
  readonly nameOf: (user: string) => Promise<string>;
  readonly refresh: (channel: string, signal?: AbortSignal) => Promise<{ readonly isArchived: boolean }>;
  readonly scopes: (channel: string) => readonly Scope[];
}

/** Makes the two sources that a channel is: its files and, where members turned that on, its messages. */
export function channelSources(options: ChannelSourcesOptions) {
  const { client, paced, settings, signal, keeper, workspaceUrl, nameOf, refresh, scopes } = options;
  return {
    files: (name: string, channel: string, store: FileStore): DocumentSource =>
      fileSource({
        name,
        channel,
        client,
        paced,
        store,
        download: { token: settings.SLACK_BOT_TOKEN ?? "", apiUrl: settings.SLACK_API_URL, signal },
        scopes: () => scopes(channel),
        refresh: (given) => refresh(channel, given),
        touch: (file) => keeper.touch(name, file),
      }),
    messages: (name: string, channel: string, store: MessageStore): DocumentSource =>
      messageSource({
        name,
        channel,
        store,
        scopes: () => scopes(channel),
        nameOf,
        workspaceUrl: workspaceUrl(),
      }),
  };
}
