/** The filters that the settings ask for, and DOCENT_POLICY → the rules that the guard follows. */
import { ConfigError, type Settings } from "./config.ts";
import { crisisHelp } from "./safety/crisis-help.ts";
import { localFilters } from "./safety/filters/catalogue.ts";
import { defaultPolicies, type PolicyBook, PolicyError, readPolicyFile } from "./safety/policy-file.ts";
import { isPreset } from "./safety/policy-presets.ts";
import {
  PROVIDER_FILTERS,
  providerFilters,
  SUPPORT_FILTERS,
  supportFilters,
} from "./safety/providers/catalogue.ts";
import type { VectorOf } from "./safety/providers/embedding-support.ts";
import type { Filter } from "./safety/verdict.ts";

/**
 * Every filter that looks at a text. Reads the model files: call once.
 * @param vectorOf a text's vector, where there are embeddings; without it there is none
 */
export const openFilters = (
  settings: Settings,
  vectorOf: VectorOf = async () => undefined,
): readonly Filter[] => [
  ...localFilters(),
  crisisHelp,
  ...providerFilters(settings),
  ...supportFilters(settings, vectorOf),
];

/**
 * @param policy a preset's name or a file's path
 * @param filters those that run; a file may also name services that are not asked now
 * @throws {ConfigError} when the file cannot be used.
 */
export async function openPolicy(policy: string, filters: readonly Filter[]): Promise<PolicyBook> {
  if (isPreset(policy)) return defaultPolicies(policy);
  const names = new Set([
    ...filters.map(({ name }) => name),
    ...Object.values(PROVIDER_FILTERS),
    ...Object.values(SUPPORT_FILTERS),
  ]);
  try {
    return await readPolicyFile(policy, [...names]);
  } catch (error) {
    throw error instanceof PolicyError
      ? new ConfigError(`DOCENT_POLICY is not usable: ${error.message}`, { cause: error })
      : error;
  }
}
