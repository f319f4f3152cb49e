import type { App } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { ChannelId, GroupId, PersonId, TenantId } from "../../../src/access/scopes.ts";
import type { Turns } from "../../../src/conversation/turns.ts";
import type { Log } from "../../../src/operations/log.ts";
import type { Respond } from "../deliver/response-url.ts";
import type { IncomingEvent } from "../permissions.ts";
import type { Workspace } from "../workspace.ts";

/** What listeners work with. */
export interface ListenerParts {
  readonly app: App;
  readonly client: WebClient;
  readonly turns: Turns;
  readonly tenant: TenantId;
  readonly log: Log;
  readonly respond: Respond;
  /** @throws before Slack said who we are. */
  readonly workspace: () => Workspace;
  /** Slack said that a person, channel or group is not what it was: whatever is remembered of it is forgotten at once. */
  readonly onMembershipChange: (id: PersonId | ChannelId | GroupId) => void;
}

/**
 * Listens for an event that permissions.ts lists, so that the manifest subscribes to it. The event is handed over
 * as it came; listeners read what they need from it and ignore what they do not understand.
 */
export function onEvent(app: App, name: IncomingEvent, listener: (event: unknown) => Promise<void>): void {
  app.event<string>(name, async ({ event }) => listener(event));
}
