/** What each kind of activity causes. Messages become asks, durable before Teams hears "200". */
import type { ChannelId, PersonId, TenantId } from "../../../src/access/scopes.ts";
import { personId } from "../../../src/access/scopes.ts";
import type { ConversationId } from "../../../src/conversation/ask.ts";
import type { Turns } from "../../../src/conversation/turns.ts";
import type { Log } from "../../../src/operations/log.ts";
import { ownWords, type Released } from "../../../src/safety/released.ts";
import {
  addressOf,
  type ConversationAddress,
  conversationTypeOf,
  type InboundActivity,
  type InvokeAnswer,
} from "../activity.ts";
import type { FileMemory } from "../files/file-memory.ts";
import { sentFiles } from "../files/personal-uploads.ts";
import { toChannel } from "../membership/create-membership.ts";
import type { TeamsMemory } from "../memory.ts";
import { renderMarkdown } from "../render/render-markdown.ts";
import type { Transport } from "../transport.ts";
import { answerCommand, type CommandParts } from "./answer-command.ts";
import { actOnCard } from "./card-action.ts";
import { feedbackForm, takeVote } from "./feedback.ts";
import { readCommand } from "./read-command.ts";
import { readMessage } from "./read-message.ts";
import { followTeam } from "./team-events.ts";

interface ReceiverOptions {
  readonly transport: Transport;
  readonly memory: TeamsMemory;
  readonly turns: Turns;
  readonly tenant: TenantId;
  readonly log: Log;
  /** Told when somebody joined or left, so that nobody relies on what was known before. */
  readonly onMembershipChange: (id: PersonId | ChannelId) => void;
  /** Documents of channels and private chats. */
  readonly documents: Omit<CommandParts, "transport" | "log" | "files"> & {
    readonly files: FileMemory;
    /** Whether being added to a team is enough to read all of its channels. */
    readonly indexesTeams: boolean;
  };
}

export interface Receiver {
  /** Works on one activity that Microsoft vouched for; when it resolves the activity may be acknowledged. */
  receive(activity: InboundActivity): Promise<InvokeAnswer | undefined>;
  /** Waits for greetings and typing signs that are under way. */
  settle(): Promise<void>;
}

export function createReceiver(options: ReceiverOptions): Receiver {
  const { transport, memory, turns, tenant, log, onMembershipChange, documents } = options;
  const commandParts = { ...documents, transport, log };
  const underWay = new Set<Promise<void>>();
  /** Commands that are being carried out, by message: a redelivery meanwhile waits for the same. */
  const commands = new Map<string, Promise<boolean>>();

  /** For what is nice to have: its failure is logged and keeps nothing from happening. */
  function meanwhile(what: string, work: Promise<unknown>): void {
    const settled = work
      .then(
        () => {},
        (error: unknown) => log.warn(`Teams: ${what} failed`, { error }),
      )
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
  }

  const say = (what: string, address: ConversationAddress, text: Released) =>
    meanwhile(
      what,
      transport.send(address, { type: "message", textFormat: "markdown", text: renderMarkdown(text) }),
    );

  async function message(activity: InboundActivity): Promise<void> {
    if (activity.from.id === activity.recipient.id) return;
    const question = readMessage(activity);
    if (question === undefined || !activity.id) return;
    const person = personOf(activity);
    const address = addressOf(activity);
    memory.saw(person, address);
    const hasFiles = takeFiles(activity, person, address);
    if (question === "") {
      if (!hasFiles) say("a hint", address, HINT);
      return;
    }
    if (await wasCommand(question, activity, person, address)) return;
    const { duplicate } = await turns.receive({
      tenant,
      platform: "teams",
      dedupeKey: `${activity.conversation.id}|${activity.id}`,
      person,
      audience:
        address.conversationType === "personal"
          ? { kind: "private", person }
          : { kind: "channel", channel: toChannel(activity.conversation.id) },
      conversation: `teams:${activity.conversation.id}` as ConversationId,
      question,
      address: { ...address },
    });
    // Channels do not show typing.
    if (!duplicate && address.conversationType !== "channel")
      meanwhile("a typing sign", transport.send(address, { type: "typing" }));
  }

  /** True when the message carried files of a private chat, which are then taken. */
  function takeFiles(activity: InboundActivity, person: PersonId, address: ConversationAddress): boolean {
    const sent = address.conversationType === "personal" ? sentFiles(activity) : [];
    const key = `files|${activity.conversation.id}|${activity.id}`;
    if (!sent.length || !documents.files.isNew(key)) return sent.length > 0;
    if (documents.uploads) documents.uploads.take(person, address, sent);
    else say("a word on files", address, FILES);
    documents.files.handled(key);
    return true;
  }

  /** Carries a command out, once however often it is delivered; false for a question. */
  async function wasCommand(
    text: string,
    activity: InboundActivity,
    person: PersonId,
    address: ConversationAddress,
  ): Promise<boolean> {
    const command = readCommand(text);
    if (!command) return false;
    const key = `${activity.conversation.id}|${activity.id}`;
    if (!documents.files.isNew(key)) return true;
    const run = async () => {
      const reply = await answerCommand(command, activity, person, commandParts);
      if (reply) await transport.send(address, reply);
      if (reply) documents.files.handled(key);
      return reply !== undefined;
    };
    const running = commands.get(key) ?? run().finally(() => commands.delete(key));
    commands.set(key, running);
    return running;
  }

  async function conversationUpdate(activity: InboundActivity): Promise<void> {
    const bot = activity.recipient.id;
    const { conversation } = activity;
    for (const channel of await followTeam(activity, commandParts)) onMembershipChange(channel);
    if (activity.membersRemoved?.some(({ id }) => id === bot)) memory.forget(conversation.id);
    else if (activity.membersAdded?.some(({ id }) => id === bot)) greet(activity);
    const moved = [...(activity.membersAdded ?? []), ...(activity.membersRemoved ?? [])];
    for (const member of moved.filter(({ id }) => id !== bot))
      for (const id of [member.id, member.aadObjectId]) if (id) onMembershipChange(personId(`teams:${id}`));
    onMembershipChange(toChannel(conversation.id));
  }

  function greet(activity: InboundActivity): void {
    if (!memory.greets(activity.conversation.id)) return;
    const welcome = conversationTypeOf(activity) === "personal" ? WELCOME : WELCOME_ALL;
    say("a greeting", addressOf(activity), welcome);
  }

  async function invoke(activity: InboundActivity): Promise<InvokeAnswer> {
    switch (activity.name) {
      case "message/submitAction":
        return takeVote(activity, personOf(activity), { turns, memory });
      case "message/fetchTask":
        return feedbackForm(activity);
      case "adaptiveCard/action":
        return actOnCard(activity, personOf(activity), { transport, memory, turns, tenant });
      default:
        return { status: 501 };
    }
  }

  return {
    async receive(activity) {
      switch (activity.type) {
        case "message":
          await message(activity);
          return undefined;
        case "conversationUpdate":
          await conversationUpdate(activity);
          return undefined;
        case "installationUpdate":
          await followTeam(activity, commandParts);
          if (activity.action?.startsWith("add")) greet(activity);
          else memory.forget(activity.conversation.id);
          return undefined;
        case "invoke":
          return invoke(activity);
        default:
          // Reactions, edits and deletions of messages ask nothing.
          return undefined;
      }
    },
    async settle() {
      await Promise.allSettled(underWay);
    },
  };
}

/** The directory's id where Teams tells it, because it is the same in every conversation. */
const personOf = ({ from }: InboundActivity): PersonId => personId(`teams:${from.aadObjectId ?? from.id}`);

const WELCOME = ownWords`Hello, I am Docent. Ask me about your organisation's documents: I answer from what you may read, say where it stands, and say so when nothing answers your question.`;
const WELCOME_ALL = ownWords`Hello, I am Docent. Mention me with a question about your organisation's documents: here I answer only from what everyone in this conversation may read. For anything else, ask me in a private chat.`;
const HINT = ownWords`Ask me something about your organisation's documents, for example “How many days of parental leave do I get?”`;
const FILES = ownWords`I do not read files sent in this chat. Ask me about the documents that I know.`;
