/** A growing list of hashed features, without a box for each number. */
export class FeatureList {
  #features: Uint32Array;
  length = 0;

  constructor(expected: number) {
    this.#features = new Uint32Array(Math.max(64, expected));
  }

  push(feature: number): void {
    if (this.length === this.#features.length) this.#grow(this.length + 1);
    this.#features[this.length++] = feature;
  }

  /** Adds the features from `start` up to `end`. */
  append(features: Uint32Array, start = 0, end = features.length): void {
    if (this.length + end - start > this.#features.length) this.#grow(this.length + end - start);
    for (let index = start; index < end; index++) this.#features[this.length++] = features[index] as number;
  }

  /** All of them; the list is not to be used any more. */
  taken(): Uint32Array {
    return this.#features.subarray(0, this.length);
  }

  #grow(needed: number): void {
    const larger = new Uint32Array(Math.max(needed, 2 * this.#features.length));
    larger.set(this.#features);
    this.#features = larger;
  }
}
