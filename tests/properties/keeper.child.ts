/**
 * Keeps one source of many documents until everything is indexed, in a process of its own that may be killed.
 * Appends what the source is asked for to `asked.log`, a line each; prints a line when everything is in step.
 */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { ORG } from "../../src/access/scopes.ts";
import type { DocumentSource, SourceEntry } from "../../src/documents/sources/source.ts";
import { openKeeperBench, untilInStep } from "../documents/keeper-bench.ts";

const [folder, documents, pageSize] = process.argv.slice(2) as [string, string, string];
const asked = (what: string) => appendFileSync(join(folder, "asked.log"), `${what}\n`);

const WORDS =
  "the leave rules of this office say who may stay away for how long and whom to ask about it".split(" ");
/** About a hundred words of Markdown. */
const textOf = (path: string): string =>
  `# Rule ${path}\n\n${Array.from({ length: 100 }, (_, at) => WORDS[(at * Number(path.slice(0, -3))) % WORDS.length]).join(" ")}.\n`;
const entryOf = (number: number): SourceEntry => ({
  path: `${number}.md`,
  modifiedAt: "2026-01-01T00:00:00.000Z",
  size: textOf(`${number}.md`).length,
  scopes: [ORG],
  version: "1",
});

const source: DocumentSource = {
  name: "many",
  async *list() {
    asked("list");
    for (let number = 0; number < Number(documents); number++) yield entryOf(number);
  },
  async *changes(cursor) {
    asked(`changes ${cursor}`);
    for (let number = Number(cursor ?? 0); number < Number(documents); ) {
      yield { kind: "changed", entry: entryOf(number) };
      if (++number % Number(pageSize) === 0) yield { kind: "cursor", cursor: String(number) };
    }
  },
  async read({ path }) {
    asked(`read ${path}`);
    return new TextEncoder().encode(textOf(path));
  },
};

const bench = await openKeeperBench(join(folder, "data"));
const keeper = bench.keeper();
keeper.add(source, { reconcileEveryMs: 3_600_000 });
await keeper.start();
await untilInStep(keeper, "many", 60_000);
process.stdout.write("in step\n");
// The folder stays for whoever started this.
setInterval(() => undefined, 1_000);
