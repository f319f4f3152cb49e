import type { Express } from "express";
import type { MembershipSource } from "../src/access/membership.ts";
import type { Platform } from "../src/access/scopes.ts";

/** A place where people ask, as the composition root sees it. */
export interface Surface {
  /** In logs and health: "Slack (Socket Mode)", "Microsoft Teams", "console". */
  readonly name: string;
  /** Who is in which channel on this surface's platform. */
  readonly membership?: { readonly platform: Platform; readonly source: MembershipSource };
  /** Adds its routes before the server listens. */
  mount(server: Express): void;
  /**
   * Connects to the platform, once everything else is up.
   * @throws an error whose message says what is wrong and what to do (a wrong token, a missing scope).
   */
  start(): Promise<void>;
  stop(): Promise<void>;
}
