/** The policy file: one readable page that says which filter does what, for the organisation and for channels. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseDocument } from "yaml";
import { z } from "zod";
import { type ChannelId, channelId } from "../access/scopes.ts";
import { createPolicy, type Policies, type Policy, type Rule, type Rules } from "./policy.ts";
import {
  type Actions,
  actionsAt,
  floorOf,
  hasFloor,
  PRESETS,
  presetActions,
  type STAGES,
} from "./policy-presets.ts";
import { stricter } from "./stricter.ts";
import type { Action } from "./verdict.ts";

/** A policy file that cannot be used; the message says where in it and what to write instead. */
export class PolicyError extends Error {
  override name = "PolicyError";
}

/** What is in force, for the console and the command line. */
export interface PolicyBook {
  readonly policies: Policies;
  /** The organisation's own rules first, then each channel that has some. */
  readonly entries: readonly PolicyEntry[];
}

export interface PolicyEntry {
  /** Without one: everybody else, private replies among them. */
  readonly channel?: ChannelId;
  readonly rules: Rules;
  readonly policy: Policy;
}

const action = z.enum(["allow", "note", "redact", "withhold"]);
const actionByStage = z.strictObject({
  question: action.optional(),
  passage: action.optional(),
  sentence: action.optional(),
  answer: action.optional(),
  label: action.optional(),
});
const rule = z.strictObject({
  threshold: z.number().min(0).max(1).optional(),
  /** One word counts for answers and what is shown beside them. */
  action: z.union([action, actionByStage]).optional(),
  /** For services: whether Docent's own filters suffice while the service cannot be reached. */
  unreachable: z.enum(["local", "withhold"]).optional(),
  message: z.string().trim().min(1).max(500).optional(),
  /** For stereotypes, where a judging model is set: which sentences it is asked about, and what follows. */
  judge: z.enum(["never", "flagged", "always"]).optional(),
  biased: z.enum(["note", "withhold", "rewrite"]).optional(),
});
const section = {
  preset: z.enum(PRESETS).optional(),
  counterfactual: z.enum(["off", "show", "withhold"]).optional(),
  filters: z.record(z.string(), rule).default({}),
};
const file = z.strictObject({
  version: z.literal(1),
  ...section,
  channels: z.record(z.string(), z.strictObject(section)).default({}),
});
type Section = {
  preset?: Rules["preset"] | undefined;
  counterfactual?: Rules["counterfactual"] | undefined;
  filters: Readonly<Record<string, z.infer<typeof rule>>>;
};

/** Every policy is this one where no file says otherwise. */
export const defaultPolicies = (preset: Rules["preset"] = "balanced"): PolicyBook =>
  bookOf({ preset, filters: {}, channels: {} }, []);

/**
 * Reads a policy file.
 * @param filters the names of the filters there are
 * @throws {PolicyError} when it is missing, no YAML, or says something that cannot be.
 */
export async function readPolicyFile(path: string, filters: readonly string[]): Promise<PolicyBook> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new PolicyError(`${path} cannot be read: check the path, and that Docent may open it`, { cause });
  }
  return parsePolicy(text, filters, path);
}

/** Reads the text of a policy file; `name` is what errors call it. @throws {PolicyError} */
export function parsePolicy(text: string, filters: readonly string[], name = "The policy"): PolicyBook {
  const document = parseDocument(text, { prettyErrors: true });
  const [broken] = document.errors;
  if (broken) throw new PolicyError(`${name} is no YAML: ${broken.message.split("\n")[0]}`);
  const parsed = file.safeParse(document.toJS({ maxAliasCount: 10 }) ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.length ? ` at ${issue.path.join(".")}` : "";
    throw new PolicyError(`${name} cannot be used${where}: ${issue?.message}`);
  }
  try {
    return bookOf(parsed.data, filters);
  } catch (error) {
    throw new PolicyError(`${name} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

function bookOf(
  { channels, ...organisation }: Section & { channels: Readonly<Record<string, Section>> },
  filters: readonly string[],
): PolicyBook {
  const base = rulesOf(organisation, { preset: "balanced", filters: {} }, filters, "filters");
  const entries: PolicyEntry[] = [{ rules: base, policy: named(base) }];
  for (const [id, given] of Object.entries(channels)) {
    // A channel that names a preset begins afresh from it; one that does not goes on from the organisation's rules.
    const from: Rules = given.preset ? { preset: given.preset, filters: {} } : base;
    const rules = rulesOf(given, from, filters, `channels.${id}.filters`);
    entries.push({ channel: channelId(id), rules, policy: named(rules) });
  }
  const byChannel = new Map(entries.map((entry) => [entry.channel, entry.policy]));
  const otherwise = entries[0]!.policy;
  return { entries, policies: (channel) => byChannel.get(channel) ?? otherwise };
}

function rulesOf(given: Section, from: Rules, known: readonly string[], where: string): Rules {
  const preset = given.preset ?? from.preset;
  const filters: Record<string, Rule> = { ...from.filters };
  for (const [filter, change] of Object.entries(given.filters)) {
    if (!known.includes(filter))
      throw new PolicyError(`${where}.${filter} is no filter: use one of ${known.join(", ")}`);
    const before = filters[filter] ?? { actions: presetActions(preset, filter) };
    if (filter !== "stereotypes" && (change.judge ?? change.biased) !== undefined)
      throw new PolicyError(
        `${where}.${filter} asks no judge about bias: write judge and biased under stereotypes`,
      );
    if (change.threshold !== undefined && hasFloor(filter) && change.threshold > DEFAULT_THRESHOLD)
      throw new PolicyError(
        `${where}.${filter}.threshold may not be above ${DEFAULT_THRESHOLD}: this filter can be made stricter only`,
      );
    filters[filter] = {
      ...before,
      ...(change.threshold !== undefined && { threshold: change.threshold }),
      ...(change.unreachable !== undefined && { unreachable: change.unreachable }),
      ...(change.message !== undefined && { message: change.message }),
      ...(change.judge !== undefined && { judge: change.judge }),
      ...(change.biased !== undefined && { biased: change.biased }),
      actions: actionsOf(filter, change.action, before.actions, `${where}.${filter}.action`),
    };
  }
  const counterfactual = given.counterfactual ?? from.counterfactual;
  return { preset, filters, ...(counterfactual && { counterfactual }) };
}

/** The threshold of the filters that have a floor. */
const DEFAULT_THRESHOLD = 0.5;

function actionsOf(
  filter: string,
  change: z.infer<typeof rule>["action"],
  before: Actions,
  where: string,
): Actions {
  if (change === undefined) return before;
  const changed: Partial<Record<(typeof STAGES)[number], Action | undefined>> =
    typeof change === "string" ? { sentence: change, answer: change, label: change } : change;
  return actionsAt((stage) => {
    const wanted = changed[stage];
    if (wanted === undefined) return before[stage];
    const floor = floorOf(filter, stage);
    if (stricter(wanted, floor) === wanted) return wanted;
    throw new PolicyError(`${where} for a ${stage} may not be weaker than ${floor}: ${WHY}`);
  });
}

const WHY = "credentials, hidden orders, invented links and unsupported sentences are never let through";

/** Its name ends in a digest of its rules: two receipts with the same name were checked by the same rules. */
function named(rules: Rules): Policy {
  const filters = Object.fromEntries(Object.entries(rules.filters).sort());
  const digest = createHash("sha256")
    .update(JSON.stringify({ ...rules, filters }))
    .digest("hex");
  return createPolicy(rules, `${rules.preset} ${digest.slice(0, 12)}`);
}
