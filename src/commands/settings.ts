import { staleSettingsPages, writeSettingsPages } from "../settings-pages.ts";

/** `docent settings [--check]`: writes .env.example and docs/settings.md, or says which of them are stale (exit 1). */
export async function settingsCommand(options: { check?: boolean }): Promise<number> {
  if (!options.check) {
    for (const path of await writeSettingsPages(".")) process.stdout.write(`Written: ${path}\n`);
    return 0;
  }
  const stale = await staleSettingsPages(".");
  if (stale.length)
    process.stderr.write(`Out of date: ${stale.join(", ")}. Run npm run docent -- settings.\n`);
  return stale.length ? 1 : 0;
}
