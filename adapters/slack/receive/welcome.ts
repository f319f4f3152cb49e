import { type MembershipSource, TO_SHOW } from "../../../src/access/membership.ts";
import type { Settings } from "../../../src/config.ts";
import type { Log } from "../../../src/operations/log.ts";
import type { ChannelDocuments } from "../files/channel-documents.ts";
import { slackPerson } from "../identity.ts";
import { offerNotice, welcomeNotice } from "../render/channel-notices.ts";
import type { Workspace } from "../workspace.ts";
import type { Say } from "./say.ts";

interface WelcomeParts {
  readonly documents: ChannelDocuments;
  readonly membership: Pick<MembershipSource, "person">;
  readonly settings: Pick<Settings, "SLACK_INDEX_ON_INVITE">;
  readonly workspace: () => Workspace;
  readonly say: Say;
  readonly log: Log;
}

export interface Welcome {
  /** Goes on by itself; what fails is done at the next start. */
  begin(channel: string): void;
  settled(): Promise<unknown>;
}

/**
 * What follows when Docent was invited to a channel: it says that it reads the files there and begins, or, where the
 * settings want it or somebody from outside invited it, offers to. What is not said is not done.
 */
export function createWelcome(parts: WelcomeParts): Welcome {
  const { documents, membership, settings, workspace, say, log } = parts;
  const underWay = new Set<Promise<void>>();

  return {
    begin(channel) {
      const task = welcome(channel)
        .catch((error: unknown) => log.warn("A channel could not be greeted", { channel, error }))
        .finally(() => underWay.delete(task));
      underWay.add(task);
    },
    settled: () => Promise.all(underWay),
  };

  async function welcome(channel: string): Promise<void> {
    const invited = documents.channel(channel);
    if (invited?.state !== "invited") return;
    const facts = await documents.facts(channel);
    if (!facts?.isMember) return documents.forget(channel);
    await documents.learn(channel, facts);
    if (workspace().without.includes("files:read")) {
      log.warn("Docent was invited to a channel, but Slack has not granted files:read", { channel });
      return documents.offer(channel);
    }
    const { invitedBy } = invited;
    const inviter = invitedBy
      ? await membership.person(slackPerson(invitedBy), { ...TO_SHOW, among: [] })
      : undefined;
    const mayIndex = settings.SLACK_INDEX_ON_INVITE && inviter?.standing === "member";
    if (mayIndex && (await say(channel, welcomeNotice(facts)))) return documents.index(channel, invitedBy);
    if (!mayIndex) await say(channel, offerNotice());
    await documents.offer(channel);
  }
}
