import { spawn } from "node:child_process";
import { childEnvironment } from "../child-environment.ts";

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `docent <args>` as its own process, with these settings and no others. */
export async function runDocent(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const child = spawn(process.execPath, ["src/cli.ts", ...args], {
    env: { ...childEnvironment, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (piece) => {
    stdout += piece;
  });
  child.stderr.on("data", (piece) => {
    stderr += piece;
  });
  const code = await new Promise<number | null>((end) => child.once("close", end));
  return { code, stdout, stderr };
}
