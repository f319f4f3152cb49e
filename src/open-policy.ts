/** DOCENT_POLICY → the rules that the guard follows. */
import { ConfigError } from "./config.ts";
import { crisisHelp } from "./safety/crisis-help.ts";
import { localFilters } from "./safety/filters/catalogue.ts";
import { defaultPolicies, type PolicyBook, PolicyError, readPolicyFile } from "./safety/policy-file.ts";
import { isPreset } from "./safety/policy-presets.ts";

/** The names that a policy may use. */
export const policyFilters = (): readonly string[] => [...localFilters(), crisisHelp].map(({ name }) => name);

/** @param policy a preset's name or a file's path. @throws {ConfigError} when the file cannot be used. */
export async function openPolicy(policy: string): Promise<PolicyBook> {
  if (isPreset(policy)) return defaultPolicies(policy);
  try {
    return await readPolicyFile(policy, policyFilters());
  } catch (error) {
    throw error instanceof PolicyError
      ? new ConfigError(`DOCENT_POLICY is not usable: ${error.message}`, { cause: error })
      : error;
  }
}
