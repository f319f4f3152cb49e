import type { WebClient } from "@slack/web-api";
import type { GroupId } from "../../../src/access/scopes.ts";
import { slackGroup } from "../identity.ts";
import { patiently, platformError } from "../web-client.ts";
import type { Workspace } from "../workspace.ts";

/** Who is in which user group. */
export interface Groups {
  /** None where the optional scope was not granted. */
  of(user: string): Promise<GroupId[]>;
  forget(): void;
}

interface GroupsParts {
  readonly client: WebClient;
  readonly workspace: () => Workspace;
  readonly now: () => number;
}

type Listing = readonly { readonly id: GroupId; readonly users: ReadonlySet<string> }[];

const MAX_AGE_MS = 60_000;

/**
 * The workspace's user groups, listed for everybody at once because Slack allows that only twenty times a minute;
 * forgotten when Slack says that a group changed, or after a minute.
 */
export function createGroups({ client, workspace, now }: GroupsParts): Groups {
  let listing: { readonly at: number; readonly groups: Promise<Listing> } | undefined;

  async function list(): Promise<Listing> {
    if (workspace().without.includes("usergroups:read")) return [];
    const found = await patiently(() => client.usergroups.list({ include_users: true })).catch(
      (error: unknown) => {
        if (["missing_scope", "plan_upgrade_required"].includes(platformError(error) ?? "")) return undefined;
        throw error;
      },
    );
    return (found?.usergroups ?? []).flatMap(({ id, users, date_delete }) =>
      id && !date_delete ? [{ id: slackGroup(id), users: new Set(users) }] : [],
    );
  }

  return {
    async of(user) {
      if (!listing || now() - listing.at > MAX_AGE_MS) {
        const current = { at: now(), groups: list() };
        listing = current;
        current.groups.catch(() => {
          if (listing === current) listing = undefined;
        });
      }
      return (await listing.groups).filter(({ users }) => users.has(user)).map(({ id }) => id);
    },
    forget() {
      listing = undefined;
    },
  };
}
