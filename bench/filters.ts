/**
 * What the local filters cost for one text of 4,000 characters, each alone and all together: texts cut from the
 * handbook, and texts made to be slow. `node bench/filters.ts`
 *
 * Measured is a process that has served before: a hundred texts, which are not counted, have its code compiled.
 * Every text is new to the filters, but for the words that it shares; its turn has checked one sentence before. What somebody waits for is the clock's
 * time, which holds only on a quiet machine: other work lengthens it. Processor time hardly grows with other work, but
 * counts what compiles and collects on other threads meanwhile. "All together" is each alone on the same text, summed.
 * The passages beside a text are others than it was cut from: grounding ends at the first sentence that none of them
 * says. Where they say every sentence it costs most: the last two rows are of other texts, beside the passages they were
 * cut from.
 * One run.
 */

import type { Passage } from "../src/documents/document.ts";
import { localFilters } from "../src/safety/filters/catalogue.ts";
import { grounding } from "../src/safety/filters/grounding.ts";
import type { Filter, Subject } from "../src/safety/verdict.ts";
import { HOSTILE_TEXTS } from "../tests/safety/filters/hostile-texts.ts";
import { readHandbook } from "./handbook.ts";
import { percentile, printTable, sharedFolder } from "./measure.ts";

const LENGTH = 4_000;
/** That are not counted, then beside passages that say something else, then beside those that say all of it. */
const WARM_UP = 100;
const BESIDE_OTHERS = 100;
const ALL_SAID = 95;
/** Passages beside a text, as a turn has them. */
const PASSAGES = 10;
const TOGETHER = "all together";
/** What is shown again, of texts whose every sentence a passage says. */
const ALL_OF_IT = [grounding.name, TOGETHER].map((name) => [name, `${name}, all of it said`] as const);

/** What one or several checks took. */
interface Cost {
  readonly wallMs: number;
  /** Of all threads. */
  readonly processorMs: number;
}

async function costOf(filter: Filter, subject: Subject): Promise<Cost> {
  const wall = performance.now();
  const before = process.cpuUsage();
  await filter.check(subject);
  const { user, system } = process.cpuUsage(before);
  return { wallMs: performance.now() - wall, processorMs: (user + system) / 1_000 };
}

const sum = (costs: readonly Cost[]): Cost =>
  costs.reduce((one, other) => ({
    wallMs: one.wallMs + other.wallMs,
    processorMs: one.processorMs + other.processorMs,
  }));

/** The cost of each filter on one text, and of all; the passages were read before, as in a turn. */
async function costsOf(filters: readonly Filter[], subject: Subject): Promise<Map<string, Cost>> {
  await readPassages(filters, subject);
  const costs = new Map<string, Cost>();
  for (const filter of filters) costs.set(filter.name, await costOf(filter, subject));
  return costs.set(TOGETHER, sum([...costs.values()]));
}

/** A turn's first sentence: filters that look at passages (grounding, what a document dictates) read them once a turn. */
async function readPassages(filters: readonly Filter[], subject: Subject): Promise<void> {
  for (const filter of filters)
    await filter.check({ ...subject, text: "Travel is booked by the travel office." });
}

const BETWEEN = "\n\n";

/** The passages of a text that was cut from all of them, by its place. */
function passagesAt(handbook: readonly Passage[], from: number, to: number): Passage[] {
  let end = -BETWEEN.length;
  return handbook.filter(({ text }) => {
    const start = end + BETWEEN.length;
    end = start + text.length;
    return start < to && end > from;
  });
}

/** Times all filters on each text, in the order in which the guard asks them. */
export async function benchFilters(): Promise<void> {
  const handbook = await readHandbook(sharedFolder());
  const whole = handbook.map(({ text }) => text).join(BETWEEN);
  const texts = Array.from({ length: WARM_UP + BESIDE_OTHERS + ALL_SAID }, (_, nth) =>
    whole.slice(nth * LENGTH, (nth + 1) * LENGTH),
  );
  const subject = (text: string, passages: readonly Passage[]): Subject => ({
    stage: "sentence",
    text,
    passages: passages.map((passage) => ({ ...passage })),
    question: "How do I book travel?",
  });
  const others = (nth: number) => handbook.slice(nth * PASSAGES, (nth + 1) * PASSAGES);
  const filters = localFilters();
  const measured: Map<string, Cost>[] = [];
  for (const [nth, text] of texts.entries()) {
    const isSaid = nth >= WARM_UP + BESIDE_OTHERS;
    const passages = isSaid ? passagesAt(handbook, nth * LENGTH, (nth + 1) * LENGTH) : others(nth);
    const costs = await costsOf(filters, subject(text, passages));
    if (isSaid) measured.push(new Map(ALL_OF_IT.map(([name, as]) => [as, costs.get(name)!])));
    else if (nth >= WARM_UP) measured.push(costs);
  }
  const hostile = new Map<string, Map<string, Cost>>();
  for (const [what, text] of Object.entries(HOSTILE_TEXTS))
    hostile.set(what, await costsOf(filters, subject(text(LENGTH), others(0))));

  const rows = [...filters.map(({ name }) => name), TOGETHER, ...ALL_OF_IT.map(([, as]) => as)].map(
    (name) => {
      const costs = measured.flatMap((one) => one.get(name) ?? []);
      const wall = costs.map(({ wallMs }) => wallMs);
      const processor = costs.map(({ processorMs }) => processorMs);
      const slowest = { what: "", ms: 0 };
      for (const [what, one] of hostile) {
        const ms = one.get(name)?.processorMs ?? 0;
        if (ms > slowest.ms) Object.assign(slowest, { what, ms });
      }
      return {
        filter: name,
        "clock: p50, ms": percentile(wall, 0.5).toFixed(2),
        "p95, ms": percentile(wall, 0.95).toFixed(2),
        "processor: p50, ms": percentile(processor, 0.5).toFixed(2),
        "p95 of it, ms": percentile(processor, 0.95).toFixed(2),
        "made to be slow, processor ms": slowest.ms > 0 ? `${slowest.ms.toFixed(1)} (${slowest.what})` : "",
      };
    },
  );
  printTable(`Local filters, ${BESIDE_OTHERS} and ${ALL_SAID} texts of ${LENGTH} characters`, rows);
}

if (import.meta.main) await benchFilters();
