import type { WebClient } from "@slack/web-api";
import type { Standing } from "../../../src/access/membership.ts";
import { createRecollection } from "../../../src/access/recollection.ts";
import { slackLimits } from "../limits.ts";
import { patiently } from "../web-client.ts";
import type { Workspace } from "../workspace.ts";
import { orUnknown } from "./or-unknown.ts";

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
const isOutside = (user: SlackUser, workspace: Pick<Workspace, "team" | "enterprise">): boolean =>
  !user.is_bot && ["guest", "external"].includes(standingOf(user, workspace));

export interface People {
  /** Somebody as Slack said at most `maxAgeMs` ago, or a little longer when many are asked about. */
  find(user: string, maxAgeMs: number): Promise<SlackUser | undefined>;
  /**
   * Whether a guest or external person is among these. More strangers than can be looked up count as yes. Bots are
   * nobody: apps read what they are given, not what people read.
   */
  anyOutsider(users: Iterable<string>): Promise<boolean>;
  /** Slack said that somebody changed or came. */
  forget(user: string): void;
}

interface PeopleParts {
  readonly client: WebClient;
  readonly workspace: () => Workspace;
  readonly now: () => number;
}

/** The workspace's people as one listing found them, and who changed since it was begun. */
interface Listing {
  readonly people: Map<string, SlackUser>;
  readonly changed: Set<string>;
  pages: number;
}

const EVERYBODY = "everybody";

/**
 * The workspace's people: one by one while that is cheap, and all at once when a channel's members are to be judged or
 * many people ask.
 */
export function createPeople({ client, workspace, now }: PeopleParts): People {
  const { busyMaxAgeMs, remembered, listingMaxAgeMs } = slackLimits;
  let latest: Listing | undefined;

  const single = createRecollection({
    ask: async (user) => (await orUnknown(() => client.users.info({ user })))?.user as SlackUser | undefined,
    capacity: remembered,
    now,
    busy: { perMinute: slackLimits.usersInfoPerMinute, maxAgeMs: busyMaxAgeMs },
  });
  const listings = createRecollection({ ask: list, capacity: 1, now });

  async function list(): Promise<Listing> {
    const listing: Listing = { people: new Map(), changed: new Set(), pages: 0 };
    latest = listing;
    let cursor: string | undefined;
    do {
      const found = await patiently(() =>
        client.users.list({ limit: slackLimits.largePageSize, ...(cursor && { cursor }) }),
      );
      for (const user of found.members ?? []) if (user.id) listing.people.set(user.id, user);
      cursor = found.response_metadata?.next_cursor || undefined;
      listing.pages += 1;
    } while (cursor && listing.pages < slackLimits.pages);
    return listing;
  }

  /** Listed again after a minute for each page, so that even a large workspace is asked for one page a minute. */
  const everybody = () => listings.get(EVERYBODY, listingMaxAgeMs * Math.max(latest?.pages ?? 1, 1));

  return {
    async find(user, maxAgeMs) {
      const isLarge = (latest?.pages ?? 0) > slackLimits.listingPagesWhenBusy;
      if (isLarge || !single.isBusy()) return single.get(user, maxAgeMs);
      const listing = await listings.get(EVERYBODY, busyMaxAgeMs);
      const listed = listing?.changed.has(user) ? undefined : listing?.people.get(user);
      return listed ?? single.get(user, maxAgeMs);
    },
    async anyOutsider(users) {
      const listing = await everybody();
      let strangers = 0;
      for (const user of users) {
        let known = listing?.changed.has(user) ? undefined : listing?.people.get(user);
        if (!known) {
          strangers += 1;
          if (strangers > slackLimits.strangers) return true;
          known = await single.get(user, listingMaxAgeMs);
        }
        if (!known || isOutside(known, workspace())) return true;
      }
      return false;
    },
    forget(user) {
      single.forget(user);
      latest?.changed.add(user);
    },
  };
}
