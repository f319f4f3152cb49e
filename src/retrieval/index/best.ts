/** The best of many, without sorting all of them. */

/**
 * The `size` of `slots` with the highest scores, best first; of equal ones the one that `rowOf` puts first, so that an
 * order does not depend on when the index was loaded. A binary heap whose root is the worst of the best so far.
 * @param scores by slot
 * @param rowOf by slot
 */
export function best(
  slots: Uint32Array,
  size: number,
  scores: Float32Array,
  rowOf: Float64Array,
): Uint32Array<ArrayBuffer> {
  const heap = slots.slice(0, size);
  if (heap.length === 0) return heap;
  const before = (one: number, other: number): boolean =>
    scores[one]! > scores[other]! || (scores[one] === scores[other] && rowOf[one]! < rowOf[other]!);
  const sink = (start: number, length: number) => {
    let parent = start;
    for (;;) {
      let worst = parent;
      const left = 2 * parent + 1;
      if (left < length && before(heap[worst]!, heap[left]!)) worst = left;
      if (left + 1 < length && before(heap[worst]!, heap[left + 1]!)) worst = left + 1;
      if (worst === parent) return;
      const moved = heap[parent]!;
      heap[parent] = heap[worst]!;
      heap[worst] = moved;
      parent = worst;
    }
  };
  for (let parent = (heap.length >> 1) - 1; parent >= 0; parent--) sink(parent, heap.length);
  let lowest = scores[heap[0]!]!;
  for (let at = heap.length; at < slots.length; at++) {
    const slot = slots[at]!;
    if (scores[slot]! < lowest || !before(slot, heap[0]!)) continue;
    heap[0] = slot;
    sink(0, heap.length);
    lowest = scores[heap[0]!]!;
  }
  for (let last = heap.length - 1; last > 0; last--) {
    const worst = heap[0]!;
    heap[0] = heap[last]!;
    heap[last] = worst;
    sink(0, last);
  }
  return heap;
}
