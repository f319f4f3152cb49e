import { packTeamsManifest, slackManifest } from "../app.ts";
import { readSettings } from "../config.ts";
import { print } from "./print.ts";

/** `docent manifest teams`: packs the Teams app into a zip that can be uploaded. */
export async function teamsManifestCommand(options: { out: string; json?: boolean }): Promise<void> {
  const file = await packTeamsManifest({ settings: readSettings(), outFile: options.out });
  print(
    { file },
    options,
    () => `Written: ${file}. Upload it in Teams under Apps > Manage your apps > Upload an app.`,
  );
}

/** `docent manifest slack`: prints the Slack app manifest for these settings, to be pasted at api.slack.com/apps. */
export function slackManifestCommand(): void {
  const { DOCENT_PUBLIC_URL, SLACK_APP_TOKEN } = readSettings();
  process.stdout.write(
    slackManifest({ publicUrl: DOCENT_PUBLIC_URL, isSocketMode: Boolean(SLACK_APP_TOKEN) }),
  );
}
