/** Sources of one answer that contradict each other: the answer says how old each is. */
import { disagree } from "../safety/disagreement.ts";
import { joinReleased, ownWords, type Released } from "../safety/released.ts";
import { releasedDay } from "./released-day.ts";
import type { Citation } from "./reply.ts";

/**
 * What is said below an answer whose quotes contradict each other, with the date of each; undefined when they agree,
 * or are equally old.
 */
export function differingDates(citations: readonly Citation[]): Released | undefined {
  const differing = citations.filter((one) =>
    citations.some((other) => other.document !== one.document && disagree(one.quote.text, other.quote.text)),
  );
  const dates = differing.flatMap(({ n, modifiedAt }) => {
    const date = releasedDay(modifiedAt);
    return date ? [{ n, date }] : [];
  });
  if (new Set(dates.map(({ date }) => date.text)).size < 2) return undefined;
  const each = dates.map(({ n, date }, at) =>
    at === 0 ? ownWords`[${n}] was last changed on ${date}` : ownWords`, [${n}] on ${date}`,
  );
  return ownWords`These sources differ: ${joinReleased(each)}.`;
}
