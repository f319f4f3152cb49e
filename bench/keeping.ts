/**
 * How fast the keeper makes Markdown searchable, what keeping it in step costs, and whether memory stays flat.
 * `node bench/keeping.ts [--copies 2 --copies 20] [--joined 8] [--tiny 20000]`
 *
 * Processor time is that of all threads and of the processes that read files; unlike seconds it hardly depends on what
 * else the machine does.
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { readSettings } from "../src/config.ts";
import { type Core, openCore } from "../src/core.ts";
import { folderSource } from "../src/documents/sources/folder.ts";
import { createLog } from "../src/operations/log.ts";
import { createMetrics } from "../src/operations/metrics.ts";
import { printTable, sharedFolder } from "./measure.ts";

const MEGABYTE = 1_000_000;
const HOUR_MS = 3_600_000;
/** Asking how a source stands costs time, too. */
const LOOK_EVERY_MS = 200;

function openIn(data: string): Promise<Core> {
  const settings = readSettings({ DOCENT_DATA: data });
  const log = createLog({ level: "error", secrets: [], json: false });
  return openCore({ settings, log, metrics: createMetrics() });
}

async function withCore<Result>(use: (core: Core, data: string) => Promise<Result>): Promise<Result> {
  const data = await mkdtemp(join(tmpdir(), "docent-bench-"));
  const core = await openIn(data);
  try {
    return await use(core, data);
  } finally {
    await core.close();
    await rm(data, { recursive: true });
  }
}

/** This file in a process of its own, so that its memory is its own; what it prints is JSON. */
function apart<Result>(option: string, value: string): Result {
  const { stdout } = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, option, value], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  return JSON.parse(stdout) as Result;
}

interface Kept {
  readonly seconds: number;
  readonly processorSeconds: number;
  /** The heap of the thread that everything passes through, at most. */
  readonly heapMb: number;
  /** How much memory the process took at most, and how much more that is than before. */
  readonly peakMb: number;
  readonly grownMb: number;
}

/** Keeps a folder until it is in step. */
async function keep(core: Core, folder: string): Promise<Kept> {
  const source = await folderSource(folder);
  const before = process.memoryUsage().rss;
  const used = process.cpuUsage();
  let most = before;
  let heap = 0;
  const started = performance.now();
  core.keeper.add(source, { reconcileEveryMs: HOUR_MS });
  await core.keeper.start();
  for (;;) {
    await sleep(LOOK_EVERY_MS);
    const { rss, heapTotal } = process.memoryUsage();
    most = Math.max(most, rss);
    heap = Math.max(heap, heapTotal);
    const states = await core.keeper.status();
    const state = states.find((one) => one.source === source.name);
    if (state?.problem) throw new Error(state.problem);
    if (state?.reconciledAt && state.pending === 0) break;
  }
  const { user, system } = process.cpuUsage(used);
  return {
    seconds: (performance.now() - started) / 1000,
    processorSeconds: (user + system) / 1e6,
    heapMb: heap / MEGABYTE,
    peakMb: most / MEGABYTE,
    grownMb: (most - before) / MEGABYTE,
  };
}

/** What Linux counts processor time in for programs (sysconf(_SC_CLK_TCK)). */
const TICKS_PER_SECOND = 100;

/** Processor seconds of the processes that this one started and that have ended: fields 16 and 17 of proc_pid_stat(5). */
function endedSeconds(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const [user, system] = stat.slice(stat.lastIndexOf(")")).split(" ").slice(14, 16);
  return (Number(user) + Number(system)) / TICKS_PER_SECOND;
}

type Row = Record<string, string | number>;

/** The handbook, several times over, each number of copies in a process of its own. */
function benchHandbook(title: string, option: string, copies: readonly string[]): void {
  printTable(
    title,
    copies.map((count) => apart<Row>(option, count)),
  );
}

/** In characters: what a page is, and what a chapter is. */
const SHAPES = { pages: 1, chapters: 60_000 } as const;

/** The handbook's pages, joined with their neighbours to texts of at least so many characters. */
function* handbookTexts(least: number): Generator<string> {
  let open = "";
  for (const file of globSync(`${sharedFolder()}/data/documents/handbook-18f/**/*.md`).sort()) {
    // Front matter is such at the head of a file only.
    const page = readFileSync(file, "utf8");
    open += open === "" ? page : `\n\n${page.replace(/^---\n[\s\S]*?\n---\n/, "")}`;
    if (open.length < least) continue;
    yield open;
    open = "";
  }
  if (open !== "") yield open;
}

/** The handbook so many times over, through the keeper into an empty index. */
async function handbookRow(copies: number, shape: keyof typeof SHAPES): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), "docent-bench-"));
  try {
    const texts = [...handbookTexts(SHAPES[shape])];
    for (let copy = 1; copy <= copies; copy++) {
      await mkdir(join(folder, String(copy)));
      for (const [at, text] of texts.entries()) await writeFile(join(folder, `${copy}/${at}.md`), text);
    }
    const { processorSeconds, openedSeconds, megabytes, row } = await withCore(async (core, data) => {
      const { seconds, processorSeconds, heapMb, peakMb } = await keep(core, folder);
      const rows = await core.catalogue.list(core.tenant);
      const bytes = rows.reduce((sum, { size, status }) => sum + (status === "indexed" ? size : 0), 0);
      const passages = rows.reduce((sum, one) => sum + one.passages, 0);
      const megabytes = bytes / MEGABYTE;
      const before = endedSeconds();
      const openedMb = apart<number>("--opened", data);
      const row = {
        copies,
        documents: rows.length,
        passages,
        MB: megabytes.toFixed(1),
        seconds: seconds.toFixed(1),
        "passages/s": Math.round(passages / seconds),
        "MB/s": (megabytes / seconds).toFixed(2),
        "main heap, MB": Math.round(heapMb),
        "memory at most, MB": Math.round(peakMb),
        "opened again, MB": Math.round(openedMb),
      };
      return { processorSeconds, openedSeconds: endedSeconds() - before, megabytes, row };
    });
    const readers = endedSeconds() - openedSeconds;
    return {
      ...row,
      "MB per processor second": (megabytes / (processorSeconds + readers)).toFixed(2),
      "of them for readers": `${Math.round((100 * readers) / (processorSeconds + readers))} %`,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Tiny documents: what grows with their number would show. */
async function benchTiny(most: number): Promise<void> {
  const rows: Row[] = [];
  for (const documents of [most / 4, most / 2, most]) {
    const folder = await mkdtemp(join(tmpdir(), "docent-bench-"));
    try {
      for (let number = 0; number < documents; number++) {
        const inside = join(folder, String(number % 100));
        if (number < 100) await mkdir(inside);
        await writeFile(join(inside, `${number}.md`), `Note ${number % 50} is short.`);
      }
      rows.push(
        await withCore(async (core) => {
          const first = await keep(core, folder);
          const again = performance.now();
          await core.indexFolder(folder, {});
          return {
            documents,
            seconds: first.seconds.toFixed(1),
            "memory grown, MB": Math.round(first.grownMb),
            "unchanged pass, ms": Math.round(performance.now() - again),
          };
        }),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  printTable("Tiny documents through the keeper", rows);
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      copies: { type: "string", multiple: true, default: ["2", "20"] },
      tiny: { type: "string", default: "20000" },
      joined: { type: "string", multiple: true, default: ["8"] },
      row: { type: "string" },
      chapters: { type: "string" },
      opened: { type: "string" },
    },
  });
  if (values.opened) {
    await openIn(values.opened);
    process.stdout.write(JSON.stringify(process.memoryUsage().rss / MEGABYTE));
    process.exit();
  }
  if (values.row ?? values.chapters) {
    const row = values.row
      ? handbookRow(Number(values.row), "pages")
      : handbookRow(Number(values.chapters), "chapters");
    process.stdout.write(JSON.stringify(await row));
    process.exit();
  }
  benchHandbook("The 18F handbook through the keeper, lexical only", "--row", values.copies);
  benchHandbook("Its pages joined to texts of 60 KB", "--chapters", values.joined);
  if (Number(values.tiny) > 0) await benchTiny(Number(values.tiny));
}
