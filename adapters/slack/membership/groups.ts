import type { WebClient } from "@slack/web-api";
import { createRecollection } from "../../../src/access/recollection.ts";
import type { GroupId } from "../../../src/access/scopes.ts";
import { slackGroup } from "../identity.ts";
import { slackLimits } from "../limits.ts";
import { patiently, platformError } from "../web-client.ts";
import type { Workspace } from "../workspace.ts";

/** Who is in which user group. */
export interface Groups {
  /** As Slack said at most `maxAgeMs` ago; none where the optional scope was not granted. */
  of(user: string, maxAgeMs: number): Promise<GroupId[]>;
  /** Slack said that a group changed. */
  forget(): void;
}

interface GroupsParts {
  readonly client: WebClient;
  readonly workspace: () => Workspace;
  readonly now: () => number;
}

type Listing = readonly { readonly id: GroupId; readonly users: ReadonlySet<string> }[];

const ALL = "all";

/** The workspace's user groups, listed for everybody at once because Slack allows that only twenty times a minute. */
export function createGroups({ client, workspace, now }: GroupsParts): Groups {
  const listings = createRecollection({
    ask: list,
    capacity: 1,
    now,
    busy: { perMinute: slackLimits.usergroupsListPerMinute, maxAgeMs: slackLimits.busyMaxAgeMs },
  });

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
    async of(user, maxAgeMs) {
      const listing = (await listings.get(ALL, maxAgeMs)) ?? [];
      return listing.filter(({ users }) => users.has(user)).map(({ id }) => id);
    },
    forget: () => listings.forget(),
  };
}
