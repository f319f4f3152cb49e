/** The best of many, without sorting all of them. */

/**
 * The `size` numbers of `among` that come first by `before`, in that order: a binary heap whose root is the worst of
 * the best so far.
 */
export function best(
  among: Uint32Array,
  size: number,
  before: (one: number, other: number) => boolean,
): Uint32Array {
  const heap = among.slice(0, size);
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
  for (let index = heap.length; index < among.length; index++) {
    if (heap.length === 0 || !before(among[index]!, heap[0]!)) continue;
    heap[0] = among[index]!;
    sink(0, heap.length);
  }
  for (let last = heap.length - 1; last > 0; last--) {
    const worst = heap[0]!;
    heap[0] = heap[last]!;
    heap[last] = worst;
    sink(0, last);
  }
  return heap;
}
