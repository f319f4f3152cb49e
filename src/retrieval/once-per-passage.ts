import type { Passage } from "../documents/document.ts";

/**
 * Remembers what `read` says of a passage for as long as the passage object is kept: it depends on no question. Indexes
 * that hand out the same object again (index/embedded.ts) so spare the reading.
 */
export function oncePerPassage<Said>(read: (passage: Passage) => Said): (passage: Passage) => Said {
  const said = new WeakMap<Passage, Said>();
  return (passage) => {
    const known = said.get(passage);
    if (known !== undefined) return known;
    const now = read(passage);
    said.set(passage, now);
    return now;
  };
}
