import { type ThresholdTrial, tryThreshold } from "../audit/try-threshold.ts";
import { openFilters, openPolicy } from "../open-policy.ts";
import { policyViews } from "../safety/policy-view.ts";
import { print } from "./print.ts";
import { UsageError } from "./usage-error.ts";
import { withDatabase } from "./with-database.ts";

/** So many asks are told in words; --json has all of them. */
const MOST_TOLD = 20;

/** `docent audit thresholds --filter <name> --threshold <score> [--since <date>]` */
export async function thresholdsCommand(options: {
  filter: string;
  threshold: number;
  since?: string;
  json?: boolean;
}): Promise<void> {
  const { filter, threshold } = options;
  if (!(threshold >= 0 && threshold <= 1)) throw new UsageError("--threshold is a number from 0 to 1.");
  const since = options.since === undefined ? undefined : Date.parse(options.since);
  if (Number.isNaN(since)) throw new UsageError("--since is a day such as 2026-11-01.");
  await withDatabase(async (db, settings) => {
    const filters = openFilters(settings);
    const names = filters.map(({ name }) => name);
    if (!names.includes(filter))
      throw new UsageError(`There is no filter "${filter}": use one of ${names.join(", ")}.`);
    const policies = policyViews(await openPolicy(settings.DOCENT_POLICY, filters), names);
    const tenant = settings.DOCENT_TENANT;
    const trial = await tryThreshold({ db, tenant, filter, threshold, since, policies });
    print(trial, options, () => asText(trial));
  });
}

function asText({ filter, threshold, asks, judged, flagged, withheld, changed }: ThresholdTrial): string {
  const line = (what: string, { now, wouldBe }: ThresholdTrial["flagged"]) =>
    `${what.padEnd(10)} ${String(now).padStart(6)}  would be ${String(wouldBe).padStart(6)}  (${wouldBe < now ? "" : "+"}${wouldBe - now})`;
  const further = changed.length - MOST_TOLD;
  return [
    `${filter} from ${threshold} on, over ${judged} of ${asks} asks whose receipts have a score of it:`,
    line("flagged", flagged),
    line("held back", withheld),
    ...changed
      .slice(0, MOST_TOLD)
      .map(
        ({ ask, stage, score, from, to }) => `  ${ask}  ${stage}  score ${score.toFixed(3)}  ${from} → ${to}`,
      ),
    ...(further > 0 ? [`  and ${further} more (--json has all of them)`] : []),
  ].join("\n");
}
