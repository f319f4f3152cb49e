import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { channelId, groupId, personId, type Scope, scope } from "../../access/scopes.ts";
import { SourceError } from "./source.ts";

/** The file at a folder's root that says who may read what in it; it is never indexed itself. */
export const MANIFEST_NAME = "docent.json";

/** A string that `read` accepts; what it throws is the message. */
const readable = (read: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      read(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
    }
  });

const webLink = z.url({ protocol: /^https?$/, error: "write a web link that begins with https://" });

/** The shape of docent.json; every part may be left out. */
export const folderManifestSchema = z.strictObject({
  documents: z
    .array(
      z.strictObject({
        /** A file, or a folder that ends with `/`, from the folder of docent.json. The longest that fits counts. */
        path: z
          .string()
          .min(1)
          .regex(/^(?![/\\])(?!.*\.\.)/, "write it from the folder of docent.json, without .."),
        /** Who may read it: members of any of these. */
        scopes: z.array(readable(scope)).min(1).optional(),
        /** Where people open it; for a folder, the address below which its files are. */
        uri: webLink.optional(),
      }),
    )
    .default([]),
  /** The address below which people open the folder's files. */
  baseUri: webLink.optional(),
  people: z
    .array(
      z.strictObject({
        id: readable(personId),
        name: z.string().min(1),
        title: z.string().optional(),
        standing: z.enum(["member", "guest", "external", "deactivated"]).optional(),
        groups: z.array(readable(groupId)).optional(),
      }),
    )
    .default([]),
  channels: z
    .array(
      z.strictObject({
        id: readable(channelId),
        name: z.string().min(1),
        members: z.array(readable(personId)),
        hasOutsiders: z.boolean().optional(),
      }),
    )
    .default([]),
  /** Questions to begin with, shown in the console. */
  examples: z.array(z.string().min(1)).default([]),
});

export type FolderManifest = z.infer<typeof folderManifestSchema>;

/**
 * Reads the docent.json of a folder (or of the folder that a file is in). Without one, nothing is declared.
 * @throws {SourceError} when it is no JSON or says something unknown, with the place and a remedy.
 */
export async function readFolderManifest(path: string): Promise<FolderManifest> {
  const folder = await folderOf(path);
  const file = join(folder, MANIFEST_NAME);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return folderManifestSchema.parse({});
    throw new SourceError(`${file} cannot be read: check its permissions`, {
      cause: error,
    });
  }
  const parsed = folderManifestSchema.safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  const { path: place, message } = parsed.error.issues[0]!;
  throw new SourceError(
    `${file} is wrong at ${place.join(".") || "its root"} (${message}): correct it, or delete the file`,
  );
}

async function folderOf(path: string): Promise<string> {
  const found = await stat(path).catch((error: unknown) => {
    throw new SourceError(`${path} cannot be opened: name a folder or file that exists`, { cause: error });
  });
  return found.isDirectory() ? path : dirname(path);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError(`${file} is no JSON: correct it, or delete the file`, { cause: error });
  }
}

const isMissing = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");

/** What docent.json says of one document. The longest path that fits decides; scopes and link are decided apart. */
export function rulesFor(
  manifest: FolderManifest,
  path: string,
  defaults: readonly Scope[],
): { readonly scopes: readonly Scope[]; readonly uri?: string } {
  const fitting = manifest.documents
    .filter((rule) => fits(rule.path, path))
    .sort((a, b) => b.path.length - a.path.length);
  const scopes = fitting.find((rule) => rule.scopes)?.scopes?.map(scope);
  const linked = fitting.find((rule) => rule.uri);
  const uri = linked?.uri
    ? below(
        linked.uri,
        isFolder(linked.path) ? path.normalize("NFC").slice(linked.path.normalize("NFC").length) : "",
      )
    : manifest.baseUri && below(manifest.baseUri, path);
  return { scopes: scopes ?? defaults, uri };
}

const isFolder = (rule: string): boolean => rule.endsWith("/");

/** Whether a rule's path is that of a document or of a folder above it, however its letters with marks are encoded. */
export function fits(rule: string, path: string): boolean {
  const [named, found] = [rule.normalize("NFC"), path.normalize("NFC")];
  return named === found || found.startsWith(isFolder(named) ? named : `${named}/`);
}

const below = (base: string, path: string): string =>
  path === ""
    ? base
    : base.replace(/\/?$/, "/") + path.split("/").filter(Boolean).map(encodeURIComponent).join("/");
