import { z } from "zod";
import { slackChannel, slackPerson } from "../identity.ts";
import { type ListenerParts, onEvent } from "./listeners.ts";

/** Every event that changes who reads what names a channel, a person, people of a group, or several of these. */
const change = z.object({
  channel: z.union([z.string(), z.object({ id: z.string() })]).optional(),
  user: z.union([z.string(), z.object({ id: z.string() })]).optional(),
  added_users: z.array(z.string()).default([]),
  removed_users: z.array(z.string()).default([]),
});

const idOf = (value: string | { id: string }): string => (typeof value === "string" ? value : value.id);

/** Forgets what was known of people and channels the moment Slack says that it changed. */
export function listenForMembership(
  { app, log, onMembershipChange }: ListenerParts,
  directory: { readonly people: { forget(): void }; readonly groups: { forget(): void } },
): void {
  for (const name of [
    "member_joined_channel",
    "member_left_channel",
    "channel_archive",
    "channel_unarchive",
    "channel_deleted",
    "channel_shared",
    "channel_unshared",
    "group_archive",
    "group_unarchive",
    "group_deleted",
    "subteam_members_changed",
    "subteam_updated",
    "user_change",
    "team_join",
  ] as const) {
    onEvent(app, name, async (event) => {
      const changed = change.safeParse(event);
      if (!changed.success) {
        log.warn("Slack sent a membership event of an unknown shape", { type: name });
        return;
      }
      const { channel, user, added_users, removed_users } = changed.data;
      if (name === "user_change" || name === "team_join") directory.people.forget();
      if (name === "subteam_members_changed" || name === "subteam_updated") directory.groups.forget();
      if (channel) onMembershipChange(slackChannel(idOf(channel)));
      for (const person of [...(user ? [idOf(user)] : []), ...added_users, ...removed_users])
        onMembershipChange(slackPerson(person));
    });
  }

  for (const name of ["app_uninstalled", "tokens_revoked"] as const) {
    onEvent(app, name, async () => {
      log.error(
        "Docent was removed from the Slack workspace or its token was revoked. Reinstall the app under Install App, set SLACK_BOT_TOKEN anew and restart.",
      );
    });
  }
}
