import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childEnvironment } from "../child-environment.ts";

export interface RunningDocent {
  readonly url: string;
  readonly folder: string;
  readonly process: ChildProcess;
  /** What it printed so far, both streams. */
  output(): string;
  /** Stops it as a terminal would (SIGTERM) or as a power cut would (SIGKILL), and waits. */
  end(signal?: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<number | null>;
}

interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** A state folder to go on with; a new one otherwise. */
  readonly folder?: string;
  /** How long the first start may take, ms. */
  readonly withinMs?: number;
  /** What it prints when the test goes on; the line that names its address, unless a test wants to be earlier. */
  readonly readyWhen?: RegExp;
}

const folders: string[] = [];

/** Starts the real program (`npm start`'s own command) on a free port and waits until it says that it is ready. */
export async function startDocent({
  environment = {},
  folder,
  withinMs = 60_000,
  readyWhen = /Docent is ready at (http:\/\/\S+)/,
}: StartOptions = {}): Promise<RunningDocent> {
  const data = folder ?? (await temporaryFolder());
  const child = spawn(process.execPath, ["src/main.ts"], {
    env: { ...childEnvironment, PORT: "0", DOCENT_DATA: data, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const { promise: ready, resolve, reject } = Promise.withResolvers<string>();
  const listen = (piece: Buffer) => {
    printed += piece.toString();
    const found = readyWhen.exec(printed);
    if (found) resolve(found[1] ?? "");
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const ended = new Promise<number | null>((end) => child.once("exit", end));
  void ended.then((code) => reject(new Error(`Docent ended with ${code} before it was ready:\n${printed}`)));
  const timer = setTimeout(
    () => reject(new Error(`Docent was not ready within ${withinMs} ms:\n${printed}`)),
    withinMs,
  );
  try {
    const url = await ready;
    return {
      url,
      folder: data,
      process: child,
      output: () => printed,
      async end(signal = "SIGTERM") {
        child.kill(signal);
        return ended;
      },
    };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** A folder that `removeTemporaryFolders` removes again. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "docent-test-"));
  folders.push(folder);
  return folder;
}

export async function removeTemporaryFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}
