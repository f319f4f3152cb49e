/** What happens to teams and channels, and what it means for their documents and readers. */
import { type ChannelId, channelId } from "../../../src/access/scopes.ts";
import { SourceError } from "../../../src/documents/sources/source.ts";
import type { Log } from "../../../src/operations/log.ts";
import type { InboundActivity } from "../activity.ts";
import type { ChannelFiles } from "../files/channel-files.ts";
import { GraphRefusal } from "../graph.ts";
import type { Transport } from "../transport.ts";
import { channelOf } from "./answer-command.ts";

interface TeamEventParts {
  readonly transport: Pick<Transport, "team">;
  readonly channelFiles: ChannelFiles | undefined;
  readonly indexesTeams: boolean;
  readonly log: Log;
}

/**
 * Lets go of channels that are gone or that Docent was taken out of, and takes up new ones where that was asked for.
 * Gives the channels whose readers may have changed: everybody in a team reads its standard channels.
 */
export async function followTeam(
  activity: InboundActivity,
  { transport, channelFiles, indexesTeams, log }: TeamEventParts,
): Promise<readonly ChannelId[]> {
  if (!channelFiles) return [];
  const { team, channel, eventType } = activity.channelData ?? {};
  const teamThread = team?.id ?? activity.conversation.id;
  const affected = channelFiles.ofTeam(teamThread).map((each) => each.channel);
  const named = channel?.id ? channelId(`teams:${channel.id}`) : undefined;
  const bot = activity.recipient.id;
  const isRemoved =
    activity.membersRemoved?.some(({ id }) => id === bot) ||
    (activity.type === "installationUpdate" && activity.action?.startsWith("remove"));
  const isAdded =
    activity.membersAdded?.some(({ id }) => id === bot) ||
    (activity.type === "installationUpdate" && activity.action?.startsWith("add"));

  if (isRemoved || eventType === "teamDeleted" || eventType === "teamHardDeleted") {
    // Taken out of a private or shared channel alone, the team's others stay. General stands for its team.
    const isChannelAlone = named && channel?.id !== teamThread && !eventType?.startsWith("team");
    if (isChannelAlone) await channelFiles.stopIndexing(named);
    else await channelFiles.stopIndexingTeam(teamThread);
  } else if (eventType === "channelDeleted" && named) await channelFiles.stopIndexing(named);
  else if (eventType === "channelRenamed" && named) channelFiles.rename(named, channel?.name ?? "");
  else if (indexesTeams && team?.id && (isAdded || eventType === "channelCreated")) {
    const address = await channelOf(activity, { transport });
    if (address && isAdded) await tolerate(channelFiles.indexTeam(address));
    else if (address && named) await tolerate(channelFiles.index({ ...address, channel: named }));
  }
  return named ? [...new Set([...affected, named])] : affected;

  /** What Graph refuses now, "@Docent index" can ask again. */
  async function tolerate(work: Promise<unknown>): Promise<void> {
    await work.catch((error: unknown) => {
      if (error instanceof GraphRefusal || error instanceof SourceError)
        log.warn("A Teams channel could not be indexed", { error });
      else throw error;
    });
  }
}
