import { ownWords, type Released } from "../safety/released.ts";

const MONTHS = [
  ownWords`January`,
  ownWords`February`,
  ownWords`March`,
  ownWords`April`,
  ownWords`May`,
  ownWords`June`,
  ownWords`July`,
  ownWords`August`,
  ownWords`September`,
  ownWords`October`,
  ownWords`November`,
  ownWords`December`,
];

/** "24 November 2026", in UTC; `undefined` for what is no date. */
export function releasedDay(time: number | string): Released | undefined {
  const date = new Date(time);
  const month = MONTHS[date.getUTCMonth()];
  return month && ownWords`${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
}
