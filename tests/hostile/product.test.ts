/** The running product keeps a folder of hostile files, and goes on answering. */
import { readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runDocent } from "../commands/run-docent.ts";
import { removeTemporaryFolders, startDocent, temporaryFolder } from "../end-to-end/start-docent.ts";
import { corpus } from "./corpus.ts";
import { ORDERS } from "./hostile-file.ts";

/** One of each kind; the whole corpus goes through the parser in hostile.test.ts. */
const CHOSEN = [
  "flat-bomb.docx",
  "overlapping-bomb.docx",
  "path-traversal.docx",
  "pdf-and-zip.pdf",
  "billion-laughs.docx",
  "external-entity.xlsx",
  "cells-far-apart.xlsx",
  "ten-thousand-pages.pdf",
  "flate-bomb.pdf",
  "form-in-itself.pdf",
  "locked.pdf",
  "white-on-white.pdf",
  "deep-divs.html",
  "hidden-display.html",
  "inline-comment.md",
  "emphasis.md",
  "tags.txt",
  "bombs-attached.eml",
  "traversing-names.eml",
  "word-vanish.docx",
  "deck-hidden-slide.pptx",
  "book-hidden-sheet.xlsx",
];
const GIGABYTE = 2 ** 30;

afterAll(removeTemporaryFolders);

test("hostile files put in a folder cost neither answers nor the good document beside them", async () => {
  const folder = await temporaryFolder();
  const chosen = corpus.filter(({ path }) => CHOSEN.includes(path));
  expect(chosen).toHaveLength(CHOSEN.length);
  await writeFile(join(folder, "lamps.md"), "# Lamps\n\nThe lamps in the yard are lit at dusk.\n");
  const docent = await startDocent({ environment: { DOCENT_DOCUMENTS: folder }, withinMs: 180_000 });
  const ask = async (question: string): Promise<string> => {
    const response = await fetch(`${docent.url}/api/ask`, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify({ question }),
    });
    return ((await response.json()) as { outcome: string }).outcome;
  };
  try {
    for (const { path, bytes } of chosen) await writeFile(join(folder, path), bytes());
    await writeFile(join(folder, "giant.txt"), "");
    await truncate(join(folder, "giant.txt"), GIGABYTE);
    await symlink("/etc/hostname", join(folder, "way-out.txt"));
    await writeFile(join(folder, "zz-good.md"), "# House rules\n\nThe greenhouse is watered on Tuesdays.\n");
    const all = CHOSEN.length + 4;
    const settings = { DOCENT_DATA: docent.folder, DOCENT_DOCUMENTS: folder };
    let listed: Listing["sources"] = [];
    const seen = (): number =>
      listed.reduce((sum, source) => sum + source.documents + source.failed.length, 0);
    const isUnderWay = (): boolean =>
      listed.some(({ failed }) => failed.some(({ reason }) => reason.includes("was interrupted")));
    while (seen() < all || isUnderWay()) {
      // While the files are read, another question is answered.
      expect(await ask("When are the lamps in the yard lit?")).toBe("answer");
      expect((await fetch(`${docent.url}/healthz`)).status).toBe(200);
      listed = (JSON.parse((await runDocent(["sources", "--json"], settings)).stdout) as Listing).sources;
    }
    expect(await ask("When is the greenhouse watered?")).toBe("answer");

    const failed = new Map(
      listed.flatMap((source) => source.failed.map(({ path, reason }) => [path, reason] as const)),
    );
    const refused = chosen.filter(({ verdict }) => "refused" in verdict).map(({ path }) => path);
    expect([...failed.keys()].sort()).toEqual([...refused, "giant.txt", "way-out.txt"].sort());
    for (const reason of failed.values()) expect(reason).toMatch(/^[^\n]+: [^\n]+$/);
    expect(failed.get("giant.txt")).toMatch(/1074 MB.*split/);
    expect(failed.get("way-out.txt")).toMatch(/leads out of the folder/);
    // What was hidden is told by name, manner and place, and never in its words.
    expect(docent.output()).toMatch(/left out.*hidden-display\.html.*1 hidden text \(not displayed\)/);
    expect(docent.output()).toMatch(/left out.*white-on-white\.pdf.*same colour as its background, p\. 1/);
    expect(docent.output()).not.toContain(ORDERS);
    const status = await readFile(`/proc/${docent.process.pid}/status`, "utf8");
    expect(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024).toBeLessThan(GIGABYTE);
  } finally {
    await docent.end();
  }
}, 600_000);

interface Listing {
  readonly sources: readonly {
    readonly documents: number;
    readonly failed: readonly { readonly path: string; readonly reason: string }[];
  }[];
}
