import { type Dirent, promises as fs, readFile, type Stats } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { promisify } from "node:util";
import { ORG, type Scope } from "../../access/scopes.ts";
import { isDocumentName } from "../parse/format.ts";
import { type FolderManifest, fits, MANIFEST_NAME, readFolderManifest, rulesFor } from "./folder-manifest.ts";
import { type DocumentSource, type SourceEntry, SourceError } from "./source.ts";

/**
 * A folder with everything below it, or a single file, as a source. Dotfiles, `node_modules`, docent.json and files
 * that are no documents (pictures, programs) are passed over; links that lead out of the folder are refused.
 *
 * @param options.scopes who may read what docent.json gives to nobody in particular; `org` by default.
 * @throws {SourceError} when there is no such folder or file, or its docent.json is wrong.
 */
export async function folderSource(
  path: string,
  { scopes = [ORG] }: { scopes?: readonly Scope[] } = {},
): Promise<DocumentSource> {
  await readFolderManifest(path);
  const real = await fs.realpath(path);
  const isFolder = (await fs.stat(real)).isDirectory();
  const root = isFolder ? real : dirname(real);
  let unused: readonly string[] = [];
  return {
    name: `${isFolder ? "folder" : "file"}:${real}`,
    async *list() {
      // Who may read what may have changed since the last listing.
      const manifest = await readFolderManifest(root);
      // Whole folders may appear or vanish between two syncs; the root must be there, or all would count as gone.
      const paths = isFolder ? walk(root, "") : [basename(real)];
      const rules = new Set(isFolder ? manifest.documents.map((rule) => rule.path) : []);
      for await (const found of paths) {
        for (const rule of rules) if (fits(rule, found)) rules.delete(rule);
        const entry = await describe(root, found, manifest, scopes, isFolder);
        if (entry) yield entry;
      }
      unused = [...rules];
    },
    async find(name) {
      if (!(isFolder ? isInReach(name) : name === basename(real))) return undefined;
      return describe(root, name, await readFolderManifest(root), scopes);
    },
    remarks: () =>
      unused.map(
        (rule) =>
          `${MANIFEST_NAME} has a rule for ${rule}, but no document is there, so it protects nothing: correct the path (it is written as in the folder, capitals included) or remove the rule`,
      ),
    async read({ path: name }) {
      const file = await fs.realpath(join(root, name));
      if (!isInside(root, file))
        throw new SourceError("it is a link that leads out of the folder: copy the file instead");
      return readWhole(file);
    },
  };
}

/** As `fs.promises.readFile`, without its file handle, which costs half as much again for files of a few pages. */
const readWhole = promisify(readFile);

async function* walk(root: string, folder: string): AsyncGenerator<string> {
  const entries: Dirent[] = await fs.readdir(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (isPassedOver(entry.name)) continue;
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    // Linked folders are not entered: they may lead out, or around in a circle.
    if (entry.isDirectory()) yield* walk(root, path);
    else if (path !== MANIFEST_NAME && isDocumentName(entry.name) && !entry.isFIFO() && !entry.isSocket())
      yield path;
  }
}

/** Dotfiles and programs' parts are nobody's documents. */
export const isPassedOver = (name: string): boolean => name.startsWith(".") || name === "node_modules";

/** Whether a path is one that {@link walk} would come by, if it is there. */
export function isInReach(path: string): boolean {
  const parts = path.split("/");
  return path !== MANIFEST_NAME && isDocumentName(parts.at(-1)!) && !parts.some(isPassedOver);
}

/** An entry by what the file system says of it; undefined for linked folders and files that just went. */
async function describe(
  root: string,
  path: string,
  manifest: FolderManifest,
  defaults: readonly Scope[],
  isWalked = false,
): Promise<SourceEntry | undefined> {
  const found = await lookAt(join(root, path), isWalked).catch((error: NodeJS.ErrnoException) => {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(error.code ?? "")) return undefined;
    throw error;
  });
  if (!found?.stat.isFile()) return undefined;
  const { stat, real } = found;
  // Another name within the folder opens a document to nobody else: its readers are those of the file itself.
  const own = relative(root, real).split(sep).join("/");
  return {
    path,
    modifiedAt: stat.mtime.toISOString(),
    size: stat.size,
    ...rulesFor(manifest, path, defaults),
    scopes: rulesFor(manifest, own.startsWith("../") ? path : own, defaults).scopes,
  };
}

/** A file and where it really is. {@link walk} enters no linked folders: what is no link there is where it was found. */
async function lookAt(file: string, isWalked: boolean): Promise<{ stat: Stats; real: string }> {
  const own = isWalked ? await fs.lstat(file) : undefined;
  if (own && !own.isSymbolicLink()) return { stat: own, real: file };
  const [stat, real] = await Promise.all([fs.stat(file), fs.realpath(file)]);
  return { stat, real };
}

function isInside(root: string, file: string): boolean {
  const path = relative(root, resolve(file));
  return path !== "" && path !== ".." && !path.startsWith(`..${sep}`);
}
