import { localFilters } from "../../../src/safety/filters/catalogue.ts";
import { passage } from "../guard-parts.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";

const LENGTH = 4_000;
/** Of the processor, which other work does not lengthen; measured are less than 50 (bench/filters.ts). */
const MOST_MS = 250;
const passages = [passage("Employees get 25 days of annual leave. Unused leave expires in March.")];

test.each(localFilters())("$name takes no text for ever", async (filter) => {
  const slow: string[] = [];
  for (const [what, text] of Object.entries(HOSTILE_TEXTS)) {
    const took: number[] = [];
    // The first time compiles.
    while (took.length < 2 && !took.some((ms) => ms <= MOST_MS)) {
      const before = process.cpuUsage();
      await filter.check({
        stage: filter.stages[0]!,
        text: text(LENGTH),
        passages,
        question: "How much leave?",
      });
      const { user, system } = process.cpuUsage(before);
      took.push((user + system) / 1_000);
    }
    if (Math.min(...took) > MOST_MS) slow.push(`${what}: ${took.join(", ")} ms`);
  }
  expect(slow).toEqual([]);
});
