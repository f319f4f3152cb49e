/**
 * The world that the property of audiences is about: who is what and where, what changed when, and what Slack said of
 * it. What somebody may read is worked out here, one reader at a time, and not by the code under test.
 */
import type { Standing } from "../../src/access/membership.ts";
import type { StandInWorkspace } from "../stand-ins/slack-methods.ts";

export const PEOPLE = ["U1", "U2", "U3"] as const;
export const CHANNELS = ["C1", "C2"] as const;
export const GROUPS = ["S1", "S2"] as const;

/** How old a fact may be where it is shown, ms, as docs/slack.md says. */
export const BOUND_MS = 5_000;
/** How old it may be where a channel is judged as a whole: who of its members is a guest, and whom it is shared with. */
export const CHANNEL_BOUND_MS = 60_000;

export type Change =
  | { readonly kind: "standing"; readonly person: number; readonly standing: Standing }
  | { readonly kind: "channel" | "group"; readonly person: number; readonly which: number }
  | { readonly kind: "shared"; readonly which: number };

/** What is so from `from` on; once `until` is set it was, and `isAnnounced` when an event said so since. */
interface Period {
  readonly value: unknown;
  until?: number;
  isAnnounced?: true;
}

type SlackEvent = { readonly type: string; readonly [field: string]: unknown };

export interface World {
  /** Makes it so, and gives the event that Slack would send. */
  apply(change: Change): { readonly event: SlackEvent; arrived(): void };
  /** Whether `reader` may count as one who reads something for `scopes`, at least by facts as old as the bound. */
  mayRead(reader: string, scopes: readonly string[]): boolean;
  /** The same for everybody who is certainly in a channel. */
  everyoneMayRead(channel: string, scopes: readonly string[]): boolean;
}

export interface Beginning {
  readonly standings: readonly Standing[];
  /** By channel, whether each of PEOPLE is in it. */
  readonly members: readonly (readonly boolean[])[];
  readonly shared: readonly boolean[];
  /** By group. */
  readonly groups: readonly (readonly boolean[])[];
}

/** Sets up a workspace as it begins. */
export function openWorld(workspace: StandInWorkspace, beginning: Beginning, now: () => number): World {
  const facts = new Map<string, Period[]>();

  /** What may still be taken for so: what is, and what was until not longer ago than the bound without an event. */
  const possible = (fact: string, boundMs: number): unknown[] =>
    (facts.get(fact) ?? [])
      .filter(({ until, isAnnounced }) => until === undefined || (until >= now() - boundMs && !isAnnounced))
      .map(({ value }) => value);
  const current = (fact: string): unknown => facts.get(fact)?.at(-1)?.value;

  function set(fact: string, value: unknown): void {
    const periods = facts.get(fact) ?? [];
    const last = periods.at(-1);
    if (last) last.until = now();
    facts.set(fact, [...periods, { value }]);
  }
  const announce = (fact: string) => {
    for (const period of facts.get(fact) ?? []) if (period.until !== undefined) period.isAnnounced = true;
  };

  function tellWorkspace(): void {
    for (const id of PEOPLE) {
      const standing = current(`standing ${id}`) as Standing;
      workspace.people.set(id, {
        id,
        name: id,
        team: standing === "external" ? "T0000ELSE" : workspace.team,
        isGuest: standing === "guest",
        isDeleted: standing === "deactivated",
        isBot: false,
        isAdmin: false,
      });
    }
    for (const id of CHANNELS) {
      const members = PEOPLE.filter((person) => current(`channel ${id} ${person}`));
      workspace.channels.set(id, {
        id,
        name: id,
        members: [...members, workspace.bot.user],
        isPrivate: id === CHANNELS[0],
        isShared: current(`shared ${id}`) === true,
        isArchived: false,
      });
    }
    for (const id of GROUPS)
      workspace.groups.set(
        id,
        PEOPLE.filter((person) => current(`group ${id} ${person}`)),
      );
  }

  workspace.people.set(workspace.bot.user, {
    id: workspace.bot.user,
    name: "Docent",
    team: workspace.team,
    isGuest: false,
    isBot: true,
    isAdmin: false,
    isDeleted: false,
  });
  for (const [position, id] of PEOPLE.entries()) {
    set(`standing ${id}`, beginning.standings[position]);
    for (const [which, channel] of CHANNELS.entries())
      set(`channel ${channel} ${id}`, beginning.members[which]?.[position] === true);
    for (const [which, group] of GROUPS.entries())
      set(`group ${group} ${id}`, beginning.groups[which]?.[position] === true);
  }
  for (const [position, id] of CHANNELS.entries()) set(`shared ${id}`, beginning.shared[position]);
  tellWorkspace();

  function toggle(fact: string): boolean {
    const value = !current(fact);
    set(fact, value);
    return value;
  }

  function eventOf(change: Change): { event: SlackEvent; fact: string } {
    switch (change.kind) {
      case "standing": {
        const user = PEOPLE[change.person] as string;
        set(`standing ${user}`, change.standing);
        return { event: { type: "user_change", user: { id: user } }, fact: `standing ${user}` };
      }
      case "channel": {
        const [user, channel] = [PEOPLE[change.person], CHANNELS[change.which]];
        const fact = `channel ${channel} ${user}`;
        const type = toggle(fact) ? "member_joined_channel" : "member_left_channel";
        return { event: { type, user, channel }, fact };
      }
      case "group": {
        const [user, group] = [PEOPLE[change.person], GROUPS[change.which]];
        const fact = `group ${group} ${user}`;
        toggle(fact);
        return { event: { type: "subteam_members_changed", subteam_id: group }, fact };
      }
      case "shared": {
        const channel = CHANNELS[change.which];
        const fact = `shared ${channel}`;
        const type = toggle(fact) ? "channel_shared" : "channel_unshared";
        return { event: { type, channel }, fact };
      }
    }
  }

  function mayRead(reader: string, scopes: readonly string[], standingBoundMs: number): boolean {
    const standings = possible(`standing ${reader}`, standingBoundMs);
    if (standings.every((standing) => standing === "deactivated")) return false;
    return scopes.some((scope) => {
      if (scope === "org") return standings.includes("member");
      const [kind, , id] = scope.split(":");
      return kind === "person" ? id === reader : possible(`${kind} ${id} ${reader}`, BOUND_MS).includes(true);
    });
  }

  return {
    apply(change) {
      const { event, fact } = eventOf(change);
      tellWorkspace();
      return { event, arrived: () => announce(fact) };
    },
    mayRead: (reader, scopes) => mayRead(reader, scopes, BOUND_MS),
    everyoneMayRead(channel, scopes) {
      const isOwn = scopes.includes(`channel:slack:${channel}`);
      if (!isOwn && !possible(`shared ${channel}`, CHANNEL_BOUND_MS).includes(false)) return false;
      return PEOPLE.every((reader) => {
        const isMember = possible(`channel ${channel} ${reader}`, BOUND_MS);
        if (isOwn || isMember.includes(false)) return true;
        const isGone = possible(`standing ${reader}`, CHANNEL_BOUND_MS).includes("deactivated");
        return isGone || mayRead(reader, scopes, CHANNEL_BOUND_MS);
      });
    },
  };
}
