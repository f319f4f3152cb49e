/** Replies as the ledger stores them: JSON whose texts were released before they were written. */
import { restoreReleased } from "../safety/restore-released.ts";
import type { Citation, Reply, SupersededBy } from "./reply.ts";

/** Released texts are strings once they are JSON. */
type StoredReply = Omit<Reply, "text" | "notice" | "interpretedAs" | "citations"> & {
  readonly text: string;
  readonly notice?: string;
  readonly interpretedAs?: string;
  readonly citations: readonly (Omit<Citation, "title" | "location" | "quote" | "superseded"> &
    Record<"title" | "location" | "quote", string> & { readonly superseded?: StoredSuperseded })[];
};
type Newer = NonNullable<SupersededBy["by"]>;
interface StoredSuperseded {
  readonly by?: Omit<Newer, "title"> & { readonly title: string };
}

/** The reply as JSON; `readReply` gives it back. */
export const writeReply = (reply: Reply): string => JSON.stringify(reply);

/** A reply from the JSON that `writeReply` made. */
export function readReply(json: string): Reply {
  const stored = JSON.parse(json) as StoredReply;
  return {
    ...stored,
    text: restoreReleased(stored.text),
    notice: stored.notice === undefined ? undefined : restoreReleased(stored.notice),
    interpretedAs: stored.interpretedAs === undefined ? undefined : restoreReleased(stored.interpretedAs),
    citations: stored.citations.map((citation) => ({
      ...citation,
      title: restoreReleased(citation.title),
      location: restoreReleased(citation.location),
      quote: restoreReleased(citation.quote),
      superseded: citation.superseded && readSuperseded(citation.superseded),
    })),
  };
}

const readSuperseded = ({ by }: StoredSuperseded): SupersededBy =>
  by ? { by: { ...by, title: restoreReleased(by.title) } } : {};
