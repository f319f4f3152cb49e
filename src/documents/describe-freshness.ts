import type { SourceStatus } from "./keeper.ts";

/** How fresh a source is, in a sentence or two for people. `now` in milliseconds since 1970. */
export function describeFreshness(
  status: Pick<SourceStatus, "reconciledAt" | "lagSeconds"> | undefined,
  now: number,
): string {
  if (!status?.reconciledAt) return "Being read for the first time.";
  const lag = status.lagSeconds >= 1 ? ` What waits has waited for ${duration(status.lagSeconds)}.` : "";
  const age = (now - Date.parse(status.reconciledAt)) / 1_000;
  return `Changes are followed as they happen; compared as a whole ${duration(age)} ago.${lag}`;
}

function duration(seconds: number): string {
  const [count, unit] =
    seconds < 90
      ? [seconds, "second"]
      : seconds < 5_400
        ? [seconds / 60, "minute"]
        : seconds < 129_600
          ? [seconds / 3_600, "hour"]
          : [seconds / 86_400, "day"];
  const rounded = Math.max(0, Math.round(count));
  return `${rounded} ${unit}${rounded === 1 ? "" : "s"}`;
}
