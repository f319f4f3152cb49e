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
  const sequences: Uint32Array[] = [];
  let at = 0;
  const read = () => {
    let value = 0;
    let shift = 0;
    let byte = bytes[at++]!;
    for (; byte > 127; byte = bytes[at++]!) {
      value |= (byte & 127) << shift;
      shift += 7;
    }
    return (value | (byte << shift)) >>> 0;
  };
  while (at < bytes.length) {
    const sequence = new Uint32Array(read());
    for (let index = 0; index < sequence.length; index++) sequence[index] = read();
    sequences.push(sequence);
  }
  return sequences;
}
