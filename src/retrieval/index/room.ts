type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** `numbers` when it holds `length` of them, else a copy with at least twice the room, so that appending stays cheap. */
export function roomFor<Array extends Numbers>(numbers: Array, length: number): Array {
  if (length <= numbers.length) return numbers;
  const larger = new (numbers.constructor as new (size: number) => Array)(
    Math.max(length, numbers.length * 2, 64),
  );
  larger.set(numbers);
  return larger;
}
