import type { Citation } from "./reply.ts";

/**
 * How old a source is, in plain words, the same on every surface: "modified 3 Mar 2023", or "older version, of
 * 3 Mar 2023; newer: Travel policy 2024". Dates are in UTC, as they were stored.
 */
export function freshness({ modifiedAt, superseded }: Pick<Citation, "modifiedAt" | "superseded">): string {
  const day = dayOf(modifiedAt);
  if (!superseded) return day && `modified ${day}`;
  const of = day && `, of ${day}`;
  return superseded.by
    ? `older version${of}; newer: ${superseded.by.title}`
    : `marked as out of date by its authors${of}`;
}

/** "3 Mar 2023"; empty when a source gave no date. */
function dayOf(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? ""
    : date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}
