import type { WebClient } from "@slack/web-api";
import type { Standing } from "../../../src/access/membership.ts";
import { slackLimits } from "../limits.ts";
import { patiently } from "../web-client.ts";
import type { Workspace } from "../workspace.ts";

/** The part of Slack's user object that decides what somebody may read. */
export interface SlackUser {
  readonly id?: string;
  readonly team_id?: string;
  readonly name?: string;
  readonly real_name?: string;
  readonly deleted?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly is_bot?: boolean;
  readonly enterprise_user?: { readonly enterprise_id?: string };
}

/**
 * A person's standing: people of another organisation (Slack Connect) are external, single- and multi-channel
 * guests are guests. Another workspace of the same Enterprise Grid organisation is the same organisation.
 */
export function standingOf(user: SlackUser, workspace: Pick<Workspace, "team" | "enterprise">): Standing {
  if (user.deleted) return "deactivated";
  const isColleague =
    user.team_id === workspace.team ||
    (workspace.enterprise !== undefined && user.enterprise_user?.enterprise_id === workspace.enterprise);
  if (user.is_stranger || !isColleague) return "external";
  return user.is_restricted || user.is_ultra_restricted ? "guest" : "member";
}

/** Whether somebody of this standing makes a channel one with outsiders. Whoever left reads nothing any more. */
export const isOutside = (user: SlackUser, workspace: Pick<Workspace, "team" | "enterprise">): boolean =>
  !user.is_bot && ["guest", "external"].includes(standingOf(user, workspace));

/** Who of the workspace is an outsider in a channel of members: a guest or an external person. */
export interface People {
  /** By id; `undefined` when the workspace is too large to list, or the person isn't of it. */
  isOutsider(user: string): Promise<boolean | undefined>;
  forget(): void;
}

const MAX_AGE_MS = 10 * 60_000;

interface PeopleParts {
  readonly client: WebClient;
  readonly workspace: () => Workspace;
  readonly now: () => number;
}

/**
 * The workspace's people, listed once and forgotten when Slack says that somebody changed or came, or after ten
 * minutes. Bots are nobody: apps read what they are given, not what people read.
 */
export function createPeople({ client, workspace, now }: PeopleParts): People {
  let listing: { readonly at: number; readonly outsiders: Promise<ReadonlyMap<string, boolean>> } | undefined;

  async function list(): Promise<ReadonlyMap<string, boolean>> {
    const outsiders = new Map<string, boolean>();
    let cursor: string | undefined;
    for (let page = 0; page < slackLimits.pages; page += 1) {
      const found = await patiently(() =>
        client.users.list({ limit: slackLimits.largePageSize, ...(cursor && { cursor }) }),
      );
      for (const user of found.members ?? []) {
        if (user.id) outsiders.set(user.id, isOutside(user, workspace()));
      }
      cursor = found.response_metadata?.next_cursor || undefined;
      if (!cursor) break;
    }
    return outsiders;
  }

  return {
    async isOutsider(user) {
      if (!listing || now() - listing.at > MAX_AGE_MS) {
        const outsiders = list();
        const current = { at: now(), outsiders };
        listing = current;
        outsiders.catch(() => {
          if (listing === current) listing = undefined;
        });
      }
      return (await listing.outsiders).get(user);
    },
    forget() {
      listing = undefined;
    },
  };
}
