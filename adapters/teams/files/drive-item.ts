/** What Graph says of a file or folder, as far as Docent looks at it. */
import { z } from "zod";
import type { Scope } from "../../../src/access/scopes.ts";
import { isDocumentName } from "../../../src/documents/parse/format.ts";
import type { SourceEntry } from "../../../src/documents/sources/source.ts";

const facet = z.looseObject({}).nullish();

export const driveItem = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  eTag: z.string().nullish(),
  size: z.number().nullish(),
  webUrl: z.string().nullish(),
  lastModifiedDateTime: z.string().nullish(),
  parentReference: z.looseObject({ id: z.string().nullish(), driveId: z.string().nullish() }).nullish(),
  file: z.looseObject({ hashes: z.looseObject({ quickXorHash: z.string().nullish() }).nullish() }).nullish(),
  folder: facet,
  deleted: facet,
  /** Microsoft found a virus in it. */
  malware: facet,
});
export type DriveItem = z.infer<typeof driveItem>;

/** A page of items; the last page of a delta has `@odata.deltaLink`. */
export const itemPage = z.looseObject({
  value: z.array(driveItem),
  "@odata.nextLink": z.string().nullish(),
  "@odata.deltaLink": z.string().nullish(),
});

/**
 * A file as the source lists it; `undefined` for folders, notebooks, pictures and what Microsoft found a virus in. Its
 * path is the item's id, which moving and renaming leave as it is.
 */
export function toEntry(item: DriveItem, scopes: readonly Scope[]): SourceEntry | undefined {
  const name = plainName(item.name ?? "");
  if (!item.file || item.deleted || item.malware || !name || !isDocumentName(name)) return undefined;
  const modified = new Date(item.lastModifiedDateTime ?? 0);
  return {
    path: item.id,
    name,
    modifiedAt: (Number.isNaN(modified.getTime()) ? new Date(0) : modified).toISOString(),
    size: item.size ?? 0,
    scopes,
    ...(isWebLink(item.webUrl) && { uri: item.webUrl }),
    ...versionOf(item, name),
  };
}

/**
 * The hash of the content; where there is none the eTag, which also changes when only properties do. The cTag would
 * be the right one, but delta leaves it out in SharePoint. The name belongs to it: it tells the format and the title.
 */
function versionOf(item: DriveItem, name: string): { version?: string } {
  const content = item.file?.hashes?.quickXorHash ?? item.eTag;
  return content ? { version: `${content} ${name}` } : {};
}

/** Without characters that nobody sees or that turn text around, which would let a name pretend to be another. */
export const plainName = (name: string): string => name.replace(/[\p{Cc}\p{Cf}]/gu, "").trim();

const isWebLink = (uri: string | null | undefined): uri is string => {
  const url = uri ? URL.parse(uri) : undefined;
  return url?.protocol === "https:" && !url.username && !url.password;
};
