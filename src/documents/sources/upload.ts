/** Documents that were put in by hand: each a file in Docent's own folder, with who may read it beside it. */
import { promises as fs } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Scope, scope, type TenantId } from "../../access/scopes.ts";
import { isDocumentName } from "../parse/format.ts";
import { type DocumentSource, type SourceEntry, SourceError } from "./source.ts";

export interface UploadSource extends DocumentSource {
  /**
   * Stores a document in place of an earlier one of that name; durable when it resolves with its path.
   * @throws {SourceError} when the name or the size will not do.
   */
  add(name: string, bytes: Uint8Array, scopes: readonly Scope[]): Promise<string>;
  /** Removes one; one that is not there is none. */
  remove(path: string): Promise<void>;
  find(path: string): Promise<SourceEntry | undefined>;
}

/** As the parser's default: what is larger is refused before it is stored. */
const MAX_BYTES = 50 * 1024 * 1024;
/** What all file systems take, with room for the ending of the file beside it. */
const MAX_NAME_BYTES = 200;
/** A document's readers stand in a file of its name with this ending, which no document has. */
const READERS = ".readers";
const UNFINISHED = ".unfinished";

const readersSchema = z.object({ scopes: z.array(z.string()).min(1) });

/** The uploads of a tenant, below `<data>/uploads/<tenant>/`; the folder is made when the first one comes. */
export function uploadSource(options: {
  readonly data: string;
  readonly tenant: TenantId;
  readonly maxBytes?: number;
}): UploadSource {
  const { data, tenant, maxBytes = MAX_BYTES } = options;
  const folder = join(data, "uploads", encodeURIComponent(tenant));

  const find = async (path: string): Promise<SourceEntry | undefined> => {
    if (refusal(path) !== undefined) return undefined;
    const stat = await unlessMissing(fs.stat(join(folder, path)));
    const readers = await unlessMissing(fs.readFile(join(folder, path + READERS), "utf8"));
    // Without its readers a document belongs to nobody; they are written first, so it is being removed or damaged.
    if (!stat?.isFile() || readers === undefined) return undefined;
    const { scopes } = readersSchema.parse(JSON.parse(readers));
    return { path, modifiedAt: stat.mtime.toISOString(), size: stat.size, scopes: scopes.map(scope) };
  };

  return {
    name: "upload",
    find,
    async *list() {
      const names = (await unlessMissing(fs.readdir(folder))) ?? [];
      for (const name of names.sort()) {
        const entry = await find(name);
        if (entry) yield entry;
      }
    },
    read: ({ path }) => fs.readFile(join(folder, path)),
    async add(given, bytes, scopes) {
      const name = given.normalize("NFC");
      const reason = refusal(name);
      if (reason !== undefined) throw new SourceError(reason);
      if (scopes.length === 0) throw new SourceError("nobody may read it: name at least one scope, e.g. org");
      if (bytes.length > maxBytes)
        throw new SourceError(
          `it has ${(bytes.length / 1e6).toFixed(0)} MB, more than the ${(maxBytes / 1e6).toFixed(0)} MB allowed: split it`,
        );
      await fs.mkdir(folder, { recursive: true });
      await fs.chmod(folder, 0o700);
      const file = join(folder, name);
      const readers = JSON.stringify({ scopes });
      if ((await unlessMissing(fs.readFile(file + READERS, "utf8"))) !== readers) {
        // Neither may old words get new readers nor new words old ones, whatever dies in between.
        await fs.rm(file, { force: true });
        await replaceFile(file + READERS, readers);
      }
      await replaceFile(file, bytes);
      return name;
    },
    async remove(path) {
      if (refusal(path) !== undefined) return;
      await fs.rm(join(folder, path), { force: true });
      await fs.rm(join(folder, path + READERS), { force: true });
    },
  };
}

/** Why a document cannot have this name; it becomes a file's name as it is. */
function refusal(name: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (name === "" || name.startsWith(".") || /[/\\\u0000-\u001f\u007f]/.test(name))
    return "its name is no file's name: use letters, digits, spaces and one ending such as .pdf";
  if (Buffer.byteLength(name) > MAX_NAME_BYTES)
    return `its name is longer than ${MAX_NAME_BYTES} bytes: shorten it`;
  if (!isDocumentName(name))
    return "it is no kind of document that Docent reads: save it as PDF, DOCX or Markdown";
  return undefined;
}

/** All of it or nothing, also after a power cut. */
async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const unfinished = `${file}${UNFINISHED}`;
  const handle = await fs.open(unfinished, "w", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(unfinished, file);
}

async function unlessMissing<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
