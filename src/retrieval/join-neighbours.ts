/**
 * A passage that begins or ends in the middle of its section is cut: the sentence that decides may stand in the next
 * one. The neighbours that go on with the section become candidates of their own, so that each is chosen by its value,
 * and cited, checked and forgotten like any other.
 */
import type { Scope, TenantId } from "../access/scopes.ts";
import { type Passage, type PassageId, passageId } from "../documents/document.ts";
import type { Hit, PassageIndex } from "./passage-index.ts";

/** The passages whose neighbours are worth the room. */
const CUT_PASSAGES_LOOKED_AT = 3;

/** What a neighbour counts beside the passage that it completes. */
const NEIGHBOUR_SHARE = 0.6;

interface Joining {
  readonly index: Pick<PassageIndex, "get">;
  readonly tenant: TenantId;
  /** What every reader of the answer may read; a neighbour may have other readers than its passage. */
  readonly scopes: ReadonlySet<Scope>;
}

/** The hits with the neighbours of the best ones among them, best first. */
export async function joinNeighbours(
  hits: readonly Hit[],
  { index, tenant, scopes }: Joining,
): Promise<readonly Hit[]> {
  const known = new Set(hits.map(({ passage }) => passage.id));
  const wanted = new Map<PassageId, Hit>();
  for (const hit of hits.slice(0, CUT_PASSAGES_LOOKED_AT)) {
    const { document, version, ordinal } = hit.passage;
    for (const other of [ordinal + 1, ordinal - 1]) {
      const id = passageId(document, version, other);
      if (other >= 0 && !known.has(id) && !wanted.has(id)) wanted.set(id, hit);
    }
  }
  if (wanted.size === 0) return hits;
  const found = await index.get(tenant, [...wanted.keys()]);
  const neighbours = found.flatMap((passage) => {
    const hit = wanted.get(passage.id)!;
    const mayRead = passage.scopes.some((scope) => scopes.has(scope));
    return mayRead && goesOn(hit.passage, passage) ? [{ passage, score: hit.score * NEIGHBOUR_SHARE }] : [];
  });
  return [...hits, ...neighbours].sort((one, other) => other.score - one.score);
}

/** Whether both stand in the same section of the same version. */
function goesOn(one: Passage, other: Passage): boolean {
  const { headings, slide, sheet } = one.location;
  return (
    one.document === other.document &&
    one.version === other.version &&
    slide === other.location.slide &&
    sheet === other.location.sheet &&
    headings.length === other.location.headings.length &&
    headings.every((heading, at) => heading === other.location.headings[at])
  );
}
