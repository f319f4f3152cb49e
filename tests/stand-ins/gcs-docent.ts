/** Everything of Docent that a bucket touches, real, in front of the stand-ins of Google's services. */
import { createApp } from "../../src/app.ts";
import { readSettings } from "../../src/config.ts";
import type { Core } from "../../src/core.ts";
import { createLog } from "../../src/operations/log.ts";
import { temporaryFolder } from "../end-to-end/start-docent.ts";

interface RunningApp {
  readonly url: string;
  readonly core: Core;
  /** Saying it twice is once. */
  stop(): Promise<void>;
}

/** Starts the app in this process with an empty documents folder, unless `settings` name one. */
export async function startApp(settings: Readonly<Record<string, string>>): Promise<RunningApp> {
  const [data, documents] = await Promise.all([temporaryFolder(), temporaryFolder()]);
  const app = await createApp({
    settings: readSettings({ PORT: "0", DOCENT_DATA: data, DOCENT_DOCUMENTS: documents, ...settings }),
    log: createLog({ level: "error", secrets: [], json: false }),
    report: () => {},
  });
  const { url } = await app.start();
  let stopped: Promise<void> | undefined;
  return {
    url,
    core: app.core,
    stop() {
      stopped ??= app.stop();
      return stopped;
    },
  };
}

/** Waits until `check` gives something, at most `withinMs`; @throws what it last threw or saw. */
export async function eventually<Value>(
  check: () => Promise<Value | undefined | false> | Value | undefined | false,
  withinMs = 10_000,
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`it did not happen within ${withinMs} ms: ${check}`);
    await new Promise((later) => setTimeout(later, 25));
  }
}
