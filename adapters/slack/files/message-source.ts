/** The messages of one channel as a source: a document for each thread, from what the database holds of them. */
import { createHash } from "node:crypto";
import type { Scope } from "../../../src/access/scopes.ts";
import type { DocumentSource, SourceEntry } from "../../../src/documents/sources/source.ts";
import { slackPerson } from "../identity.ts";
import { cleanText } from "../receive/clean-text.ts";
import { shorten } from "../render/rich-text.ts";
import type { MessageStore, StoredMessage } from "./message-store.ts";
import { timeOf } from "./read-message.ts";

interface MessageSourceOptions {
  readonly name: string;
  readonly channel: string;
  readonly store: MessageStore;
  /** Who may read the channel's documents now. */
  readonly scopes: () => readonly Scope[];
  /** What a person is called. */
  readonly nameOf: (user: string) => Promise<string>;
  /** The workspace's address, e.g. `https://acme.slack.com/`. */
  readonly workspaceUrl: string;
}

const TITLE_CHARACTERS = 80;

/** Events and the reading of history write the messages; this source only reads them, so it never waits for Slack. */
export function messageSource(options: MessageSourceOptions): DocumentSource {
  const { name, channel, store, scopes, nameOf, workspaceUrl } = options;

  async function find(thread: string): Promise<SourceEntry | undefined> {
    const messages = written(await store.thread(channel, thread));
    const [first] = messages;
    if (!first) return undefined;
    const digest = createHash("sha256");
    for (const { ts, speaker, text } of messages) digest.update(JSON.stringify([ts, speaker, text]));
    const modified = Math.max(...messages.map(({ ts, editedAt = 0 }) => Math.max(timeOf(ts), editedAt)));
    return {
      path: thread,
      name: `${titleOf(first)}.txt`,
      modifiedAt: new Date(modified).toISOString(),
      size: messages.reduce((bytes, { text }) => bytes + Buffer.byteLength(text), 0),
      scopes: scopes(),
      uri: new URL(`archives/${channel}/p${thread.replace(".", "")}`, workspaceUrl).href,
      version: digest.digest("hex").slice(0, 16),
      owner: slackPerson(first.speaker),
    };
  }

  return {
    name,
    async *list() {
      for (let after = ""; ; ) {
        const threads = await store.threads(channel, after);
        if (threads.length === 0) return;
        after = threads.at(-1)!;
        for (const thread of threads) {
          const entry = await find(thread);
          if (entry) yield entry;
        }
      }
    },
    find,
    async read({ path }) {
      const messages = written(await store.thread(channel, path));
      const paragraphs: string[] = [];
      for (const { ts, speaker, text } of messages) {
        const day = new Date(timeOf(ts)).toISOString().slice(0, 10);
        paragraphs.push(`${await nameOf(speaker)} (${day}): ${await readable(text)}`);
      }
      return Buffer.from(paragraphs.join("\n\n"));
    },
  };

  /** Mentions by name; links, channels and escaped characters as people see them. */
  async function readable(text: string): Promise<string> {
    let named = text;
    for (const [mention, user] of text.matchAll(/<@([UW][A-Z0-9]+)>/g))
      named = named.replaceAll(mention, `<@${user}|${await nameOf(user!)}>`);
    return cleanText(named, "");
  }
}

const written = (messages: readonly StoredMessage[]): readonly StoredMessage[] =>
  messages.filter(({ text }) => text !== "");

/** A thread is called by its first words; people's ids among them say nothing. */
function titleOf({ text }: StoredMessage): string {
  const words = cleanText(text.replaceAll(/<@[^>]*>/g, " "), "").replaceAll(/[/\\\s]+/g, " ");
  return shorten(words.trim(), TITLE_CHARACTERS) || "Thread";
}
