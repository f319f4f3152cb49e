import { readSettings, type Settings, secretsOf } from "../config.ts";
import { type Core, openCore } from "../core.ts";
import { createLog } from "../operations/log.ts";
import { createMetrics } from "../operations/metrics.ts";

/** Opens Docent with the environment's settings for one command and closes it again, also after an error. */
export async function withCore<Result>(
  use: (core: Core, settings: Settings) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings();
  // A command's output is its result; its log says only what goes wrong, unless more is asked for.
  const level = settings.LOG_LEVEL === "info" ? "warn" : settings.LOG_LEVEL;
  const log = createLog({ level, secrets: secretsOf(settings), json: false });
  const core = await openCore({ settings, log, metrics: createMetrics() });
  try {
    await core.introduce();
    return await use(core, settings);
  } finally {
    await core.close();
  }
}
