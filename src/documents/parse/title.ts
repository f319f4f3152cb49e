import { basename, extname } from "node:path";

/** Dates and years keep their hyphens: 2026-02, 2026-02-12, 2025-26. */
const DATE_OR_SPACE = /(?<!\d)(\d{4}-\d\d(?:-\d\d)?)(?!\d)|[_\s-]+/g;

/** What a file without a title of its own is called: `employee_handbook.pdf` → "Employee handbook". */
export function titleFromPath(path: string): string {
  const name = basename(path, extname(path));
  const words = name.replace(DATE_OR_SPACE, (_, date?: string) => date ?? " ").trim();
  return words === "" ? basename(path) : words[0]!.toLocaleUpperCase() + words.slice(1);
}
