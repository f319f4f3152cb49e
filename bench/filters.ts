/**
 * What the local filters cost for one text of 4,000 characters, each alone and all together: texts cut from the
 * handbook, and texts made to be slow. One run; every text is new to the filters. `node bench/filters.ts`
 */
import { localFilters } from "../src/safety/filters/catalogue.ts";
import { grounding } from "../src/safety/filters/grounding.ts";
import type { Filter, Subject } from "../src/safety/verdict.ts";
import { HOSTILE_TEXTS } from "../tests/safety/filters/hostile-texts.ts";
import { readHandbook } from "./handbook.ts";
import { percentile, printTable, sharedFolder } from "./measure.ts";

const LENGTH = 4_000;
const TEXTS = 200;
const WARM_UP = 20;
/** Passages beside a text, as a turn has them. */
const PASSAGES = 10;

/** The processor's time, which other work on the machine does not lengthen. The passages were read before, as in a turn. */
async function processorMs(filter: Filter, subject: Subject): Promise<number> {
  await grounding.check({ ...subject, text: "Travel is booked by the travel office." });
  const before = process.cpuUsage();
  await filter.check(subject);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Times each filter on each text, then all of them as the guard asks them. */
export async function benchFilters(): Promise<void> {
  const handbook = await readHandbook(sharedFolder());
  const whole = handbook.map(({ text }) => text).join("\n\n");
  const texts = Array.from({ length: Math.min(TEXTS, Math.floor(whole.length / LENGTH)) }, (_, nth) =>
    whole.slice(nth * LENGTH, (nth + 1) * LENGTH),
  );
  const passagesFor = (nth: number) => handbook.slice(nth, nth + PASSAGES).map((passage) => ({ ...passage }));
  const subject = (text: string, nth: number) => ({
    stage: "sentence" as const,
    text,
    passages: passagesFor(nth),
    question: "How do I book travel?",
  });
  const filters = localFilters();
  const together: Filter = {
    name: "all together",
    version: "",
    stages: [],
    check: async (given) => {
      for (const filter of filters) await filter.check(given);
      return { score: 0, threshold: 1, flagged: false };
    },
  };

  const rows = [];
  for (const filter of [...filters, together]) {
    const times: number[] = [];
    for (const [nth, text] of texts.entries()) {
      const ms = await processorMs(filter, subject(text, nth));
      if (nth >= WARM_UP) times.push(ms);
    }
    const slowest = { what: "", ms: 0 };
    for (const [what, text] of Object.entries(HOSTILE_TEXTS)) {
      const ms = await processorMs(filter, subject(text(LENGTH), 0));
      if (ms > slowest.ms) Object.assign(slowest, { what, ms });
    }
    rows.push({
      filter: filter.name,
      "p50, ms": percentile(times, 0.5).toFixed(2),
      "p95, ms": percentile(times, 0.95).toFixed(2),
      "max, ms": Math.max(...times).toFixed(1),
      "made to be slow, ms": `${slowest.ms.toFixed(1)} (${slowest.what})`,
    });
  }
  printTable(`Local filters, ${texts.length} texts of ${LENGTH} characters`, rows);
}

if (import.meta.main) await benchFilters();
