/**
 * What the adapter must still know after a restart: where it was seen with whom, whom it has greeted, and which
 * message answered which ask. A small database of its own beside Docent's: losing it costs nothing but questions to
 * Teams, because membership is always asked again.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { AskId } from "../../src/conversation/ask.ts";
import { type ConversationAddress, withoutThread as threadless } from "./activity.ts";

export interface TeamsMemory {
  /** A person (their Docent id) took part in a conversation, reachable at this address. */
  saw(person: string, address: ConversationAddress, now?: number): void;
  /** Where a person was seen, latest first. */
  conversationsOf(person: string, atMost: number): ConversationAddress[];
  /** How a channel or chat (thread left out) is reached, by whoever was seen there last. */
  addressOf(conversation: string): ConversationAddress | undefined;
  /** The bot left, or the conversation is gone. */
  forget(conversation: string): void;
  /** True the first time it is asked for a conversation, false ever after. */
  greets(conversation: string): boolean;
  answered(conversation: string, activity: string, ask: AskId): void;
  /** The ask that a message answers; without a message, the one answered last in this conversation. */
  askOf(conversation: string, activity: string | undefined): AskId | undefined;
  close(): void;
}

const SCHEMA = `
  create table if not exists seen (
    conversation text not null, person text not null, address text not null, at integer not null,
    primary key (conversation, person)
  ) without rowid;
  create index if not exists seen_by_person on seen (person, at);
  create table if not exists greeted (conversation text primary key) without rowid;
  create table if not exists answered (
    conversation text not null, activity text not null, ask text not null, at integer not null,
    primary key (conversation, activity)
  ) without rowid;
  create index if not exists answered_by_age on answered (at);
`;

/**
 * Opens `<folder>/teams.db`, and drops answers older than `answeredDays`.
 * @throws when the folder cannot be written.
 */
export function openTeamsMemory(options: { folder: string; answeredDays: number }): TeamsMemory {
  mkdirSync(options.folder, { recursive: true });
  const database = new DatabaseSync(join(options.folder, "teams.db"), { timeout: 5_000 });
  database.exec(`pragma journal_mode = wal; pragma synchronous = normal; ${SCHEMA}`);
  database.prepare("delete from answered where at < ?").run(Date.now() - options.answeredDays * 86_400_000);

  const upsertSeen = database.prepare(
    "insert into seen values (?, ?, ?, ?) on conflict do update set address = excluded.address, at = excluded.at",
  );
  const byPerson = database.prepare("select address from seen where person = ? order by at desc limit ?");
  const byConversation = database.prepare(
    "select address from seen where conversation = ? order by at desc limit 1",
  );
  const forgetSeen = database.prepare("delete from seen where conversation = ?");
  const forgetGreeting = database.prepare("delete from greeted where conversation = ?");
  const greet = database.prepare("insert or ignore into greeted values (?)");
  const recordAnswer = database.prepare("insert or replace into answered values (?, ?, ?, ?)");
  const findAnswer = database.prepare("select ask from answered where conversation = ? and activity = ?");
  const lastAnswer = database.prepare(
    "select ask from answered where conversation = ? order by at desc limit 1",
  );
  const read = (row: unknown) => JSON.parse((row as { address: string }).address) as ConversationAddress;

  return {
    saw(person, address, now = Date.now()) {
      const conversation = threadless(address.conversation);
      upsertSeen.run(conversation, person, JSON.stringify({ ...address, conversation }), now);
    },
    conversationsOf: (person, atMost) => byPerson.all(person, atMost).map(read),
    addressOf(conversation) {
      const row = byConversation.get(threadless(conversation));
      return row && read(row);
    },
    forget(conversation) {
      forgetSeen.run(threadless(conversation));
      forgetGreeting.run(threadless(conversation));
    },
    greets: (conversation) => greet.run(threadless(conversation)).changes === 1,
    answered(conversation, activity, ask) {
      recordAnswer.run(threadless(conversation), activity, ask, Date.now());
    },
    askOf(conversation, activity) {
      const key = threadless(conversation);
      const row = (activity ? findAnswer.get(key, activity) : lastAnswer.get(key)) as
        | { ask: AskId }
        | undefined;
      return row?.ask;
    },
    close() {
      if (database.isOpen) database.close();
    },
  };
}
