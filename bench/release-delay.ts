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

interface Delays {
  /** Beyond the sentence that is held back, ms. */
  readonly beyond: number[];
  /** From the end of the draft until the last sentence left, ms. */
  readonly last: number[];
}

/** Streams `answers` drafts one after the other and notes when what left. */
async function measure(tokenMs: number, filters: readonly Filter[]): Promise<Delays> {
  const guard = createGuard({ filters, policies: () => createPolicy(), timeoutMs: 5_000 });
  const handbook = await readHandbook(sharedFolder());
  const delays: Delays = { beyond: [], last: [] };
  // The first answer compiles the code and is not counted.
  for (let answer = 0; answer <= ANSWERS; answer++) {
    const passages = handbook.slice(answer * PASSAGES, (answer + 1) * PASSAGES);
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
    for await (const { text } of guard.open().release(draft(), { question: "", passages })) {
      const now = performance.now();
      const at = completed.findIndex((unit) => unit.text === text.text);
      if (at < 0 || answer === 0) continue;
      if (at === completed.length - 1) delays.last.push(now - over);
      else delays.beyond.push(now - (completed[at + 1] as { at: number }).at);
    }
  }
  return delays;
}

/** Prints the delays with local filters alone and, if asked, with a service beside them. */
export async function benchReleaseDelay(tokenMs = 10, serviceMs?: number): Promise<void> {
  const service: Filter = {
    name: "judge",
    version: "scripted",
    stages: ["sentence"],
    isRemote: true,
    check: () => wait(serviceMs, { score: 0, threshold: 0.5, flagged: false }),
  };
  const local = localFilters();
  const rows = [{ checks: "local filters", ...(await measure(tokenMs, local)) }];
  if (serviceMs !== undefined)
    rows.push({
      checks: `and a service of ${serviceMs} ms`,
      ...(await measure(tokenMs, [...local, service])),
    });
  printTable(
    `Added delay of checked streaming, a token every ${tokenMs} ms`,
    rows.map(({ checks, beyond, last }) => ({
      checks,
      sentences: beyond.length + last.length,
      "beyond one sentence: p50, ms": percentile(beyond, 0.5).toFixed(1),
      "p95, ms": percentile(beyond, 0.95).toFixed(1),
      "max, ms": Math.max(...beyond).toFixed(1),
      "last sentence after the draft's end: p50, ms": percentile(last, 0.5).toFixed(1),
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
