/** Places on a page, in points from its lower left. */
export type Box = readonly [left: number, bottom: number, right: number, top: number];

/** [a, b, c, d, e, f] of ISO 32000-2, 8.3.3. */
export type Matrix = readonly number[];

export const EVERYWHERE: Box = [-Infinity, -Infinity, Infinity, Infinity];

/** First `inner`, then `outer`, as PDF multiplies them (ISO 32000-2, 8.3.4). */
export const times = (outer: Matrix, inner: Matrix): Matrix => [
  outer[0]! * inner[0]! + outer[2]! * inner[1]!,
  outer[1]! * inner[0]! + outer[3]! * inner[1]!,
  outer[0]! * inner[2]! + outer[2]! * inner[3]!,
  outer[1]! * inner[2]! + outer[3]! * inner[3]!,
  outer[0]! * inner[4]! + outer[2]! * inner[5]! + outer[4]!,
  outer[1]! * inner[4]! + outer[3]! * inner[5]! + outer[5]!,
];

export const apply = (matrix: Matrix, [x, y]: readonly [number, number]): [number, number] => [
  matrix[0]! * x + matrix[2]! * y + matrix[4]!,
  matrix[1]! * x + matrix[3]! * y + matrix[5]!,
];

/** The box around what a box becomes. */
export function boxUnder(matrix: Matrix, [left, bottom, right, top]: Box): Box {
  const corners = [
    [left, bottom],
    [right, bottom],
    [left, top],
    [right, top],
  ].map(([x, y]) => apply(matrix, [x!, y!]));
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

export const isInside = ([x, y]: readonly [number, number], [left, bottom, right, top]: Box): boolean =>
  x >= left && x <= right && y >= bottom && y <= top;
