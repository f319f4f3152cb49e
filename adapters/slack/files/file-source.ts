/** The files of one channel as a source: listed, and looked up one by one when an event names them. */
import type { WebClient } from "@slack/web-api";
import type { Scope } from "../../../src/access/scopes.ts";
import { type DocumentSource, type SourceEntry, SourceError } from "../../../src/documents/sources/source.ts";
import { slackLimits } from "../limits.ts";
import { readersKey } from "./channel-facts.ts";
import { type DownloadOptions, download } from "./download.ts";
import { explainRefusal, saysFileIsGone } from "./explain-refusal.ts";
import type { FileStore, KnownFile } from "./file-store.ts";
import type { Paced } from "./pacer.ts";
import { readPost } from "./read-post.ts";
import {
  hostedText,
  isMedia,
  isPage,
  isPost,
  isSharedIn,
  isToBeLookedUp,
  isTombstone,
  readFile,
  type SlackFile,
  toEntry,
  whyUnreadable,
} from "./slack-file.ts";

interface FileSourceOptions {
  readonly name: string;
  readonly channel: string;
  readonly client: WebClient;
  readonly paced: Paced;
  readonly store: FileStore;
  readonly download: DownloadOptions;
  /** Who may read the channel's documents now. */
  readonly scopes: () => readonly Scope[];
  /** Compares what is known of the channel with Slack. @throws when Docent is no longer in it. */
  readonly refresh: (signal?: AbortSignal) => Promise<{ readonly isArchived: boolean }>;
  /** Has one file looked up. */
  readonly touch: (file: string) => Promise<void>;
}

/**
 * A listing removes nothing by its silence: pages shift while they are read, and some kinds of files are known to be
 * left out. What is known and not listed is looked up by itself; only files.info says that a file is gone.
 */
export function fileSource(options: FileSourceOptions): DocumentSource {
  const { name, channel, client, paced, store, scopes, touch } = options;
  const readersNow = () => readersKey(scopes());
  const entryOf = ({ file, revision, isForgotten }: KnownFile): SourceEntry | undefined =>
    isForgotten || isMedia(file) ? undefined : toEntry(file, scopes(), revision);

  async function* list(signal?: AbortSignal): AsyncGenerator<SourceEntry> {
    const { isArchived } = await options.refresh(signal);
    const listed = new Set<string>();
    // Nothing new comes into an archived channel, and Slack may not list it any more.
    if (!isArchived) yield* listedBySlack(listed, signal);
    for (let after = ""; ; ) {
      const page = await store.page(channel, after);
      if (page.length === 0) return;
      after = page.at(-1)!.file.id;
      for (const known of page) {
        if (listed.has(known.file.id)) continue;
        await store.noteMoved(channel, known.file.id, false);
        await touch(known.file.id);
        const entry = entryOf(known);
        if (entry) yield entry;
      }
    }
  }

  async function* listedBySlack(listed: Set<string>, signal?: AbortSignal): AsyncGenerator<SourceEntry> {
    for (let page = 1; ; page += 1) {
      const request = { channel, count: slackLimits.filesPerPage, page, show_files_hidden_by_limit: true };
      const found = await paced("files.list", () => client.files.list(request), signal);
      const files = (found.files ?? []).map(readFile);
      for (const { id } of files.filter(isToBeLookedUp)) await touch(id);
      const present = files.filter((file) => !isTombstone(file) && !isToBeLookedUp(file));
      for (const { id } of present) listed.add(id);
      for (const known of await store.save(channel, present, readersNow())) {
        const entry = entryOf(known);
        if (entry) yield entry;
      }
      if (page >= (found.paging?.pages ?? 1)) return;
    }
  }

  async function lookUp(id: string, signal?: AbortSignal): Promise<SlackFile | undefined> {
    try {
      const { file } = await paced("files.info", () => client.files.info({ file: id }), signal);
      const read = readFile(file);
      return isTombstone(read) || !isSharedIn(file, channel) ? undefined : read;
    } catch (error) {
      if (saysFileIsGone(error)) return undefined;
      throw explainRefusal(error, "files:read");
    }
  }

  async function bytesOf(file: SlackFile): Promise<Uint8Array> {
    const reason = whyUnreadable(file);
    if (reason) throw new SourceError(reason);
    if (file.is_external) return Buffer.from(hostedText(file) ?? "");
    if (!file.url_private)
      throw new SourceError("Slack names no address for it: check that it opens in Slack");
    const bytes = await download(file.url_private, { ...options.download, isPage: isPage(file) });
    return isPost(file) ? readPost(bytes) : bytes;
  }

  return {
    name,
    async *list(signal) {
      try {
        yield* list(signal);
      } catch (error) {
        throw explainRefusal(error, "files:read");
      }
    },
    async find(path, signal) {
      const known = await store.get(channel, path);
      // Readers that changed must not wait for Slack; what else an event said of the file is looked up afterwards.
      if (known && known.readers !== readersNow()) {
        await store.setReaders(channel, path, readersNow());
        if (known.isMoved) await touch(path);
        return entryOf(known);
      }
      // What somebody wants forgotten leaves at once, whether or not Slack can be asked.
      if (known?.isForgotten && !known.isMoved) return undefined;
      await store.settle(channel, path);
      const file = await lookUp(path, signal);
      if (!file) {
        await store.remove(channel, path);
        return undefined;
      }
      const [saved] = await store.save(channel, [file], readersNow());
      return saved && entryOf(saved);
    },
    async read({ path }) {
      const known = await store.get(channel, path);
      if (!known) throw new SourceError("it is no longer in the channel");
      return bytesOf(known.file);
    },
  };
}
