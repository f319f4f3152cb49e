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
  const heap = foremost(slots, size, scores, rowOf);
  for (let last = heap.length - 1; last > 0; last--) {
    const worst = heap[0]!;
    heap[0] = heap[last]!;
    heap[last] = worst;
    sink(heap, 0, last, { scores, rowOf });
  }
  return heap;
}

/** The same ones as {@link best} gives, the worst first and the others in no order, which takes less. */
export function foremost(
  slots: Uint32Array,
  size: number,
  scores: Float32Array,
  rowOf: Float64Array,
): Uint32Array<ArrayBuffer> {
  const heap = slots.slice(0, size);
  if (heap.length === 0) return heap;
  const order = { scores, rowOf };
  for (let parent = (heap.length >> 1) - 1; parent >= 0; parent--) sink(heap, parent, heap.length, order);
  let lowest = scores[heap[0]!]!;
  for (let at = heap.length; at < slots.length; at++) {
    const slot = slots[at]!;
    if (scores[slot]! < lowest || !before(slot, heap[0]!, order)) continue;
    heap[0] = slot;
    sink(heap, 0, heap.length, order);
    lowest = scores[heap[0]!]!;
  }
  return heap;
}

interface Order {
  readonly scores: Float32Array;
  readonly rowOf: Float64Array;
}

const before = (one: number, other: number, { scores, rowOf }: Order): boolean =>
  scores[one]! > scores[other]! || (scores[one] === scores[other] && rowOf[one]! < rowOf[other]!);

/** Brings the first `length` of the heap in order again, of which the one at `start` may be too good for its place. */
function sink(heap: Uint32Array, start: number, length: number, order: Order): void {
  let parent = start;
  for (;;) {
    let worst = parent;
    const left = 2 * parent + 1;
    if (left < length && before(heap[worst]!, heap[left]!, order)) worst = left;
    if (left + 1 < length && before(heap[worst]!, heap[left + 1]!, order)) worst = left + 1;
    if (worst === parent) return;
    const moved = heap[parent]!;
    heap[parent] = heap[worst]!;
    heap[worst] = moved;
    parent = worst;
  }
}
