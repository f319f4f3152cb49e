import { readSettings } from "../config.ts";
import { openFilters, openPolicy } from "../open-policy.ts";
import { STAGES } from "../safety/policy-presets.ts";
import { type PolicyView, policyViews } from "../safety/policy-view.ts";
import { print } from "./print.ts";

/**
 * `docent policy [file]`: the rules in force, or those of a file that is to be checked.
 * @throws {ConfigError} when the file cannot be used.
 */
export async function policyCommand(file: string | undefined, options: { json?: boolean }): Promise<void> {
  const settings = readSettings();
  const filters = openFilters(settings);
  const policies = policyViews(
    await openPolicy(file ?? settings.DOCENT_POLICY, filters),
    filters.map(({ name }) => name),
  );
  print({ policies }, options, () => policies.map(asText).join("\n\n"));
}

function asText({ channel, name, filters, also }: PolicyView): string {
  const width = Math.max(...filters.map(({ filter }) => filter.length));
  const lines = filters.map(({ filter, threshold, actions, message, changed }) =>
    [
      `${changed ? "*" : " "} ${filter.padEnd(width)}`,
      ...STAGES.map((stage) => actions[stage].padEnd(8)),
      threshold === undefined ? "its own" : threshold.toFixed(2),
      message ?? "",
    ]
      .join("  ")
      .trimEnd(),
  );
  const head = ["  ".padEnd(width + 2), ...STAGES.map((stage) => stage.padEnd(8)), "threshold"].join("  ");
  return [`${channel ?? "Everybody"}: ${name}`, head, ...lines, ...also].join("\n");
}
