/** The composition root, and the one file of src/ that knows the adapters: settings → a running Docent. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { slackPlace } from "../adapters/slack/files/slack-place.ts";
import type { Surface } from "../adapters/surface.ts";
import type { Pace } from "../adapters/teams/deliver/patiently.ts";
import { teamsPlace } from "../adapters/teams/files/teams-place.ts";
import { createWeb } from "../adapters/web/create-web.ts";
import { createWebCourier } from "../adapters/web/web-courier.ts";
import type { Platform } from "./access/scopes.ts";
import type { Settings } from "./config.ts";
import type { Courier } from "./conversation/courier.ts";
import { documentSnapshot } from "./conversation/document-snapshot.ts";
import { documentView } from "./conversation/document-view.ts";
import { tellOwners } from "./conversation/tell-owners.ts";
import { tellReporters } from "./conversation/tell-reporters.ts";
import { type Core, openCore } from "./core.ts";
import type { Loop } from "./documents/loop.ts";
import { folderSource } from "./documents/sources/folder.ts";
import { watchFolder } from "./documents/sources/watch-folder.ts";
import type { SyncReport, SyncResult } from "./documents/sync.ts";
import type { Place } from "./forgetting/place.ts";
import { operationRoutes } from "./operations/health.ts";
import type { Log } from "./operations/log.ts";
import { createMetrics } from "./operations/metrics.ts";

export { checkSlack } from "../adapters/slack/check-slack.ts";
export { slackManifest } from "../adapters/slack/manifest.ts";
export { checkTeams } from "../adapters/teams/check-teams.ts";
export { packTeamsManifest } from "../adapters/teams/package-manifest.ts";

/** How long a request may take to arrive, ms; nothing that Docent takes is large. */
const RECEIVE_MS = 20_000;
/** How long running turns may take to finish when Docent is asked to stop, ms; Cloud Run kills after 10 s. */
const STOP_GRACE_MS = 8_000;
/** The journals hold what was deleted for no longer; a restart does not begin with it. */
const TIDY_EVERY_MS = 60 * 60_000;
/** The documents' folder is listed this often: not every file system tells every change. */
const FOLDER_RECONCILE_MS = 10 * 60_000;

export interface App {
  readonly core: Core;
  /** Listens, indexes the documents, connects the surfaces; resolves when people can ask. */
  start(): Promise<Started>;
  /** Cuts a start short, finishes what is running, keeps the rest in the ledger, and lets go of everything. */
  stop(): Promise<void>;
}

export interface Started {
  readonly url: string;
  readonly surfaces: readonly string[];
  readonly documents: SyncResult;
}

interface AppOptions {
  readonly settings: Settings;
  readonly log: Log;
  /** Told how the indexing at start goes. */
  readonly report: SyncReport;
  /** Waiting times in Teams; what Microsoft asks for when left out. */
  readonly teamsPace?: Pace;
}

/** Where the platforms keep documents and people's data, beside what the core keeps. */
export const places = (core: Core): readonly Place[] => [
  teamsPlace({ folder: core.settings.DOCENT_DATA }),
  slackPlace({ db: core.db, tenant: core.tenant, unlearn: core.unlearn }),
];

/** Puts the parts together; nothing listens before `start`. @throws what `openCore` throws. */
export async function createApp({ settings, log, report, teamsPace }: AppOptions): Promise<App> {
  const core = await openCore({ settings, log, metrics: createMetrics() });
  const { tenant, turns, directory, index, membership, guard, catalogue, archive } = core;
  for (const place of places(core)) core.forgetting.addPlace(place);
  const state = { ready: false, examples: [] as readonly string[] };
  const stopping = new AbortController();

  const surfaces: Surface[] = [];
  const couriers = new Map<Platform, Courier>();
  const register = (platform: Platform, courier: Courier): void => {
    couriers.set(platform, courier);
    turns.register(platform, courier);
  };
  let telling: readonly Loop[] = [];
  const adapter = {
    settings,
    turns,
    tenant,
    log,
    metrics: core.metrics,
    keeper: core.keeper,
    forgetting: core.forgetting,
    onMembershipChange: membership.invalidate,
  };
  // A platform's software is loaded by whoever connects it: Slack's and Microsoft's take half of a start otherwise.
  if (settings.SLACK_BOT_TOKEN) {
    const { createSlack } = await import("../adapters/slack/create-slack.ts");
    const slack = createSlack({ ...adapter, documents: { keeper: core.keeper, db: core.db } });
    register("slack", slack.courier);
    surfaces.push(slack);
  }
  // Without an app id the Agents Playground on this machine may speak, in local mode alone.
  if (settings.TEAMS_APP_ID || settings.DOCENT_MODE === "local") {
    const { createTeams } = await import("../adapters/teams/create-teams.ts");
    const teams = createTeams({ ...adapter, pace: teamsPace });
    register("teams", teams.courier);
    surfaces.push(teams);
  }
  const { GCS_BUCKET, GCS_PREFIX, GCS_SCOPES } = settings;
  let bucket: Surface | undefined;
  if (GCS_BUCKET && GCS_SCOPES) {
    const { createGcs } = await import("../adapters/gcs/create-gcs.ts");
    const source = await core.bucketSource({ bucket: GCS_BUCKET, prefix: GCS_PREFIX, rules: GCS_SCOPES });
    core.keeper.add(source, { reconcileEveryMs: settings.GCS_RECONCILE_HOURS * 60 * 60_000 });
    bucket = createGcs({ settings, source, touch: core.keeper.touch, log });
    surfaces.push(bucket);
  }
  const courier = createWebCourier(core.notices);
  register("local", courier);
  // Last: Slack's and Teams' own paths come before the console's /api.
  surfaces.push(
    createWeb({
      settings,
      tenant,
      turns,
      directory,
      courier,
      notices: core.notices,
      log,
      ready: () => state.ready,
      examples: () => state.examples,
      policies: core.policies,
      reviews: core.reviews,
      documents: {
        view: (request) => documentView(request, { index, membership, guard, catalogue }),
        snapshot: archive && ((request) => documentSnapshot(request, { archive, catalogue, membership })),
        count: () => catalogue.count(tenant),
      },
    }),
  );

  const server = express();
  server.disable("x-powered-by");
  server.use(operationRoutes({ registry: core.metrics.registry, ready: () => state.ready }));
  for (const surface of surfaces) {
    if (surface.membership) core.addMembershipSource(surface.membership.platform, surface.membership.source);
    surface.mount(server);
  }
  const http = createServer({ headersTimeout: RECEIVE_MS / 2, requestTimeout: RECEIVE_MS }, server);

  async function begin(): Promise<Started> {
    // Before anybody can sign in: whoever docent.json calls a guest must not be taken for a colleague.
    const { examples } = await core.introduce();
    await core.chain.adoptKey(core.db, tenant);
    const url = await listen(http, settings);
    state.examples = examples;
    const documents = await core.indexFolder(settings.DOCENT_DOCUMENTS, { report, signal: stopping.signal });
    await keepFolder(settings.DOCENT_DOCUMENTS);
    await core.keeper.start();
    core.vectors?.start();
    // The first text loads the filters' word lists and models: better now than while somebody waits.
    await guard.open().label("Ready to check.", []);
    await turns.start();
    for (const surface of surfaces) await surface.start();
    core.recall.start();
    tidyEvery(TIDY_EVERY_MS);
    telling = [
      tellOwners({ ...core, notices: core.ownerNotices, couriers, signal: stopping.signal }),
      tellReporters({ ...core, couriers, signal: stopping.signal }),
    ];
    state.ready = true;
    // Nobody asks in a bucket.
    const asked = surfaces.filter((surface) => surface !== bucket);
    return { url, surfaces: asked.map(({ name }) => name), documents };
  }

  function tidyEvery(ms: number): void {
    const tidy = () =>
      core.forgetting.tidy().catch((error) => log.error("The databases could not be rewritten", { error }));
    const clock = setInterval(tidy, ms);
    stopping.signal.addEventListener("abort", () => clearInterval(clock), { once: true });
  }

  /** From here on what is saved into the folder is answerable within seconds. */
  async function keepFolder(folder: string): Promise<void> {
    const source = await folderSource(folder);
    stopping.signal.throwIfAborted();
    core.keeper.add(source, { reconcileEveryMs: FOLDER_RECONCILE_MS });
    await leaveFormerFolders(source.name);
    const watcher = watchFolder(
      folder,
      async (path) => {
        if (path === undefined) await introduceAgain(folder);
        await core.keeper.touch(source.name, path);
      },
      log,
    );
    stopping.signal.addEventListener("abort", () => watcher.close(), { once: true });
  }

  /**
   * What DOCENT_DOCUMENTS named before, the samples above all, answers no more. Only a folder that was kept has been
   * reconciled: one that `docent index` put in stays.
   */
  async function leaveFormerFolders(current: string): Promise<void> {
    for (const { source, reconciledAt } of await core.keeper.status()) {
      if (!source.startsWith("folder:") || source === current || reconciledAt === undefined) continue;
      await core.keeper.drop(source, { forget: true });
      log.info("The documents of a folder that DOCENT_DOCUMENTS no longer names have left the index", {
        source,
      });
    }
  }

  /** A docent.json that is wrong for a moment, as while somebody writes it, changes nobody's rights. */
  async function introduceAgain(folder: string): Promise<void> {
    try {
      state.examples = (await core.introduce(folder)).examples;
    } catch (error) {
      log.warn("The folder's docent.json is not taken over", { error });
    }
  }
  let beginning: Promise<unknown> = Promise.resolve();

  return {
    core,
    start() {
      const started = begin();
      // Whoever called hears of a failure; stop() only waits until nothing begins any more.
      beginning = started.catch(() => {});
      return started;
    },
    async stop() {
      stopping.abort();
      await beginning;
      state.ready = false;
      await core.recall.stop();
      for (const surface of surfaces) await surface.stop();
      await Promise.all(telling.map(({ ended }) => ended));
      await core.keeper.stop();
      await core.vectors?.stop();
      await turns.stop(STOP_GRACE_MS);
      http.closeAllConnections();
      await new Promise<void>((closed) => http.close(() => closed()));
      await core.close();
    },
  };
}

/** @throws an error that says which address is taken or not ours, and what to set. */
async function listen(http: Server, settings: Settings): Promise<string> {
  const host = settings.HOST ?? (settings.DOCENT_MODE === "local" ? "127.0.0.1" : "0.0.0.0");
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  http.once("error", (error: NodeJS.ErrnoException) => {
    const taken = error.code === "EADDRINUSE";
    const remedy = taken
      ? "Another program uses it: set PORT to a free one."
      : "Set HOST and PORT to an address of this machine.";
    reject(new Error(`Docent cannot listen on ${host}:${settings.PORT}. ${remedy}`, { cause: error }));
  });
  http.listen(settings.PORT, host, resolve);
  await promise;
  const { port } = http.address() as AddressInfo;
  return `http://${host === "127.0.0.1" || host === "0.0.0.0" || host === "::" ? "localhost" : host}:${port}`;
}
