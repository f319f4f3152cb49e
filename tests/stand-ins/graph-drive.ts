/** A drive as SharePoint keeps it: items by id, and the history that delta is read from. */
import { createHash } from "node:crypto";

interface Item {
  readonly id: string;
  name: string;
  parent: string | undefined;
  readonly isFolder: boolean;
  content: Buffer;
  /** Counts every change; the content's own hash stays when only the name changes. */
  tag: number;
  modifiedAt: string;
  /** What else Graph says of it, e.g. `malware`. */
  facets: object;
}

/** Where an item stood from a moment on; `undefined` when it was gone. */
interface Move {
  readonly at: number;
  readonly parent: string | undefined;
}

export interface GraphDrive {
  readonly id: string;
  readonly root: string;
  /** The moment of the last change. */
  readonly now: number;
  folder(name: string, parent?: string): string;
  file(name: string, content: string | Buffer, parent: string, facets?: object): string;
  write(id: string, content: string): void;
  rename(id: string, name: string): void;
  move(id: string, parent: string): void;
  /** Deletes an item with all that is below it. */
  remove(id: string): void;
  content(id: string): Buffer | undefined;
  /** The item as a request for it answers. */
  item(id: string): object | undefined;
  children(id: string): object[];
  /**
   * What delta of `folder` says since a moment: the latest state of what changed itself and is below it, and the
   * deleted facet for what no longer is. As documented, what lies in a folder that was moved, renamed or deleted did
   * not change itself; delta leaves out the cTag, and the name of what is deleted.
   */
  delta(folder: string, since: number | undefined): object[];
}

let nextItem = 1;

export function graphDrive(id: string, webUrl: string): GraphDrive {
  const items = new Map<string, Item>();
  const moves = new Map<string, Move[]>();
  const changed = new Map<string, number>();
  let now = 0;

  const newId = () => `01ITEM${String(nextItem++).padStart(6, "0")}`;

  function touch(item: Item, isGone = false): void {
    now += 1;
    changed.set(item.id, now);
    item.tag += 1;
    item.modifiedAt = new Date(Date.UTC(2026, 0, 1) + now * 1_000).toISOString();
    const past = moves.get(item.id) ?? [];
    moves.set(item.id, [...past, { at: now, parent: isGone ? undefined : item.parent }]);
  }

  function create(
    name: string,
    parent: string | undefined,
    rest: Pick<Item, "isFolder" | "content" | "facets">,
  ) {
    const item: Item = { id: newId(), name, parent, tag: 0, modifiedAt: "", ...rest };
    items.set(item.id, item);
    touch(item);
    return item.id;
  }

  const get = (item: string): Item => {
    const found = items.get(item);
    if (!found) throw new Error(`the drive has no item ${item}`);
    return found;
  };

  const parentAt = (item: string, at: number): string | undefined =>
    moves
      .get(item)
      ?.filter((move) => move.at <= at)
      .at(-1)?.parent;

  function wasBelow(folder: string, item: string, at: number): boolean {
    for (let parent = parentAt(item, at); parent; parent = parentAt(parent, at))
      if (parent === folder) return true;
    return false;
  }

  const toWire = (item: Item, { cTag }: { cTag: boolean }): object => ({
    "@odata.type": "#microsoft.graph.driveItem",
    id: item.id,
    name: item.name,
    eTag: `"{${item.id}},${item.tag}"`,
    ...(cTag && { cTag: `"c:{${item.id}},${item.tag}"` }),
    size: item.content.length,
    webUrl: `${webUrl}/${encodeURIComponent(item.name)}`,
    lastModifiedDateTime: item.modifiedAt,
    parentReference: { driveId: id, driveType: "documentLibrary", ...(item.parent && { id: item.parent }) },
    ...(item.isFolder
      ? { folder: { childCount: [...items.values()].filter(({ parent }) => parent === item.id).length } }
      : {
          file: {
            hashes: { quickXorHash: createHash("sha1").update(item.content).digest("base64") },
            mimeType: "application/octet-stream",
          },
        }),
    ...item.facets,
  });

  const root = create("root", undefined, { isFolder: true, content: Buffer.alloc(0), facets: { root: {} } });

  return {
    id,
    root,
    get now() {
      return now;
    },
    folder: (name, parent = root) =>
      create(name, parent, { isFolder: true, content: Buffer.alloc(0), facets: {} }),
    file: (name, content, parent, facets = {}) =>
      create(name, parent, { isFolder: false, content: Buffer.from(content), facets }),
    write(item, content) {
      get(item).content = Buffer.from(content);
      touch(get(item));
    },
    rename(item, name) {
      get(item).name = name;
      touch(get(item));
    },
    move(item, parent) {
      get(item).parent = parent;
      touch(get(item));
    },
    remove(item) {
      const gone = get(item);
      for (const child of [...items.values()].filter(({ parent }) => parent === item)) {
        items.delete(child.id);
        moves.set(child.id, [...(moves.get(child.id) ?? []), { at: now + 1, parent: undefined }]);
      }
      items.delete(item);
      touch(gone, true);
    },
    content: (item) => items.get(item)?.content,
    item: (item) => {
      const found = items.get(item);
      return found && toWire(found, { cTag: true });
    },
    children: (item) =>
      [...items.values()]
        .filter(({ parent }) => parent === item)
        .map((child) => toWire(child, { cTag: true })),
    delta(folder, since) {
      const here = [...items.values()].filter((item) => wasBelow(folder, item.id, now));
      const said = here
        .filter(({ id: item }) => since === undefined || (changed.get(item) ?? 0) > since)
        .map((item) => toWire(item, { cTag: false }));
      const left =
        since === undefined
          ? []
          : [...changed]
              .filter(
                ([item, at]) => at > since && wasBelow(folder, item, since) && !wasBelow(folder, item, now),
              )
              .map(([item]) => ({
                id: item,
                deleted: { state: "deleted" },
                parentReference: { driveId: id },
              }));
      const self = items.get(folder);
      return [...(self ? [toWire(self, { cTag: false })] : []), ...said, ...left];
    },
  };
}
