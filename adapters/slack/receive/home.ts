import { z } from "zod";
import { slackLimits } from "../limits.ts";
import { homeView } from "../render/home-view.ts";
import { suggestedPrompts, wording } from "../wording.ts";
import { type ListenerParts, onEvent } from "./listeners.ts";

const opened = z.object({ user: z.string(), channel: z.string(), tab: z.string() });

/**
 * Greets whoever opens Docent: suggested questions under Messages, a page about Docent under Home. Slack tells again
 * at the next visit, so a failure is logged and not retried.
 */
export function listenForVisits({ app, client, log }: ListenerParts): void {
  onEvent(app, "app_home_opened", async (event) => {
    const visit = opened.safeParse(event);
    if (!visit.success) return;
    const { user, channel, tab } = visit.data;
    try {
      if (tab === "messages") {
        // Agent apps have no thread here yet: with thread_ts the call would silently do nothing.
        await client.assistant.threads.setSuggestedPrompts({
          channel_id: channel,
          title: wording.suggestedTitle,
          prompts: suggestedPrompts.slice(0, slackLimits.suggestedPrompts),
        });
      } else if (tab === "home") {
        await client.views.publish({ user_id: user, view: homeView() });
      }
    } catch (error) {
      log.warn("Slack did not show Docent's page", { tab, error });
    }
  });
}
