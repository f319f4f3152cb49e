/** Intervals for shares, which stay within 0 and 1 and mean something at 0 of n as well. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % point of the normal distribution: intervals hold 95 %. */
const Z = 1.959964;

/** Wilson's score interval (E. B. Wilson, 1927) for `hits` of `n`. */
export function shareInterval(hits: number, n: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const share = hits / n;
  const middle = share + Z ** 2 / (2 * n);
  const reach = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  const scale = 1 + Z ** 2 / n;
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
}

/** Newcombe's hybrid score interval for the difference of two independent shares (R. G. Newcombe, 1998, method 10). */
export function differenceInterval(
  one: { readonly hits: number; readonly n: number },
  other: { readonly hits: number; readonly n: number },
): Interval {
  const [p, q] = [one.hits / one.n, other.hits / other.n];
  const [a, b] = [shareInterval(one.hits, one.n), shareInterval(other.hits, other.n)];
  return {
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
  };
}
