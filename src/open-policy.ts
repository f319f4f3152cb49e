/** The filters that the settings ask for, and DOCENT_POLICY → the rules that the guard follows. */
import { ConfigError, type Settings } from "./config.ts";
import { crisisHelp } from "./safety/crisis-help.ts";
import { localFilters } from "./safety/filters/catalogue.ts";
import { defaultPolicies, type PolicyBook, PolicyError, readPolicyFile } from "./safety/policy-file.ts";
import { isPreset } from "./safety/policy-presets.ts";
import { PROVIDER_FILTERS, providerFilters } from "./safety/providers/catalogue.ts";
import type { Filter } from "./safety/verdict.ts";

/** Every filter that looks at a text. Reads the model files: call once. */
export const openFilters = (settings: Settings): readonly Filter[] => [
  ...localFilters(),
  crisisHelp,
  ...providerFilters(settings),
];

/**
 * @param policy a preset's name or a file's path
 * @param filters those that run; a file may also name services that are not asked now
 * @throws {ConfigError} when the file cannot be used.
 */
export async function openPolicy(policy: string, filters: readonly Filter[]): Promise<PolicyBook> {
  if (isPreset(policy)) return defaultPolicies(policy);
  const names = new Set([...filters.map(({ name }) => name), ...Object.values(PROVIDER_FILTERS)]);
  try {
    return await readPolicyFile(policy, [...names]);
  } catch (error) {
    throw error instanceof PolicyError
      ? new ConfigError(`DOCENT_POLICY is not usable: ${error.message}`, { cause: error })
      : error;
  }
}
