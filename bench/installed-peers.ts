/** Libraries that benchmarks compare with: each folder has a package.json of its own, installed on the first run. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * What `peers.js` of a folder beside this file exports.
 * @throws when npm cannot install them.
 */
export async function installedPeers<Peer>(folder: string): Promise<readonly Peer[]> {
  const place = new URL(`./${folder}/`, import.meta.url);
  if (!existsSync(new URL("node_modules", place))) {
    process.stderr.write("Installing the libraries to compare with, once…\n");
    const { status } = spawnSync("npm", ["ci", "--prefix", place.pathname], {
      cwd: place.pathname,
      stdio: "inherit",
    });
    if (status !== 0) throw new Error(`npm ci failed in ${place.pathname}: look at what it printed above`);
  }
  return ((await import(new URL("peers.js", place).href)) as { peers: readonly Peer[] }).peers;
}
