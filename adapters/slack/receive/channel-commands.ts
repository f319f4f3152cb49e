/** Does what a member of a channel says about its documents, and gives the message that answers. */
import type { WebClient } from "@slack/web-api";
import { type MembershipSource, type PersonRecord, TO_SHOW } from "../../../src/access/membership.ts";
import { channelScope } from "../../../src/access/scopes.ts";
import type { Settings } from "../../../src/config.ts";
import type { Message } from "../deliver/message.ts";
import type { ChannelDocuments } from "../files/channel-documents.ts";
import type { ChannelFacts } from "../files/channel-facts.ts";
import { NO_FILES_SCOPE } from "../files/explain-refusal.ts";
import { isDirect, slackChannel, slackPerson } from "../identity.ts";
import {
  indexNotice,
  messagesNotice,
  notice,
  openNotice,
  shortName,
  sourcesReport,
} from "../render/channel-notices.ts";
import { patiently, platformError } from "../web-client.ts";
import type { Workspace } from "../workspace.ts";
import { type ChannelCommand, readChannelCommand } from "./read-channel-command.ts";
import type { Say } from "./say.ts";

interface CommandParts {
  readonly client: WebClient;
  readonly documents: ChannelDocuments;
  readonly workspace: () => Workspace;
  readonly membership: Pick<MembershipSource, "person">;
  readonly settings: Pick<Settings, "SLACK_ADMINS">;
  readonly say: Say;
  readonly now: () => number;
}

/** Where a command was given, and by whom. */
interface Given {
  readonly channel: string;
  readonly user: string;
}

export interface ChannelCommands {
  /** The command in a text; `undefined` for a question. */
  recognise(text: string, channel: string): Promise<ChannelCommand | undefined>;
  /** Carries it out; the message is for whoever gave it. */
  carryOut(command: ChannelCommand, given: Given): Promise<Message>;
}

export function createChannelCommands(parts: CommandParts): ChannelCommands {
  const { client, documents, workspace, membership, settings, say, now } = parts;
  const lacks = (...scopes: Workspace["without"][number][]) =>
    scopes.filter((scope) => workspace().without.includes(scope));

  async function carryOut(command: ChannelCommand, given: Given): Promise<Message> {
    const { channel, user } = given;
    if (isDirect(channel))
      return notice("Only channels have files that I can read: give the command in one.");
    await documents.ready;
    const place = slackChannel(channel);
    const person = await membership.person(slackPerson(user), { ...TO_SHOW, among: [channelScope(place)] });
    const isHere = person?.channels.includes(place) ?? false;
    if (!person || !isHere)
      return (await documents.facts(channel))
        ? notice("Only members of this channel can see and change what I read here.")
        : notice("I cannot see this conversation.", INVITE);
    if (command.kind === "sources") return report(channel);
    if (person.standing !== "member")
      return notice("Only members of the organisation can change what I read here.");
    return manage(command, given, person);
  }

  async function manage(command: ChannelCommand, given: Given, person: PersonRecord): Promise<Message> {
    const { channel } = given;
    if (command.kind === "index") return index(given);
    if (command.kind === "index-messages") return indexMessages(given);
    const known = documents.channel(channel);
    if (known?.state !== "indexed")
      return notice("I do not read the files in this channel.", "/ask index makes me.");
    switch (command.kind) {
      case "index-files":
        if (known.messages === "off") return notice("I read files here, and no messages.");
        await documents.forgetMessages(channel);
        return notice("I am forgetting the messages of this channel, and read only its files from now on.");
      case "forget":
        await documents.forget(channel);
        return notice("I am forgetting everything from this channel, and no longer read it.");
      case "open":
        return open(given, person);
      case "close":
        if (!(await isAdmin(given.user))) return notice(ADMINS_ONLY);
        await documents.setOpen(channel, false);
        return notice("From now on only members of this channel can ask about its documents.");
      case "forget-file":
      case "take-back":
        return setForgotten(channel, command.file, command.kind === "forget-file");
    }
    throw new Error(`No command is called ${command.kind}`);
  }

  async function index(given: Given): Promise<Message> {
    const { channel, user } = given;
    if (documents.channel(channel)?.state === "indexed")
      return notice("I read the files in this channel already.", "/ask sources shows what I have.");
    const facts = await enter(given);
    if ("text" in facts) return facts;
    if (!(await say(channel, indexNotice(facts)))) return notice(UNSAID);
    await documents.index(channel, user);
    await documents.learn(channel, facts);
    return notice("I am reading the files in this channel.", "/ask sources shows how far I am.");
  }

  /** Sees to it that Docent is in the channel and may read its files; otherwise the reason. */
  async function enter({ channel, user }: Given): Promise<ChannelFacts | Message> {
    if (lacks("files:read").length) return notice("I cannot read files in this workspace.", NO_FILES_SCOPE);
    const facts = await documents.facts(channel);
    if (!facts) return notice("I cannot see this channel.", INVITE);
    if (facts.isArchived) return notice("This channel is archived: I read only channels that are in use.");
    if (facts.isMember) return facts;
    if (facts.isPrivate || lacks("channels:join").length) return notice("I am not in this channel.", INVITE);
    // Noted before, so that joining is not taken for an invitation.
    const isNew = await documents.invite(channel, user);
    await documents.offer(channel);
    try {
      await patiently(() => client.conversations.join({ channel }));
    } catch (error) {
      if (isNew) await documents.forget(channel);
      if (platformError(error) === undefined) throw error;
      return notice("I could not join this channel.", INVITE);
    }
    return { ...facts, isMember: true };
  }

  async function indexMessages(given: Given): Promise<Message> {
    const { channel } = given;
    if (documents.channel(channel)?.messages === "on")
      return notice("I read the messages of this channel already.", "/ask sources shows what I have.");
    const facts = await documents.facts(channel);
    if (!facts) return notice("I cannot see this channel.", INVITE);
    const missing = lacks(facts.isPrivate ? "groups:history" : "channels:history");
    if (missing.length)
      return notice(
        "I cannot read messages here.",
        `Slack has not granted ${missing.join(", ")}: whoever runs Docent can add the scope and reinstall the app.`,
      );
    if (documents.channel(channel)?.messages === "leaving")
      return notice("I am still forgetting the messages of this channel: try again in a minute.");
    if (documents.channel(channel)?.state !== "indexed") {
      const outcome = await index(given);
      if (documents.channel(channel)?.state !== "indexed") return outcome;
    }
    const { isOpen } = documents.channel(channel) ?? { isOpen: false };
    if (!(await say(channel, messagesNotice({ ...facts, isOpen })))) return notice(UNSAID);
    await documents.indexMessages(channel);
    return notice("I am reading the messages of this channel, too.", "/ask sources shows how far I am.");
  }

  async function open({ channel, user }: Given, person: PersonRecord): Promise<Message> {
    if (!(await isAdmin(user))) return notice(ADMINS_ONLY);
    const facts = await documents.facts(channel);
    if (!facts || facts.isPrivate) return notice("A private channel's documents stay with its members.");
    if (facts.isShared)
      return notice(
        "This channel is shared with another organisation, whose documents are not ours to open: they stay with its members.",
      );
    const missing = lacks("channels:history", "groups:history");
    if (missing.length)
      return notice(
        "I cannot open this channel: Slack would not tell me when it becomes private.",
        `Whoever runs Docent can grant ${missing.join(" and ")} and reinstall the app.`,
      );
    if (!(await say(channel, openNotice()))) return notice(UNSAID);
    await documents.learn(channel, facts);
    await documents.setOpen(channel, true);
    return notice(`Every colleague can now ask about the documents of this channel, ${person.name}.`);
  }

  async function setForgotten(channel: string, name: string, isForgotten: boolean): Promise<Message> {
    const found = await documents.named(channel, name);
    const files = found.filter((file) => file.isForgotten !== isForgotten);
    if (files.length) await documents.setForgotten(channel, files, isForgotten);
    const shown = shortName(name);
    if (!isForgotten)
      return files.length
        ? notice(`I read “${shown}” again.`)
        : notice(`I was not asked to forget a file called “${shown}” in this channel.`);
    return found.length
      ? notice(
          `I am forgetting “${shown}”. It stays in Slack; in other channels I may still know it.`,
          `/ask index “${shown}” makes me read it again.`,
        )
      : notice(`I know no file called “${shown}” in this channel.`, "/ask sources shows what I have.");
  }

  async function report(channel: string): Promise<Message> {
    const status = await documents.status(channel);
    if (status?.channel.state === "indexed") return sourcesReport({ ...status, now: now() });
    if (status?.channel.state === "leaving") return notice("I am forgetting everything from this channel.");
    const missing = lacks("files:read").length ? [NO_FILES_SCOPE] : ["/ask index makes me."];
    return notice("I do not read the files in this channel.", ...missing);
  }

  async function isAdmin(user: string): Promise<boolean> {
    if (settings.SLACK_ADMINS?.includes(user)) return true;
    const { user: person } = await patiently(() => client.users.info({ user }));
    return Boolean(person?.is_admin || person?.is_owner || person?.is_primary_owner);
  }

  return {
    async recognise(text, channel) {
      const command = readChannelCommand(text);
      if (!command || !("file" in command) || command.isCertain) return command;
      await documents.ready;
      return (await documents.named(channel, command.file)).length > 0 ? command : undefined;
    },
    carryOut,
  };
}

const INVITE = "Say /invite @Docent here, then /ask index.";
const ADMINS_ONLY =
  "Only administrators of this workspace can decide whether the whole organisation may ask about a channel.";
const UNSAID =
  "I could not post in this channel, and I read nothing without saying so there. Let me post, then try again.";
