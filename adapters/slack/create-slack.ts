import { App } from "@slack/bolt";
import type { Kysely } from "kysely";
import type { TenantId } from "../../src/access/scopes.ts";
import type { Settings } from "../../src/config.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import type { Turns } from "../../src/conversation/turns.ts";
import type { Keeper } from "../../src/documents/keeper.ts";
import type { Log } from "../../src/operations/log.ts";
import type { Metrics } from "../../src/operations/metrics.ts";
import type { Tables } from "../../src/storage/tables.ts";
import type { Surface } from "../surface.ts";
import { createCourier } from "./deliver/create-courier.ts";
import { createPrivateLine } from "./deliver/private-line.ts";
import { createRespond } from "./deliver/response-url.ts";
import { createChannelDocuments } from "./files/create-channel-documents.ts";
import { type Clock, realClock } from "./files/pacer.ts";
import { createChannels } from "./membership/channels.ts";
import { createSlackMembership } from "./membership/create-membership.ts";
import { createGroups } from "./membership/groups.ts";
import { createPeople } from "./membership/people.ts";
import { botScopes } from "./permissions.ts";
import { listenForButtons } from "./receive/buttons.ts";
import { createChannelCommands } from "./receive/channel-commands.ts";
import { listenForChannels } from "./receive/channel-events.ts";
import { listenForVisits } from "./receive/home.ts";
import { createHttpReceiver } from "./receive/http-receiver.ts";
import type { ListenerParts } from "./receive/listeners.ts";
import { listenForMembership } from "./receive/membership-events.ts";
import { listenForQuestions } from "./receive/questions.ts";
import { createSay } from "./receive/say.ts";
import { listenForSharing } from "./receive/share.ts";
import { createSocketReceiver } from "./receive/socket-receiver.ts";
import { createWelcome } from "./receive/welcome.ts";
import { clientOptions, createClient, slackLogger } from "./web-client.ts";
import { findWorkspace, SlackSetupError, type Workspace } from "./workspace.ts";

interface SlackParts {
  readonly settings: Settings;
  readonly turns: Turns;
  readonly tenant: TenantId;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "ackSeconds">;
  /** Told when Slack says that a person's or channel's membership changed, so that caches forget at once. */
  readonly onMembershipChange: ListenerParts["onMembershipChange"];
  /** Keeps the documents of channels; without it Docent reads none in Slack. */
  readonly documents?: { readonly keeper: Keeper; readonly db: Kysely<Tables>; readonly clock?: Clock };
  readonly now?: () => number;
}

/**
 * Docent in Slack: over HTTP at `/slack/events`, or in Socket Mode when SLACK_APP_TOKEN is set. Register `courier`
 * with the turns, and mount the surface before any other body parser: signatures are made over raw bytes.
 *
 * @throws {SlackSetupError} when the settings for neither way are there.
 */
export function createSlack(parts: SlackParts): Surface & { readonly courier: Courier } {
  const { settings, turns, tenant, log, metrics, onMembershipChange, now = Date.now } = parts;
  const client = createClient(settings, log);
  const connected = Promise.withResolvers<Workspace>();
  let known: Workspace | undefined;
  const workspace = () => {
    if (!known) throw new Error("Slack is not connected yet");
    return known;
  };

  const isSocket = settings.SLACK_APP_TOKEN !== undefined;
  const http = isSocket ? undefined : httpReceiver(settings, log, metrics, now);
  const receiver = http ?? socketReceiver(settings, log);
  const app = new App({
    receiver,
    authorize: async () => {
      const { bot, botUser } = workspace();
      return { botToken: settings.SLACK_BOT_TOKEN, botId: bot, botUserId: botUser };
    },
    clientOptions: clientOptions(settings, log),
    logger: slackLogger(log),
    convoStore: false,
  });
  // The receivers log what failed and let Slack deliver again; Bolt would log it a second time.
  app.error(async (error) => {
    throw error;
  });

  const respond = createRespond(settings.SLACK_API_URL);
  const people = createPeople({ client, workspace, now });
  const groups = createGroups({ client, workspace, now });
  const channels = createChannels({ client, now });
  const listening: ListenerParts = {
    app,
    client,
    turns,
    tenant,
    log,
    respond,
    workspace,
    onMembershipChange,
  };
  const membership = createSlackMembership({ people, channels, groups, workspace });
  const indexed = parts.documents && indexChannels(parts.documents);
  listenForQuestions(listening, indexed?.commands);
  listenForButtons(listening);
  listenForSharing(listening);
  listenForVisits(listening);
  listenForMembership(listening);

  return {
    name: isSocket ? "Slack (Socket Mode)" : "Slack",
    membership: {
      platform: "slack",
      source: membership,
    },
    courier: createCourier({
      client,
      line: createPrivateLine({ client, respond, now }),
      respond,
      log,
      botUser: async () => (await connected.promise).botUser,
      now,
    }),
    mount: (server) => http?.mount(server),
    async start() {
      known = await findWorkspace(client);
      connected.resolve(known);
      for (const scope of known.without) {
        const { reason } = botScopes[scope];
        log.warn(
          `Slack has not granted the optional scope ${scope} (${reason}). To add it, compare your app with manifests/slack/manifest.yaml and reinstall it.`,
        );
      }
      if (!settings.DOCENT_PUBLIC_URL) {
        log.warn(
          "DOCENT_PUBLIC_URL is not set: in Slack, sources that are no web pages are named and quoted but cannot be opened. Set it to the address that people reach Docent at.",
        );
      }
      await indexed?.start();
      await receiver.start();
      log.info(`Slack is connected to ${known.name}`, { mode: isSocket ? "Socket Mode" : "HTTP" });
    },
    async stop() {
      await receiver.stop();
      await indexed?.stop();
    },
  };

  /** The documents of channels: what events and commands do with them. */
  function indexChannels({ keeper, db, clock = realClock }: NonNullable<SlackParts["documents"]>) {
    const documents = createChannelDocuments({
      client,
      workspace,
      db,
      tenant,
      keeper,
      settings,
      clock,
      log,
    });
    const say = createSay({ client, log });
    const welcome = createWelcome({ documents, membership, settings, workspace, say, log });
    listenForChannels({ app, log, workspace, documents, welcome });
    return {
      commands: createChannelCommands({ client, documents, workspace, membership, settings, say, now }),
      async start() {
        await documents.start();
        for (const { channel, state } of documents.all()) if (state === "invited") welcome.begin(channel);
      },
      async stop() {
        await welcome.settled();
        await documents.stop();
      },
    };
  }
}

function httpReceiver(
  settings: Settings,
  log: Log,
  { ackSeconds }: Pick<Metrics, "ackSeconds">,
  now: () => number,
) {
  if (!settings.SLACK_SIGNING_SECRET) {
    throw new SlackSetupError(
      "SLACK_SIGNING_SECRET is missing. Copy it from Basic Information > App Credentials, or set SLACK_APP_TOKEN to use Socket Mode.",
    );
  }
  return createHttpReceiver({
    signingSecret: settings.SLACK_SIGNING_SECRET,
    log,
    now,
    acknowledged: (seconds) => ackSeconds.observe({ platform: "slack" }, seconds),
  });
}

function socketReceiver(settings: Settings, log: Log) {
  return createSocketReceiver({
    appToken: settings.SLACK_APP_TOKEN ?? "",
    clientOptions: clientOptions(settings, log),
    log,
  });
}
