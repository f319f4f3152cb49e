/** DOCENT_POLICY → the rules that the guard follows. */
import { ConfigError } from "./config.ts";
import { crisisHelp } from "./safety/crisis-help.ts";
import { localFilters } from "./safety/filters/catalogue.ts";
import { defaultPolicies, type PolicyBook, PolicyError, readPolicyFile } from "./safety/policy-file.ts";
import { isPreset } from "./safety/policy-presets.ts";
import { PROVIDER_FILTERS } from "./safety/providers/catalogue.ts";

/** The names that a policy may use, also of services that are not asked now. */
const knownFilters = (): readonly string[] => [
  ...[...localFilters(), crisisHelp].map(({ name }) => name),
  ...Object.values(PROVIDER_FILTERS),
];

/** @param policy a preset's name or a file's path. @throws {ConfigError} when the file cannot be used. */
export async function openPolicy(policy: string): Promise<PolicyBook> {
  if (isPreset(policy)) return defaultPolicies(policy);
  try {
    return await readPolicyFile(policy, knownFilters());
  } catch (error) {
    throw error instanceof PolicyError
      ? new ConfigError(`DOCENT_POLICY is not usable: ${error.message}`, { cause: error })
      : error;
  }
}
