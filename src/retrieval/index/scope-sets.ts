/** The different sets of scopes that passages have, numbered, so that the access filter is one look-up a passage. */
import type { Scope } from "../../access/scopes.ts";
import { roomFor } from "./room.ts";

export class ScopeSets {
  /** The set of passages that are gone: nobody reads it. */
  static readonly NOBODY = 0;

  /** By set: how many passages and documents have it. */
  passages = new Uint32Array(16);
  documents = new Uint32Array(16);

  readonly #sets: (readonly Scope[])[] = [[]];
  readonly #numbers = new Map<string, number>();

  /** The number of this set, a new one when it is the first of its kind. */
  numberOf(scopes: readonly Scope[]): number {
    const key = [...scopes].sort().join("\n");
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#sets.push([...scopes]) - 1;
    this.#numbers.set(key, number);
    this.passages = roomFor(this.passages, number + 1);
    this.documents = roomFor(this.documents, number + 1);
    return number;
  }

  /** By set: 1 when readers of `readable` may read it, else 0. */
  readableBy(readable: ReadonlySet<Scope>): Uint8Array {
    return Uint8Array.from(this.#sets, (scopes) => (scopes.some((scope) => readable.has(scope)) ? 1 : 0));
  }
}
