import { z } from "zod";
import { slackChannel, slackGroup, slackPerson } from "../identity.ts";
import { type ListenerParts, onEvent } from "./listeners.ts";

/** Every event that changes who reads what names a channel, a person, people of a group, or several of these. */
const change = z.object({
  channel: z.union([z.string(), z.object({ id: z.string() })]).optional(),
  user: z.union([z.string(), z.object({ id: z.string() })]).optional(),
  new_channel_id: z.string().optional(),
  old_channel_id: z.string().optional(),
  subteam_id: z.string().optional(),
  subteam: z.object({ id: z.string() }).optional(),
  added_users: z.array(z.string()).default([]),
  removed_users: z.array(z.string()).default([]),
});

const idOf = (value: string | { id: string }): string => (typeof value === "string" ? value : value.id);

/** Forgets what was known of people, channels and groups the moment Slack says that it changed. */
export function listenForMembership({ app, log, onMembershipChange }: ListenerParts): void {
  for (const name of [
    "member_joined_channel",
    "member_left_channel",
    "channel_archive",
    "channel_unarchive",
    "channel_deleted",
    "channel_id_changed",
    "channel_left",
    "channel_shared",
    "channel_unshared",
    "group_archive",
    "group_unarchive",
    "group_deleted",
    "group_left",
    "subteam_created",
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
      const { channel, user, new_channel_id, old_channel_id, subteam, subteam_id, ...people } = changed.data;
      for (const id of [channel && idOf(channel), new_channel_id, old_channel_id])
        if (id) onMembershipChange(slackChannel(id));
      for (const id of [user && idOf(user), ...people.added_users, ...people.removed_users])
        if (id) onMembershipChange(slackPerson(id));
      for (const id of [subteam_id, subteam?.id]) if (id) onMembershipChange(slackGroup(id));
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
