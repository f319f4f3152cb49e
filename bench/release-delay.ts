/**
 * What checking before showing adds to streaming: a scripted model sends a token every few milliseconds, as a server
 * would, whether anybody reads or not. For each sentence: the time from its end in the draft (the first token of the
 * next one) until it leaves the guard, less the sentence that the guard holds back so that the check of the whole answer
 * may still withhold it. All local filters, ten passages of the handbook, a draft of their sentences.
 *
 * `node bench/release-delay.ts [--token-ms 10] [--service-ms 300]`; the second adds a service that takes that long.
 */
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Passage } from "../src/documents/document.ts";
import { createGuard } from "../src/safety/create-guard.ts";
import { localFilters } from "../src/safety/filters/catalogue.ts";
import { createPolicy } from "../src/safety/policy.ts";
import { sentenceStretches } from "../src/safety/sentences.ts";
import { createSplitter } from "../src/safety/split.ts";
import type { Filter } from "../src/safety/verdict.ts";
import { readHandbook } from "./handbook.ts";
import { percentile, printTable, sharedFolder } from "./measure.ts";

const ANSWERS = 20;
const PASSAGES = 10;
const SENTENCES = 8;
const TOKEN = /\s*\S{1,6}/g;

type Texts = AsyncIterable<string>;
/** Lets go of the sentences of a draft about some passages. */
type Release = (draft: Texts, passages: readonly Passage[]) => Texts;

interface Row {
  readonly checks: string;
  readonly release: Release;
  /** Beyond the sentence that is held back, ms. */
  readonly beyond: number[];
  /** From the end of the draft until the last sentence left, ms. */
  readonly last: number[];
}

/** What the machine's other work and its timers cost: sentences are cut and held back by one, and nothing is checked. */
async function* unchecked(draft: Texts): AsyncGenerator<string> {
  const splitter = createSplitter();
  let held: string | undefined;
  const passOn = function* (texts: readonly { text: string }[]) {
    for (const { text } of texts) {
      if (held !== undefined) yield held;
      held = text;
    }
  };
  for await (const token of draft) yield* passOn(splitter.push(token));
  yield* passOn(splitter.end());
  if (held !== undefined) yield held;
}

function checkedBy(filters: readonly Filter[]): Release {
  const guard = createGuard({ filters, policies: () => createPolicy(), timeoutMs: 5_000 });
  return async function* (draft, passages) {
    for await (const { text } of guard.open().release(draft, { question: "", passages })) yield text.text;
  };
}

/** Streams one answer and notes when what left. */
async function streamOnce(row: Row, passages: readonly Passage[], tokenMs: number): Promise<void> {
  const sentences = passages
    .flatMap(({ text }) => sentenceStretches(text).map(({ start, end }) => text.slice(start, end)))
    .filter((text) => /^\p{Lu}.{30,200}\.$/u.test(text))
    .slice(0, SENTENCES);
  const tokens = sentences.join(" ").match(TOKEN) ?? [];
  const began = performance.now();
  const arrival = (nth: number) => began + nth * tokenMs;
  async function* draft() {
    for (const [nth, token] of tokens.entries()) {
      const left = arrival(nth) - performance.now();
      if (left > 0) await wait(left);
      yield token;
    }
  }
  const splitter = createSplitter();
  const completed = tokens.flatMap((token, nth) =>
    splitter.push(token).map(({ text }) => ({ text, at: arrival(nth) })),
  );
  const over = arrival(tokens.length - 1);
  completed.push(...splitter.end().map(({ text }) => ({ text, at: over })));
  const left: { readonly unit: number; readonly ms: number }[] = [];
  for await (const text of row.release(draft(), passages))
    left.push({ unit: completed.findIndex((one) => one.text === text), ms: performance.now() });
  for (const [nth, { ms }] of left.entries()) {
    // A sentence that is withheld lets none go.
    const next = completed[left[nth + 1]?.unit ?? -1];
    if (next) row.beyond.push(ms - next.at);
    else row.last.push(ms - over);
  }
}

/** Prints the delays without checks, with local filters and, if asked, with a service beside them, in turns. */
export async function benchReleaseDelay(tokenMs = 10, serviceMs?: number): Promise<void> {
  const local = localFilters();
  const service: Filter = {
    name: "judge",
    version: "scripted",
    stages: ["sentence"],
    isRemote: true,
    check: () => wait(serviceMs, { score: 0, threshold: 0.5, flagged: false }),
  };
  const row = (checks: string, release: Release): Row => ({ checks, release, beyond: [], last: [] });
  const rows = [row("none", unchecked), row("local filters", checkedBy(local))];
  if (serviceMs !== undefined)
    rows.push(row(`and a service of ${serviceMs} ms`, checkedBy([...local, service])));
  const handbook = await readHandbook(sharedFolder());
  // The first answer compiles the code and is not counted.
  for (let answer = 0; answer <= ANSWERS; answer++) {
    const passages = handbook.slice(answer * PASSAGES, (answer + 1) * PASSAGES);
    for (const one of rows)
      await streamOnce(
        answer ? one : row("warm", one.release),
        passages.map((passage) => ({ ...passage })),
        tokenMs,
      );
  }
  printTable(
    `Added delay of checked streaming, a token every ${tokenMs} ms`,
    rows.map(({ checks, beyond, last }) => ({
      checks,
      sentences: beyond.length + last.length,
      "beyond one sentence: p50, ms": percentile(beyond, 0.5).toFixed(1),
      "p95, ms": percentile(beyond, 0.95).toFixed(1),
      "max, ms": Math.max(...beyond).toFixed(1),
      "last sentence: p50, ms": percentile(last, 0.5).toFixed(1),
      "its p95, ms": percentile(last, 0.95).toFixed(1),
    })),
  );
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { "token-ms": { type: "string" }, "service-ms": { type: "string" } },
  });
  await benchReleaseDelay(
    Number(values["token-ms"] ?? 10),
    values["service-ms"] === undefined ? undefined : Number(values["service-ms"]),
  );
}
