/** `.env.example` and docs/settings.md, written from the one table in config.ts. */
import { readFile, writeFile } from "node:fs/promises";
import type { z } from "zod";
import { settingGroups, settingText } from "./config.ts";

interface SettingRow {
  readonly name: string;
  readonly meaning: string;
  readonly remedy: string;
  readonly fallback: string | undefined;
}

const groups: readonly { title: string; rows: readonly SettingRow[] }[] = Object.entries(settingGroups).map(
  ([title, group]) => ({
    title,
    rows: Object.entries(group.shape as Record<string, z.ZodType>).map(([name, field]) => {
      const fallback = field.safeParse(undefined);
      return {
        name,
        ...settingText(field),
        fallback: fallback.success && fallback.data !== undefined ? String(fallback.data) : undefined,
      };
    }),
  }),
);

/** The example environment file: every setting commented out, with its default where it has one. */
export function envExample(): string {
  const sections = groups.map(({ title, rows }) =>
    [
      `# ── ${title}`,
      ...rows.map((row) => `# ${row.meaning} ${row.remedy}\n#${row.name}=${row.fallback ?? ""}`),
    ].join("\n"),
  );
  return `# Docent needs none of these to run on this machine: \`npm start\` works without. Copy to .env what you want to change.\n\n${sections.join("\n\n")}\n`;
}

/** The settings page of the documentation, in Markdown. */
export function settingsPage(): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const sections = groups.map(({ title, rows }) =>
    [
      `## ${title}`,
      "",
      "| setting | default | meaning | when it is wrong |",
      "|---|---|---|---|",
      ...rows.map(
        (row) =>
          `| \`${row.name}\` | ${row.fallback ? `\`${row.fallback}\`` : ""} | ${cell(row.meaning)} | ${cell(row.remedy)} |`,
      ),
    ].join("\n"),
  );
  return `# Settings\n\nWritten from \`src/config.ts\` by \`npm run docent -- settings\`. Docent reads them from the environment, and from a file \`.env\` beside \`package.json\` when there is one.\n\n${sections.join("\n\n")}\n`;
}

const pages = [
  { path: ".env.example", content: envExample },
  { path: "docs/settings.md", content: settingsPage },
] as const;

/** Writes both pages below `root`, an absolute or relative folder. */
export async function writeSettingsPages(root: string): Promise<readonly string[]> {
  for (const { path, content } of pages) await writeFile(`${root}/${path}`, content());
  return pages.map(({ path }) => path);
}

/** The pages below `root` that no longer say what config.ts says. */
export async function staleSettingsPages(root: string): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const { path, content } of pages) {
    const written = await readFile(`${root}/${path}`, "utf8").catch(() => "");
    if (written !== content()) stale.push(path);
  }
  return stale;
}
