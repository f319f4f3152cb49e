/**
 * Sequences of small numbers as bytes: seven bits a byte, the eighth says that more follow. Each sequence is its
 * length and then its numbers.
 */
export function packSequences(sequences: readonly Uint32Array[]): Uint8Array {
  const numbers = sequences.reduce((sum, sequence) => sum + sequence.length + 1, 0);
  const bytes = new Uint8Array(numbers * LONGEST_NUMBER);
  let end = 0;
  const write = (value: number) => {
    let rest = value;
    for (; rest > 127; rest >>>= 7) bytes[end++] = (rest & 127) | 128;
    bytes[end++] = rest;
  };
  for (const sequence of sequences) {
    write(sequence.length);
    for (const number of sequence) write(number);
  }
  return bytes.slice(0, end);
}

const LONGEST_NUMBER = 5;

/** The sequences that {@link packSequences} packed. */
export function unpackSequences(bytes: Uint8Array): Uint32Array[] {
  const numbers = new Uint32Array(bytes.length);
  let end = 0;
  return unpackInto(bytes, numbers, 0).map((length) => {
    end += length;
    return numbers.subarray(end - length, end);
  });
}

/**
 * Writes the numbers of all sequences, one after the other, to `numbers` from `start` on, where there must be room for
 * `bytes.length` of them.
 * @returns the length of each sequence
 */
export function unpackInto(bytes: Uint8Array, numbers: Uint32Array, start: number): number[] {
  const lengths: number[] = [];
  let end = start;
  let left = 0;
  for (let at = 0; at < bytes.length; at++) {
    let value = bytes[at]!;
    if (value > 127) {
      value &= 127;
      let shift = 7;
      for (; bytes[++at]! > 127; shift += 7) value |= (bytes[at]! & 127) << shift;
      value = (value | (bytes[at]! << shift)) >>> 0;
    }
    if (left > 0) {
      numbers[end++] = value;
      left -= 1;
    } else {
      lengths.push(value);
      left = value;
    }
  }
  return lengths;
}
