/** Does what a command says, and gives the message that answers it. */
import type { PersonId } from "../../../src/access/scopes.ts";
import { SourceError } from "../../../src/documents/sources/source.ts";
import type { Log } from "../../../src/operations/log.ts";
import { addressOf, conversationTypeOf, type InboundActivity, type OutboundActivity } from "../activity.ts";
import type { ChannelAddress, ChannelFiles } from "../files/channel-files.ts";
import { explainRefusal } from "../files/explain-refusal.ts";
import type { FileMemory } from "../files/file-memory.ts";
import type { PersonalUploads } from "../files/personal-uploads.ts";
import { GraphRefusal } from "../graph.ts";
import { toChannel } from "../membership/create-membership.ts";
import { notice, shortName, sourcesCard } from "../render/file-cards.ts";
import type { Transport } from "../transport.ts";
import type { Command } from "./read-command.ts";

export interface CommandParts {
  readonly transport: Pick<Transport, "team">;
  readonly files: Pick<FileMemory, "forgotten">;
  /** Undefined where Microsoft Graph is not set up. */
  readonly channelFiles: ChannelFiles | undefined;
  readonly uploads: PersonalUploads | undefined;
  /** Whether a person works here: guests look, and change nothing. */
  readonly mayManage: (person: PersonId) => Promise<boolean>;
  readonly log: Log;
}

/** The answer to a command; `undefined` when it turns out to be a question. */
export async function answerCommand(
  command: Command,
  activity: InboundActivity,
  person: PersonId,
  parts: CommandParts,
): Promise<OutboundActivity | undefined> {
  const type = conversationTypeOf(activity);
  if (type === "personal") return inPrivate(command, person, parts);
  if (type === "groupChat") return notice("Group chats have no files folder. Ask me to index a channel.");
  try {
    return await inChannel(command, activity, person, parts);
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    parts.log.warn("Microsoft Graph refused what a command needs", { error });
    return notice("I could not ask Microsoft Graph.", [explainRefusal(error).message]);
  }
}

async function inPrivate(
  command: Command,
  person: PersonId,
  { uploads }: CommandParts,
): Promise<OutboundActivity | undefined> {
  if (!uploads) return undefined;
  switch (command.kind) {
    case "sources":
      return sourcesCard({
        title: "What you sent me",
        status: await uploads.status(person),
        fileName: (path) => uploads.list(person).find(({ id }) => id === path)?.name,
        forgotten: [],
        now: Date.now(),
      });
    case "forget":
      return (await uploads.forget(person, command.file))
        ? notice(`I have forgotten “${shortName(command.file)}”.`)
        : notice(`You sent me no file called “${shortName(command.file)}”.`, [
            "Say “sources” to see what I have.",
          ]);
    default:
      return notice("Send me a file here and only you can ask about it.", [
        "In a channel, “@Docent index” makes me read the channel's files.",
      ]);
  }
}

async function inChannel(
  command: Command,
  activity: InboundActivity,
  person: PersonId,
  parts: CommandParts,
): Promise<OutboundActivity> {
  const { channelFiles, mayManage } = parts;
  if (!channelFiles)
    return notice("I cannot read channels' files yet.", [
      "Whoever runs Docent can set up Microsoft Graph: docs/teams.md.",
    ]);
  const channel = channelFiles.channel(toChannel(activity.conversation.id));
  if (command.kind === "sources") return listSources(channel, parts);
  if (!(await mayManage(person)))
    return notice("Only members of the organisation can change what I read here.");
  if (command.kind === "index" && command.file === undefined) return beginIndexing(activity, parts);
  if (!channel) return notice("I do not read this channel's files.", ["“@Docent index” makes me."]);
  if (command.kind === "index-off") {
    await channelFiles.stopIndexing(channel.channel);
    return notice("I have forgotten this channel's files, and no longer read them.");
  }
  const file = command.file ?? "";
  if (command.kind === "forget")
    return (await channelFiles.forget(channel, file))
      ? notice(`I have forgotten “${shortName(file)}”.`, [
          `It stays where it is; “@Docent index ${shortName(file)}” makes me read it again.`,
        ])
      : notice(`I know no file called “${shortName(file)}” in this channel.`);
  return (await channelFiles.takeBack(channel, file))
    ? notice(`I read “${shortName(file)}” again.`)
    : notice(`I was not asked to forget a file called “${shortName(file)}”.`);
}

async function listSources(
  channel: ReturnType<ChannelFiles["channel"]>,
  { channelFiles, files }: CommandParts,
): Promise<OutboundActivity> {
  if (!channel || !channelFiles)
    return notice("I do not read this channel's files.", ["“@Docent index” makes me."]);
  return sourcesCard({
    title: channel.name ? `What I know in ${channel.name}` : "What I know in this channel",
    status: await channelFiles.status(channel),
    fileName: (path) => channelFiles.fileName(channel.channel, path),
    forgotten: files.forgotten(channel.channel).map(({ name }) => name),
    now: Date.now(),
  });
}

async function beginIndexing(activity: InboundActivity, parts: CommandParts): Promise<OutboundActivity> {
  const { channelFiles, log } = parts;
  const address = await channelOf(activity, parts);
  if (!address || !channelFiles)
    return notice("I could not find out which team this channel is in. Try again later.");
  try {
    await channelFiles.index(address);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    log.warn("A Teams channel could not be indexed", { channel: address.channel, error });
    return notice("I could not read this channel's files.", [error.message]);
  }
  return notice("I am reading this channel's files, and will follow what changes.", [
    "Everybody here can ask about them here; elsewhere only members of this channel can, in their private chat. “@Docent sources” shows how far I am.",
  ]);
}

/** The channel and its team, which messages name by its conversation and Graph by its directory id. */
export async function channelOf(
  activity: InboundActivity,
  { transport }: Pick<CommandParts, "transport">,
): Promise<ChannelAddress | undefined> {
  const teamThread = activity.channelData?.team?.id;
  if (!teamThread) return undefined;
  const team =
    activity.channelData?.team?.aadGroupId ?? (await transport.team(addressOf(activity), teamThread));
  return team ? { channel: toChannel(activity.conversation.id), team, teamThread } : undefined;
}
