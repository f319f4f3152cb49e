import { packTeamsManifest } from "../app.ts";
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
