import type { Settings } from "../../src/config.ts";
import type { Log } from "../../src/operations/log.ts";
import { createClient } from "./web-client.ts";
import { findWorkspace } from "./workspace.ts";

/** Asks Slack whose token it is. @throws {SlackSetupError} when it is refused or lacks a scope */
export async function checkSlack(settings: Settings, log: Log): Promise<string> {
  const { name, without } = await findWorkspace(createClient(settings, log));
  return without.length === 0 ? `workspace ${name}` : `workspace ${name}, without ${without.join(", ")}`;
}
