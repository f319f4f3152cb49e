/**
 * Reads the hostile corpus, which write-corpus.child.ts wrote into the folder that is named, as Docent does. Prints a
 * line of JSON for each file: what became of it and how long it took; then the most memory that this process and its
 * readers ever held together.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createParser, type DocumentParser } from "../../src/documents/parse/create-parser.ts";
import type { ReadDocument } from "../../src/documents/parse/read-document.ts";
import { UnreadableDocument } from "../../src/documents/parse/unreadable.ts";
import { corpus } from "./corpus.ts";
import type { HostileFile } from "./hostile-file.ts";

export interface Outcome {
  readonly path: string;
  readonly ms: number;
  readonly refused?: string;
  readonly message?: string;
  readonly document?: ReadDocument;
  /** Anything but a document or a refusal. */
  readonly crash?: string;
}

/** What all of them took together, at most. */
export interface Peak {
  readonly peakMb: number;
}

const print = (line: Outcome | Peak): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);
const folder = process.argv[2]!;
/** As Docent reads files. */
const ordinary = createParser({ workers: 1 });
/** What is refused for the time or memory that it takes need not take all that Docent has to show so. */
const hasty = createParser({ workers: 1, timeLimitMs: 2_000, memoryLimitMb: 300 });
const pageSize = 4096;
let peak = 0;

/** Resident bytes of this process and of those it started, as the kernel counts them. */
function resident(): number {
  const of = (pid: number): number =>
    Number(readFileSync(`/proc/${pid}/statm`, "latin1").split(" ")[1]) * pageSize;
  let sum = of(process.pid);
  for (const task of readdirSync("/proc/self/task")) {
    const children = readFileSync(`/proc/self/task/${task}/children`, "latin1").trim();
    for (const child of children.split(" ").filter(Boolean)) {
      try {
        sum += of(Number(child));
      } catch {
        // It just ended.
      }
    }
  }
  return sum;
}

const scale = setInterval(() => {
  peak = Math.max(peak, resident());
}, 5);

const isExhausting = ({ verdict }: HostileFile): boolean =>
  "refused" in verdict && verdict.refused.includes("too-slow");

async function readAll(parser: DocumentParser, isMeant: (file: HostileFile) => boolean): Promise<void> {
  for (const [number, file] of corpus.entries()) {
    if (!isMeant(file)) continue;
    const given = new Uint8Array(readFileSync(join(folder, String(number))));
    const started = performance.now();
    const outcome = await parser.parse(file.path, given).then(
      (document) => ({ document }),
      (error: unknown) =>
        error instanceof UnreadableDocument
          ? { refused: error.reason, message: error.message }
          : { crash: String(error) },
    );
    print({ path: file.path, ms: performance.now() - started, ...outcome });
  }
  await parser.close();
}

// Two files are read at once, as Docent does.
await Promise.all([readAll(hasty, isExhausting), readAll(ordinary, (file) => !isExhausting(file))]);
clearInterval(scale);
print({ peakMb: peak / 1e6 });
