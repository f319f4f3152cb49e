import type { types } from "@slack/bolt";

/** A message's content: blocks, and the text that notifications show. */
export interface Message {
  readonly text: string;
  readonly blocks?: types.AnyBlock[];
}

/** No previews of linked documents: they would show more than the quote that was checked. */
export const noUnfurls = { unfurl_links: false, unfurl_media: false } as const;
