import { readSettings } from "../../src/config.ts";
import { type Core, openCore } from "../../src/core.ts";
import { createLog } from "../../src/operations/log.ts";
import { createMetrics } from "../../src/operations/metrics.ts";
import { temporaryFolder } from "../end-to-end/start-docent.ts";

/** The real core over an empty temporary data folder; only errors are printed. */
export async function quietCore(environment: Readonly<Record<string, string>> = {}): Promise<Core> {
  const settings = readSettings({ DOCENT_DATA: await temporaryFolder(), ...environment });
  const log = createLog({ level: "error", secrets: [], json: false });
  return openCore({ settings, log, metrics: createMetrics() });
}
