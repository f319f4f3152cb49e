/**
 * `npm run teams:playground`: Microsoft's Agents Playground, a Teams client in the browser that needs no account,
 * against the Docent that runs on this machine. Its licence is not a permissive one, so it is no dependency: npx
 * fetches this very version when it is asked for.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings, type Settings } from "../../src/config.ts";

const PACKAGE = "@microsoft/m365agentsplayground@0.2.28";
const PLAYGROUND_PORT = 56150;

/** Why the Playground cannot speak to this Docent, in one line; `undefined` when it can. */
async function obstacle(settings: Settings, url: string): Promise<string | undefined> {
  if (settings.TEAMS_APP_ID)
    return "The Agents Playground has no token of Microsoft's: start Docent and this command without TEAMS_APP_ID.";
  if (settings.DOCENT_MODE === "production")
    return "The Agents Playground speaks to a Docent in local mode only: leave DOCENT_MODE out.";
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) });
    if (response.ok) return undefined;
  } catch {
    // Said below, for a wrong answer too.
  }
  return `Docent does not answer at ${url}: start it first, in another terminal, with npm start.`;
}

const settings = readSettings();
const url = `http://localhost:${settings.PORT}`;
const problem = await obstacle(settings, url);
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
} else {
  const endpoint = ["start", "-e", `${url}/api/messages`, "-c", "msteams"];
  const options = ["-p", String(PLAYGROUND_PORT), "--disable-telemetry"];
  const npm = ["exec", "--yes", `--package=${PACKAGE}`, "--", "agentsplayground", ...endpoint, ...options];
  process.stdout.write(
    `The Agents Playground opens at http://localhost:${PLAYGROUND_PORT}, or the port it names below; stop it with Ctrl+C.\n`,
  );
  // It writes logs into its working folder, which need not be Docent's.
  const cwd = mkdtempSync(join(tmpdir(), "docent-playground-"));
  const playground = spawn("npm", npm, { cwd, stdio: "inherit", shell: process.platform === "win32" });
  playground.on("error", (error) => {
    process.stderr.write(`npm cannot be started (${error.message}): install Node.js with npm.\n`);
    process.exitCode = 1;
  });
  playground.on("exit", (code) => {
    rmSync(cwd, { recursive: true, force: true });
    process.exitCode = code ?? 0;
  });
}
