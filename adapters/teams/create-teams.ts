/** Docent in Microsoft Teams: the surface and the way back. */
import type { ChannelId, PersonId, TenantId } from "../../src/access/scopes.ts";
import type { Settings } from "../../src/config.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import type { Turns } from "../../src/conversation/turns.ts";
import type { Log } from "../../src/operations/log.ts";
import type { Surface } from "../surface.ts";
import { createCourier } from "./deliver/create-courier.ts";
import { type Pace, teamsPace } from "./deliver/patiently.ts";
import { createMembership, playgroundMembership } from "./membership/create-membership.ts";
import { openTeamsMemory } from "./memory.ts";
import { createReceiver } from "./receive/create-receiver.ts";
import { BotCredentialsError } from "./transport/bot-token.ts";
import { mountFrontDoor } from "./transport/front-door.ts";
import { createTransport } from "./transport.ts";

interface TeamsOptions {
  readonly settings: Settings;
  readonly turns: Turns;
  readonly tenant: TenantId;
  readonly log: Log;
  /** Told when Teams says that somebody joined or left: forget what is cached of them. */
  readonly onMembershipChange?: (id: PersonId | ChannelId) => void;
  /** Waiting times; what Microsoft asks for by default. */
  readonly pace?: Pace;
}

/**
 * Teams at POST /api/messages. Register `courier` for the platform `teams`.
 *
 * Without TEAMS_APP_ID nobody can be authenticated: in local mode only the Agents Playground on this machine is let in.
 * @throws when that is asked for in production, or the data folder cannot be written.
 */
export function createTeams(options: TeamsOptions): Surface & { readonly courier: Courier } {
  const { settings, turns, tenant, log, onMembershipChange = () => {}, pace = teamsPace } = options;
  const app = appOf(settings);
  if (!app && settings.DOCENT_MODE === "production")
    throw new Error(
      "Teams needs TEAMS_APP_ID and TEAMS_APP_PASSWORD in production: copy them from your Azure Bot (docs/teams.md)",
    );
  const transport = createTransport({
    app,
    openIdMetadataUrl: settings.TEAMS_OPENID_METADATA_URL,
    loginUrl: settings.TEAMS_LOGIN_URL,
  });
  const memory = openTeamsMemory({
    folder: settings.DOCENT_DATA,
    answeredDays: settings.DOCENT_LEDGER_DAYS,
  });
  const receiver = createReceiver({ transport, memory, turns, tenant, log, onMembershipChange });
  const courier = createCourier({ transport, memory, log, pace });

  // Running turns may finish after the surface stopped, and still remember what they sent.
  let deliveries = 0;
  let stopped = false;
  const closeWhenIdle = () => {
    if (stopped && deliveries === 0) memory.close();
  };

  return {
    name: app ? "Microsoft Teams" : "Microsoft Teams (Agents Playground)",
    courier: {
      async deliver(ask, events, note) {
        deliveries += 1;
        try {
          await courier.deliver(ask, events, note);
        } finally {
          deliveries -= 1;
          closeWhenIdle();
        }
      },
    },
    membership: {
      platform: "teams",
      source: app
        ? createMembership({ transport, memory, tenant: settings.TEAMS_TENANT_ID })
        : playgroundMembership(memory),
    },
    mount(server) {
      mountFrontDoor(server, {
        transport,
        unauthenticated: !app,
        allowLoopback: settings.DOCENT_MODE === "local" || settings.DOCENT_ALLOW_PLAIN_HTTP,
        tenant: app && settings.TEAMS_TENANT_ID,
        log,
        handle: receiver.receive,
      });
    },
    async start() {
      if (!app) {
        log.info("Teams: only the Agents Playground on this machine may ask, until TEAMS_APP_ID is set");
        return;
      }
      try {
        await transport.checkCredentials();
      } catch (error) {
        if (error instanceof BotCredentialsError) throw error;
        log.warn("Microsoft's login server cannot be reached now: Teams gets no replies until it can", {
          error,
        });
      }
    },
    async stop() {
      await receiver.settle();
      stopped = true;
      closeWhenIdle();
    },
  };
}

function appOf(settings: Settings) {
  const { TEAMS_APP_ID: id, TEAMS_APP_PASSWORD: secret, TEAMS_TENANT_ID: directory } = settings;
  return id && secret ? { id, secret, tenant: directory } : undefined;
}
