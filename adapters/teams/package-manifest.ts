/** Packs manifests/teams into the zip that Teams takes in, filled from the settings and checked before. */
import { createWriteStream } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { z } from "zod";
import type { Settings } from "../../src/config.ts";

const SOURCE = new URL("../../manifests/teams/", import.meta.url);
const PACKAGE = new URL("../../package.json", import.meta.url);

/** Stands in for DOCENT_PUBLIC_URL: Teams demands web addresses; this one is reserved to lead nowhere (RFC 2606). */
const NO_PUBLIC_URL = "https://docent.invalid";

/** The app package cannot be made; the message says what to set. */
export class ManifestError extends Error {
  override name = "ManifestError";
}

const scopes = z
  .array(z.enum(["personal", "team", "groupChat"]))
  .min(1)
  .max(3);
const https = z.url({ protocol: /^https$/ }).max(2048);
const command = z.strictObject({ title: z.string().min(1).max(32), description: z.string().min(1).max(128) });

/** The parts of Microsoft's schema (version 1.22) that Docent's manifest uses, with their limits. */
const manifestRules = z.strictObject({
  $schema: z.literal("https://developer.microsoft.com/json-schemas/teams/v1.22/MicrosoftTeams.schema.json"),
  manifestVersion: z.literal("1.22"),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/)
    .max(256),
  id: z.guid(),
  developer: z.strictObject({
    name: z.string().min(1).max(32),
    websiteUrl: https,
    privacyUrl: https,
    termsOfUseUrl: https,
  }),
  name: z.strictObject({ short: z.string().min(1).max(30), full: z.string().max(100) }),
  description: z.strictObject({ short: z.string().min(1).max(80), full: z.string().min(1).max(4000) }),
  icons: z.strictObject({ color: z.literal("color.png"), outline: z.literal("outline.png") }),
  accentColor: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  defaultInstallScope: z.enum(["personal", "team", "groupChat"]),
  bots: z
    .array(
      z.strictObject({
        botId: z.guid(),
        scopes,
        supportsFiles: z.boolean(),
        isNotificationOnly: z.boolean(),
        commandLists: z.array(z.strictObject({ scopes, commands: z.array(command).min(1).max(10) })).max(3),
      }),
    )
    .length(1),
  permissions: z.array(z.enum(["identity", "messageTeamMembers"])),
  validDomains: z.array(z.string().min(1).max(2048)).max(16),
  webApplicationInfo: z.strictObject({ id: z.guid(), resource: z.string().min(1).max(2048) }).optional(),
  authorization: z
    .strictObject({
      permissions: z.strictObject({
        resourceSpecific: z
          .array(
            z.strictObject({ name: z.string().min(1).max(128), type: z.enum(["Application", "Delegated"]) }),
          )
          .max(16),
      }),
    })
    .optional(),
});

/**
 * What a team's owner grants Docent for their team by adding it, where Microsoft Graph is used: names of channels and
 * who is in them. There is none for files.
 */
const TEAM_PERMISSIONS = ["ChannelSettings.Read.Group", "ChannelMember.Read.Group", "TeamMember.Read.Group"];

/**
 * Writes the app package to `outFile`, making folders where they are missing; resolves to its absolute path.
 * @throws {ManifestError} in one line, when TEAMS_APP_ID is missing or the manifest breaks Microsoft's rules.
 */
export async function packTeamsManifest(options: {
  readonly settings: Settings;
  readonly outFile: string;
}): Promise<string> {
  const outFile = resolve(options.outFile);
  const [manifest, color, outline] = await Promise.all([
    filledManifest(options.settings),
    readIcon("color.png", 192),
    readIcon("outline.png", 32),
  ]);
  const zip = new ZipFile();
  // A fixed date makes the same settings give the same bytes.
  const mtime = new Date("2026-01-01T00:00:00Z");
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`), "manifest.json", { mtime });
  zip.addBuffer(color, "color.png", { mtime });
  zip.addBuffer(outline, "outline.png", { mtime });
  zip.end();
  await mkdir(dirname(outFile), { recursive: true });
  await pipeline(zip.outputStream, createWriteStream(outFile));
  return outFile;
}

async function filledManifest(settings: Settings): Promise<z.infer<typeof manifestRules>> {
  if (!settings.TEAMS_APP_ID)
    throw new ManifestError(
      "TEAMS_APP_ID is missing: copy the Microsoft App ID from your Azure Bot's Configuration (docs/teams.md)",
    );
  const publicUrl = new URL(settings.DOCENT_PUBLIC_URL ?? NO_PUBLIC_URL);
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(PACKAGE, "utf8")));
  const values: Readonly<Record<string, string>> = {
    VERSION: version,
    TEAMS_APP_ID: settings.TEAMS_APP_ID,
    DOCENT_PUBLIC_URL: publicUrl.href,
    DOCENT_HOST: publicUrl.hostname,
  };
  const template = await readFile(new URL("manifest.json", SOURCE), "utf8");
  const filled: unknown = JSON.parse(template, (_key, value: unknown) =>
    typeof value === "string"
      ? value.replace(/\$\{\{(\w+)\}\}/g, (whole, name) => values[name] ?? whole)
      : value,
  );
  const usesGraph = settings.TEAMS_GRAPH || settings.GRAPH_API_URL;
  const checked = manifestRules.safeParse(usesGraph ? withTeamPermissions(filled, values) : filled);
  if (checked.success) return checked.data;
  const [problem] = checked.error.issues;
  const path = problem?.path.join(".") ?? "";
  throw new ManifestError(`Teams would refuse the manifest: ${path}: ${problem?.message}. ${remedy(path)}`);
}

const withTeamPermissions = (manifest: unknown, values: Readonly<Record<string, string>>) => ({
  ...(manifest as object),
  webApplicationInfo: { id: values.TEAMS_APP_ID, resource: values.DOCENT_PUBLIC_URL },
  authorization: {
    permissions: { resourceSpecific: TEAM_PERMISSIONS.map((name) => ({ name, type: "Application" })) },
  },
});

const remedy = (path: string): string => {
  if (/^id$|botId$/.test(path)) return "TEAMS_APP_ID must be the app's GUID.";
  if (path.startsWith("developer.")) return "DOCENT_PUBLIC_URL must be an https address.";
  return "Check manifests/teams/manifest.json.";
};

/** Teams refuses icons of another size; a PNG says its size in bytes 16 to 24. */
async function readIcon(name: string, size: number): Promise<Buffer> {
  const png = await readFile(new URL(name, SOURCE));
  if (
    png.toString("latin1", 1, 4) !== "PNG" ||
    png.readUInt32BE(16) !== size ||
    png.readUInt32BE(20) !== size
  )
    throw new ManifestError(`manifests/teams/${name} must be a PNG of ${size} × ${size} pixels`);
  return png;
}
