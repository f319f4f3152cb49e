import { createApp, type Started } from "../app.ts";
import { ConfigError, readSettings, type Settings, secretsOf } from "../config.ts";
import { logReport, progressReport } from "../documents/progress.ts";
import { createLog, explain, type Log } from "../operations/log.ts";

/**
 * Runs Docent until the process is told to stop; resolves with the exit code: 0 stopped in order, 1 could not start,
 * 2 a setting is missing or wrong.
 */
export async function serve(): Promise<number> {
  let settings: Settings;
  try {
    settings = readSettings();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  const isProduction = settings.DOCENT_MODE === "production";
  const log = createLog({
    level: settings.LOG_LEVEL,
    secrets: secretsOf(settings),
    json: isProduction,
  });
  const told = stopSignal();
  try {
    const app = await createApp({
      settings,
      log,
      report: isProduction ? logReport(log) : progressReport(process.stderr),
    });
    try {
      const started = app.start();
      // Told to stop while it is still starting: stop() ends the start, which then has nothing more to say.
      started.catch(() => {});
      const running = await Promise.race([started, told]);
      if (typeof running !== "string") announce(log, settings, running);
      log.info(`Stopping (${await told})`);
    } finally {
      await app.stop();
    }
    return 0;
  } catch (error) {
    log.error(explain(error));
    return 1;
  }
}

function announce(log: Log, settings: Settings, { url, surfaces, documents }: Started): void {
  const { DOCENT_MODE, DOCENT_MODEL, DOCENT_DATA, DOCENT_DOCUMENTS, DOCENT_IDENTITY_HEADER, HOST } = settings;
  log.info(`Documents: ${tally(documents)}, from ${DOCENT_DOCUMENTS}`);
  const isClosed = DOCENT_MODE === "production" && !DOCENT_IDENTITY_HEADER;
  const open = surfaces.filter((surface) => !(isClosed && surface === "console"));
  if (open.length === 0)
    log.warn(
      "Nobody can ask yet: connect Slack (SLACK_BOT_TOKEN), Teams (TEAMS_APP_ID) or a sign-in proxy for the console (DOCENT_IDENTITY_HEADER); docs/settings.md has each",
    );
  else if (isClosed)
    log.info("The console is closed until DOCENT_IDENTITY_HEADER names a sign-in proxy's header");
  if (DOCENT_MODE === "production" && DOCENT_DOCUMENTS === "samples")
    log.warn(
      "The documents are the samples of an invented company: set DOCENT_DOCUMENTS to a folder of yours",
    );
  log.info(`Answering in: ${open.join(", ") || "nothing"}. Model: ${DOCENT_MODEL}. State: ${DOCENT_DATA}`);
  if (DOCENT_MODE === "local") {
    const isReachable = HOST !== undefined && !["127.0.0.1", "localhost", "::1"].includes(HOST);
    if (isReachable)
      log.warn(
        `Local mode asks for no password and HOST is ${HOST}: keep the port closed to other machines, or set DOCENT_MODE=production`,
      );
    else
      log.info(
        "Local mode: bound to this machine only, and the console may ask as anyone. Set DOCENT_MODE=production to serve others",
      );
  }
  log.info(`Docent is ready at ${url}`);
}

/** "3 indexed, 21 unchanged": what a sync did, without the zeros. */
function tally({ indexed, unchanged, removed, failed }: Started["documents"]): string {
  const parts = [
    indexed && `${indexed} indexed`,
    unchanged && `${unchanged} unchanged`,
    removed && `${removed} removed`,
    failed && `${failed} could not be read (docent sources says why)`,
  ].filter(Boolean);
  return parts.join(", ") || "none";
}

/** Resolves with the name of the first signal that asks the process to end; a second one ends it at once. */
function stopSignal(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      resolve(signal);
      process.once(signal, () => process.exit(1));
    });
  }
  return promise;
}
