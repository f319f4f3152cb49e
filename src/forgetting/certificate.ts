/** What was forgotten: proof for whoever asked, without any of what is gone. */
import { createHash, randomBytes } from "node:crypto";
import type { TenantId } from "../access/scopes.ts";
import type { Removal } from "./place.ts";

export interface Certificate {
  readonly id: string;
  readonly tenant: TenantId;
  /** What was asked for. */
  readonly request: "forget document" | "erase person";
  /** The document's id, or the SHA-256 of the person's: whoever was erased is not named. */
  readonly subject: string;
  /** Who asked, as the command line or the surface knows them. */
  readonly by: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly removals: readonly Removal[];
  /** What stays, and why. */
  readonly kept: readonly string[];
  /** Whether a second look found nothing any more. */
  readonly verified: boolean;
  /** SHA-256, in hex, over the JSON of all members above in this order. */
  readonly digest: string;
}

type Content = Omit<Certificate, "id" | "finishedAt" | "verified" | "digest">;

/** Draws the certificate up. */
export function certify({ tenant, request, subject, by, startedAt, removals, kept }: Content): Certificate {
  const content = {
    id: `cert_${randomBytes(12).toString("hex")}`,
    tenant,
    request,
    subject,
    by,
    startedAt,
    finishedAt: new Date().toISOString(),
    removals: removals.map(({ place, what, removed, left }) => ({ place, what, removed, left })),
    kept,
    verified: removals.every(({ left }) => left === 0),
  };
  return { ...content, digest: digestOf(content) };
}

/** Whether a certificate says what it said when it was drawn up. */
export function isAuthentic({ digest, ...content }: Certificate): boolean {
  return digest === digestOf(content);
}

const digestOf = (content: Omit<Certificate, "digest">): string =>
  createHash("sha256").update(JSON.stringify(content)).digest("hex");

/** How a person is named in certificates: who knows their id finds theirs. */
export const pseudonymOf = (tenant: TenantId, person: string): string =>
  `sha256:${createHash("sha256")
    .update(JSON.stringify([tenant, person]))
    .digest("hex")}`;

/** The certificate for people to read. */
export function certificateText(certificate: Certificate): string {
  const { id, request, subject, by, startedAt, finishedAt, removals, kept, verified, digest } = certificate;
  return [
    `Certificate ${id}: ${request} ${subject}`,
    `Asked by ${by}, from ${startedAt} to ${finishedAt}.`,
    "",
    "Removed:",
    ...removals.map(
      ({ place, what, removed, left }) =>
        `${String(removed).padStart(8)} ${what} (${place})${left ? `; ${left} LEFT` : ""}`,
    ),
    ...(kept.length ? ["", "Kept:", ...kept.map((line) => `- ${line}`)] : []),
    "",
    verified
      ? "Looked at again afterwards: nothing is left."
      : "Looked at again afterwards: something is left. Run the command again; if it stays so, stop Docent first.",
    `SHA-256 ${digest}`,
  ].join("\n");
}
