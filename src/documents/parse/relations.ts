import { posix } from "node:path";
import type { Archive } from "./archive.ts";
import { descendants, parseXml } from "./xml.ts";

/** What a part of an Office file refers to, by relation id; targets are names in the archive. */
export function relationsOf(archive: Archive, part: string): Map<string, { type: string; target: string }> {
  const { dir, base } = posix.parse(part);
  const name = `${dir}/_rels/${base}.rels`;
  const found = new Map<string, { type: string; target: string }>();
  if (!archive.has(name)) return found;
  for (const { attributes } of descendants(parseXml(archive.xml(name)), "Relationship")) {
    const { Id = "", Type: type = "", Target = "" } = attributes;
    found.set(Id, { type, target: posix.join("/", Target.startsWith("/") ? "" : dir, Target).slice(1) });
  }
  return found;
}
