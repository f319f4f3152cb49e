import { type FSWatcher, watch } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import type { Log } from "../../operations/log.ts";
import { isInReach, isPassedOver } from "./folder.ts";
import { MANIFEST_NAME } from "./folder-manifest.ts";

/** For this long, in milliseconds, one listing answers for all: a folder that is copied in says so once a file. */
const QUIET_MS = 500;

/**
 * Tells what moves in a folder as the file system says so: the path of a document, or nothing when only a listing can
 * tell, as for a folder that came or went, or a changed docent.json.
 *
 * The file system may overlook a change, and on some network drives tells none: listings now and then stay necessary,
 * and are all there is when the folder cannot be watched, which is logged.
 *
 * @returns ends it
 */
export function watchFolder(
  folder: string,
  touch: (path?: string) => Promise<void>,
  log: Log,
): { close(): void } {
  let listing: NodeJS.Timeout | undefined;
  const failed = (error: unknown): void =>
    log.warn("The documents' folder cannot be watched; it is listed now and then instead", { error });
  const tell = (path?: string): void => {
    touch(path).catch((error: unknown) =>
      log.error("A change in the documents' folder was not noted; the next listing finds it", { error }),
    );
  };
  const list = (): void => {
    listing ??= setTimeout(() => {
      listing = undefined;
      tell();
    }, QUIET_MS).unref();
  };
  const onChange = async (_event: string, name: string | null): Promise<void> => {
    if (name === null) return list();
    const path = name.split(sep).join("/");
    if (isInReach(path) && extname(path) !== "") return tell(path);
    if (path === MANIFEST_NAME) return list();
    if (path.split("/").some(isPassedOver)) return;
    // A folder, or what was one, may bring or take documents; another file that is no document never does.
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (!found?.isFile() || extname(path) === "") list();
  };
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(
      folder,
      { recursive: true, persistent: false },
      (event, name) => void onChange(event, name),
    );
    watcher.on("error", failed);
  } catch (error) {
    failed(error);
  }
  return {
    close() {
      clearTimeout(listing);
      watcher?.close();
    },
  };
}
