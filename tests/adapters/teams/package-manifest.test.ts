import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { packTeamsManifest } from "../../../adapters/teams/package-manifest.ts";
import { readSettings } from "../../../src/config.ts";
import { APP_ID, TENANT } from "../../stand-ins/teams-docent.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-manifest-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pack = (settings: Record<string, string>) =>
  packTeamsManifest({ settings: readSettings(settings), outFile: join(folder, "out", "docent.zip") });
const app = { TEAMS_APP_ID: APP_ID, TEAMS_APP_PASSWORD: "secret" };

test("the package holds the filled manifest and both icons, at its root", async () => {
  const file = await pack({ ...app, DOCENT_PUBLIC_URL: "https://docent.example.com" });
  const entries = unzipSync(await readFile(file));
  expect(Object.keys(entries).sort()).toEqual(["color.png", "manifest.json", "outline.png"]);
  const manifest = JSON.parse(Buffer.from(entries["manifest.json"] ?? []).toString());
  expect(manifest).toMatchObject({
    id: APP_ID,
    developer: { websiteUrl: "https://docent.example.com/" },
    validDomains: ["docent.example.com"],
    bots: [{ botId: APP_ID, scopes: ["personal", "team", "groupChat"] }],
  });
  expect(JSON.stringify(manifest)).not.toContain("${{");
});

test("with Microsoft Graph a team's owner is asked for names and members, and nothing that can be written", async () => {
  const read = async (settings: Record<string, string>) => {
    const entries = unzipSync(await readFile(await pack({ ...app, TEAMS_TENANT_ID: TENANT, ...settings })));
    return JSON.parse(Buffer.from(entries["manifest.json"] ?? []).toString());
  };
  expect(await read({})).not.toHaveProperty("authorization");
  const manifest = await read({ TEAMS_GRAPH: "true" });
  expect(manifest.webApplicationInfo.id).toBe(APP_ID);
  const { resourceSpecific } = manifest.authorization.permissions;
  expect(resourceSpecific.length).toBeGreaterThan(0);
  for (const permission of resourceSpecific)
    expect(permission).toEqual({ name: expect.stringMatching(/\.Read\.Group$/), type: "Application" });
});

test("files can be sent to Docent in a private chat", async () => {
  const entries = unzipSync(await readFile(await pack(app)));
  expect(JSON.parse(Buffer.from(entries["manifest.json"] ?? []).toString()).bots[0].supportsFiles).toBe(true);
});

test("the same settings give the same bytes", async () => {
  const first = await readFile(await pack(app));
  expect(await readFile(await pack(app))).toEqual(first);
});

test.each([
  ["no app id", {}, /^TEAMS_APP_ID is missing: .*$/],
  [
    "an app id that is no GUID",
    { ...app, TEAMS_APP_ID: "docent" },
    /^.*TEAMS_APP_ID must be the app's GUID\.$/,
  ],
  [
    "a public address without https",
    { ...app, DOCENT_PUBLIC_URL: "http://docent.example.com" },
    /DOCENT_PUBLIC_URL must be an https address/,
  ],
])("%s is refused in one line that says what to do", async (_name, settings, line) => {
  await expect(pack(settings)).rejects.toThrow(line);
});
