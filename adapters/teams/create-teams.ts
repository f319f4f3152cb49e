/** Docent in Microsoft Teams: the surface and the way back. */
import { type MembershipSource, TO_SHOW } from "../../src/access/membership.ts";
import type { ChannelId, PersonId, TenantId } from "../../src/access/scopes.ts";
import type { Settings } from "../../src/config.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import type { Turns } from "../../src/conversation/turns.ts";
import type { Keeper } from "../../src/documents/keeper.ts";
import type { Log } from "../../src/operations/log.ts";
import type { Surface } from "../surface.ts";
import type { OutboundActivity } from "./activity.ts";
import { createCourier } from "./deliver/create-courier.ts";
import { type Pace, teamsPace } from "./deliver/patiently.ts";
import { createChannelFiles } from "./files/channel-files.ts";
import { openFileMemory } from "./files/file-memory.ts";
import { createNotifications } from "./files/notifications.ts";
import { createPersonalUploads, type UploadOutcome } from "./files/personal-uploads.ts";
import { connectGraph, type Graph } from "./graph.ts";
import { createMembership, playgroundMembership } from "./membership/create-membership.ts";
import { graphMembership } from "./membership/graph-membership.ts";
import { openTeamsMemory } from "./memory.ts";
import { createReceiver } from "./receive/create-receiver.ts";
import { notice, shortName } from "./render/file-cards.ts";
import { BotCredentialsError } from "./transport/bot-token.ts";
import { mountFrontDoor } from "./transport/front-door.ts";
import { isLoopback } from "./transport/service-url.ts";
import { createTransport } from "./transport.ts";

interface TeamsOptions {
  readonly settings: Settings;
  readonly turns: Turns;
  readonly tenant: TenantId;
  readonly log: Log;
  /** Told when Teams says that somebody joined or left: forget what is cached of them. */
  readonly onMembershipChange?: (id: PersonId | ChannelId) => void;
  /** Keeps documents of channels and chats; without it Docent reads none in Teams. */
  readonly keeper?: Keeper;
  /** Waiting times; what Microsoft asks for by default. */
  readonly pace?: Pace;
  readonly now?: () => number;
}

export interface TeamsSurface extends Surface {
  readonly courier: Courier;
  /** Forgets every file that a person sent in their private chat, bytes and all; how many there were. */
  forgetUploads(person: PersonId): Promise<number>;
}

/**
 * Teams at POST /api/messages. Register `courier` for the platform `teams`.
 *
 * Without TEAMS_APP_ID nobody can be authenticated: in local mode only the Agents Playground on this machine is let in.
 * @throws when that is asked for in production, or the data folder cannot be written.
 */
export function createTeams(options: TeamsOptions): TeamsSurface {
  const { settings, turns, tenant, log, keeper, onMembershipChange = () => {} } = options;
  const { pace = teamsPace, now = Date.now } = options;
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
  const files = openFileMemory({ folder: settings.DOCENT_DATA });
  const graph = graphOf(settings, pace);
  const membership = membershipOf();
  const download = { allowLoopback: mayFetchHere(settings), retryBaseMs: pace.retryBaseMs };
  const channelFiles =
    graph && keeper
      ? createChannelFiles({
          graph,
          memory: files,
          keeper,
          download,
          log,
          pollMs: settings.TEAMS_POLL_SECONDS * 1_000,
        })
      : undefined;
  const notifications =
    graph && keeper && settings.TEAMS_GRAPH_NOTIFICATIONS && settings.DOCENT_PUBLIC_URL
      ? createNotifications({ graph, memory: files, keeper, publicUrl: settings.DOCENT_PUBLIC_URL, log })
      : undefined;
  const uploads =
    keeper &&
    createPersonalUploads({
      memory: files,
      keeper,
      folder: settings.DOCENT_DATA,
      download,
      log,
      tell: async (address, outcome) => void (await transport.send(address, uploadNotice(outcome))),
    });
  const receiver = createReceiver({
    transport,
    memory,
    turns,
    tenant,
    log,
    onMembershipChange,
    documents: {
      files,
      channelFiles,
      uploads,
      mayManage: async (person) => (await membership.person(person, TO_SHOW))?.standing === "member",
      indexesTeams: settings.TEAMS_INDEX_CHANNELS === "all",
    },
  });
  const courier = createCourier({ transport, memory, log, pace });

  // Running turns may finish after the surface stopped, and still remember what they sent.
  let deliveries = 0;
  let stopped = false;
  const closeWhenIdle = () => {
    if (!stopped || deliveries > 0) return;
    memory.close();
    files.close();
  };

  async function whileOpen(work: () => Promise<void>): Promise<void> {
    deliveries += 1;
    try {
      await work();
    } finally {
      deliveries -= 1;
      closeWhenIdle();
    }
  }

  function membershipOf(): MembershipSource {
    if (!app) return playgroundMembership(memory);
    const roster = createMembership({ transport, memory, tenant: settings.TEAMS_TENANT_ID, now });
    if (!graph || !settings.TEAMS_TENANT_ID) return roster;
    return graphMembership({
      graph,
      files,
      roster,
      tenant: settings.TEAMS_TENANT_ID,
      now,
      onFailure: (id, error) =>
        log.warn("Microsoft Graph could not say everything about a person; they read less", { id, error }),
    });
  }

  return {
    name: app ? "Microsoft Teams" : "Microsoft Teams (Agents Playground)",
    courier: {
      deliver: (...delivery) => whileOpen(() => courier.deliver(...delivery)),
      amend: (...amendment) => whileOpen(async () => courier.amend?.(...amendment)),
      tell: (...words) => whileOpen(async () => courier.tell?.(...words)),
    },
    forgetUploads: async (person) => (await uploads?.forgetAll(person)) ?? 0,
    membership: { platform: "teams", source: membership },
    mount(server) {
      mountFrontDoor(server, {
        transport,
        unauthenticated: !app,
        allowLoopback: settings.DOCENT_MODE === "local" || settings.DOCENT_ALLOW_PLAIN_HTTP,
        tenant: app && settings.TEAMS_TENANT_ID,
        log,
        handle: receiver.receive,
      });
      notifications?.mount(server);
    },
    async start() {
      await channelFiles?.start();
      notifications?.start();
      uploads?.start();
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
      await notifications?.stop();
      await channelFiles?.stop();
      await receiver.settle();
      await uploads?.stop();
      stopped = true;
      closeWhenIdle();
    },
  };
}

function appOf(settings: Settings) {
  const { TEAMS_APP_ID: id, TEAMS_APP_PASSWORD: secret, TEAMS_TENANT_ID: directory } = settings;
  return id && secret ? { id, secret, tenant: directory } : undefined;
}

/** Graph, where the settings ask for it and name whose directory it is. */
function graphOf(settings: Settings, pace: Pace): Graph | undefined {
  const { TEAMS_APP_ID: id, TEAMS_APP_PASSWORD: secret, TEAMS_TENANT_ID: tenant } = settings;
  if (!id || !secret || !tenant || !(settings.TEAMS_GRAPH || settings.GRAPH_API_URL)) return undefined;
  return connectGraph({
    app: { id, secret, tenant },
    apiUrl: settings.GRAPH_API_URL ?? "https://graph.microsoft.com",
    loginUrl: settings.TEAMS_LOGIN_URL ?? "https://login.microsoftonline.com",
    retryBaseMs: pace.retryBaseMs,
  });
}

/** Files on this machine are fetched only where Microsoft itself is a stand-in on this machine. */
const mayFetchHere = (settings: Settings): boolean =>
  [settings.GRAPH_API_URL, settings.TEAMS_LOGIN_URL].some((url) => url && isLoopback(new URL(url).hostname));

function uploadNotice({ name, problem, isWaiting }: UploadOutcome): OutboundActivity {
  const file = shortName(name);
  if (problem) return notice(`I could not read “${file}”.`, [problem]);
  if (isWaiting) return notice(`I am still reading “${file}”: ask me about it in a while.`);
  return notice(`I have read “${file}”. Only you can ask me about it.`, [
    `Say “forget ${file}” and I forget it.`,
  ]);
}
