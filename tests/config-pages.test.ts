import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { readSettings, settingGroups } from "../src/config.ts";
import { envExample, settingsPage, staleSettingsPages, writeSettingsPages } from "../src/settings-pages.ts";

const names = Object.values(settingGroups).flatMap((group) => Object.keys(group.shape));

describe("the pages about settings", () => {
  test("are up to date in this clone", async () => {
    expect(await staleSettingsPages(".")).toEqual([]);
  });

  test("the example file names every setting, and taken as it is changes nothing", () => {
    const uncommented = envExample().replace(/^#([A-Z_]+=)/gm, "$1");
    expect(Object.keys(parseEnv(uncommented)).sort()).toEqual([...names].sort());
    expect(readSettings(parseEnv(envExample()) as Record<string, string>)).toEqual(readSettings({}));
    expect(readSettings(parseEnv(uncommented) as Record<string, string>)).toEqual(readSettings({}));
  });

  test("the page has one row a setting, with as many cells as its head", () => {
    const rows = settingsPage()
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    expect(rows).toHaveLength(names.length);
    for (const row of rows) expect(row.replaceAll("\\|", "").match(/\|/g)).toHaveLength(5);
  });

  test("a page that says something else is stale until it is written again", async () => {
    const root = await mkdtemp(join(tmpdir(), "docent-pages-"));
    try {
      await mkdir(join(root, "docs"));
      expect(await staleSettingsPages(root)).toEqual([".env.example", "docs/settings.md"]);
      await writeSettingsPages(root);
      expect(await staleSettingsPages(root)).toEqual([]);
      const page = join(root, "docs/settings.md");
      await writeFile(page, (await readFile(page, "utf8")).replace("3000", "3001"));
      expect(await staleSettingsPages(root)).toEqual(["docs/settings.md"]);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
