import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { packTeamsManifest } from "../../../adapters/teams/package-manifest.ts";
import { readSettings } from "../../../src/config.ts";
import { APP_ID } from "../../stand-ins/teams-docent.ts";

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
