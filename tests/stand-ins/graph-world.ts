/** What the stand-in for Microsoft Graph knows, and how it answers. */
import type { GraphDrive } from "./graph-drive.ts";

export interface GraphMember {
  readonly userId: string;
  readonly displayName: string;
  readonly tenantId: string;
  readonly roles: readonly string[];
}

export interface GraphChannel {
  readonly id: string;
  displayName: string;
  readonly membershipType: "standard" | "private" | "shared";
  readonly drive: GraphDrive;
  readonly folder: string;
  /** Standard channels have none of their own: the team's are theirs. */
  members: GraphMember[] | undefined;
}

export interface GraphUser {
  readonly displayName: string;
  userType: "Member" | "Guest";
  accountEnabled: boolean;
  groups: string[];
}

export interface GraphRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly status: number;
}

export interface GraphSubscription {
  readonly id: string;
  readonly resource: string;
  readonly notificationUrl: string;
  readonly clientState: string;
  expirationDateTime: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const notFound: Answer = {
  status: 404,
  body: { error: { code: "itemNotFound", message: "The resource could not be found." } },
};
