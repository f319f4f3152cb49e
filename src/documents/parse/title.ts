import { basename, extname } from "node:path";

/** What a file without a title of its own is called: `employee_handbook.pdf` → "Employee handbook". */
export function titleFromPath(path: string): string {
  const name = basename(path, extname(path));
  const words = name
    .replace(/[_\s]+|(?<=\p{L}{2})-(?=\p{L})|(?<=\p{L})-(?=\p{L}{2})/gu, " ")
    .replace(/(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll})/gu, " ")
    .trim();
  return words === "" ? basename(path) : words[0]!.toLocaleUpperCase() + words.slice(1);
}
