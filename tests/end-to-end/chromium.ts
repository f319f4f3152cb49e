import { access } from "node:fs/promises";
import packaged from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Flags that keep a headless Chromium quiet on a machine without a network and without a sandbox for root. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The machine's own Chromium, or the one that ships in npm. `undefined` when neither starts: the caller's tests are
 * then skipped with a loud line, and `DOCENT_REQUIRE_BROWSER` (set by CI) turns that into a failure.
 */
export async function launchChromium(): Promise<Browser | undefined> {
  const problems: string[] = [];
  for (const find of [systemChromium, packagedChromium]) {
    try {
      const executablePath = await find();
      if (executablePath) return await chromium.launch({ executablePath, args: FLAGS });
    } catch (error) {
      problems.push(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
    }
  }
  const complaint = `NO CHROMIUM: the browser tests did not run (${problems.join("; ") || "none installed"}). Install Debian's package "chromium".`;
  if (process.env.DOCENT_REQUIRE_BROWSER) throw new Error(complaint);
  process.stderr.write(`\n*** ${complaint}\n\n`);
  return undefined;
}

async function systemChromium(): Promise<string | undefined> {
  for (const path of SYSTEM) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
}

/** Without the flags that its package proposes: those run everything in one process, which dies with a second page. */
const packagedChromium = (): Promise<string> => packaged.executablePath();
