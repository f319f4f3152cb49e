import { basename, extname } from "node:path";

/** What a file without a title of its own is called: `employee_handbook.pdf` → "Employee handbook". */
export function titleFromPath(path: string): string {
  const name = basename(path, extname(path));
  // Hyphens between digits stay: they make dates.
  const words = name.replace(/[_\s]+|(?<!\d)-|-(?!\d)/g, " ").trim();
  return words === "" ? basename(path) : words[0]!.toLocaleUpperCase() + words.slice(1);
}
