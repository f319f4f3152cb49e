import { type Scope, scope } from "../../../access/scopes.ts";

/** Who reads what lies below a prefix of a bucket; without scopes nothing there is indexed, and that is meant. */
export interface PrefixRule {
  /** An object, or a folder with or without its `/`; empty for the whole bucket. */
  readonly prefix: string;
  readonly scopes: readonly Scope[];
}

const FORM =
  'write prefix=scopes pairs separated by ";", e.g. handbook/=org; finance/=channel:slack:C024BE91L';

/**
 * Reads the mapping of prefixes to scopes: `handbook/=org; hr/=group:managers,person:slack:U1; drafts/=none; =org`.
 * An empty prefix stands for the whole bucket, `none` for what is deliberately left out.
 * @throws {Error} saying which rule is wrong and how to write it.
 */
export function prefixRules(text: string): readonly PrefixRule[] {
  const rules = text
    .split(";")
    .map((rule) => rule.trim())
    .filter(Boolean)
    .map(prefixRule);
  if (rules.length === 0) throw new Error(`there is no rule: ${FORM}`);
  const twice = rules.find(
    ({ prefix }, place) =>
      rules.findIndex((other) => withoutSlash(other.prefix) === withoutSlash(prefix)) !== place,
  );
  if (twice) throw new Error(`"${twice.prefix}" has two rules: write one with all its scopes`);
  return rules;
}

function prefixRule(rule: string): PrefixRule {
  const middle = rule.lastIndexOf("=");
  if (middle < 0) throw new Error(`"${rule}" has no "=": ${FORM}`);
  const names = rule
    .slice(middle + 1)
    .split(",")
    .map((name) => name.trim());
  return {
    prefix: rule.slice(0, middle).trim().replace(/^\/+/, ""),
    scopes: names.length === 1 && names[0] === "none" ? [] : names.map(scope),
  };
}

/**
 * What the longest rule that fits says of an object; `undefined` when none does, and then nobody may read it. A rule
 * `hr` means the object or folder of that name and never `hr-public/`.
 */
export function scopesOf(rules: readonly PrefixRule[], path: string): readonly Scope[] | undefined {
  let best: PrefixRule | undefined;
  for (const rule of rules)
    if (isWithin(rule.prefix, path) && (!best || rule.prefix.length > best.prefix.length)) best = rule;
  return best?.scopes;
}

/** Whether an object is the one that `prefix` names, or lies in the folder that it names. */
export const isWithin = (prefix: string, path: string): boolean =>
  prefix === "" || path === prefix || path.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`);

const withoutSlash = (prefix: string): string => prefix.replace(/\/$/, "");
