import type { WebClient } from "@slack/web-api";
import type { Log } from "../../../src/operations/log.ts";
import type { Released } from "../../../src/safety/released.ts";
import type { ThreadAddress } from "../identity.ts";
import { slackLimits } from "../limits.ts";
import { escapeMrkdwn } from "../render/escape.ts";
import { markdownToBlocks } from "../render/markdown-to-blocks.ts";
import { intoMessages } from "../render/split.ts";
import { streamText } from "../render/stream-text.ts";
import { isUnanswered } from "../web-client.ts";
import { type Draft, openDraft } from "./draft.ts";
import type { Placement } from "./placement.ts";
import type { Refusals } from "./refusals.ts";
import { openStream, type Stream } from "./stream.ts";

const FIRST_DRAFT_AFTER_MS = 1_000;

interface ProgressParts {
  readonly client: WebClient;
  readonly address: ThreadAddress;
  readonly placement: Placement;
  readonly refusals: Refusals;
  readonly log: Log;
}

/** A reply as it becomes visible, sentence by sentence: streamed, or shown as a draft where Slack cannot stream. */
export interface Progress {
  sentence(lead: string, text: Released): void;
  /**
   * Everything so far is on the platform, or never will be. `stream` is there when it can be closed properly;
   * `isUncertain` when a call got no answer, so that its message may have arrived all the same.
   */
  settle(): Promise<{ readonly stream?: Stream; readonly text: string; readonly isUncertain: boolean }>;
}

export function showProgress({ client, address, placement, refusals, log }: ProgressParts): Progress {
  let text = "";
  let draft: Draft | undefined;
  let stream: Stream | undefined;
  let isAnnounced: Promise<void> | undefined;

  const startDraft = () => {
    draft = openDraft({
      firstAfterMs: FIRST_DRAFT_AFTER_MS,
      everyMs: slackLimits.updateIntervalMs,
      show: async (shown) => {
        const [blocks] = intoMessages(markdownToBlocks(shown));
        await placement.put(0, {
          text: escapeMrkdwn(shown.slice(0, slackLimits.notificationCharacters)),
          ...(blocks && { blocks }),
        });
      },
      failed: (error) => log.warn("A Slack reply could not be shown while it was written", { error }),
    });
    draft.push(text);
  };

  if (!refusals.isRefused("chat.startStream")) {
    stream = openStream({
      client,
      address,
      opened: (ts) => placement.remember({ messages: [ts], isStream: true }),
      refused(error) {
        if (refusals.note("chat.startStream", error))
          log.info("Slack does not stream here; replies are posted and updated instead", { error });
        // A call without an answer may have arrived; a draft beside it would be a second reply.
        if (!isUnanswered(error)) startDraft();
      },
    });
  }

  return {
    sentence(lead, released) {
      text += lead + released.text;
      if (draft) draft.push(lead + released.text);
      else if (stream) {
        const open = stream;
        isAnnounced ??= placement.announce();
        const piece = lead + streamText(released.text);
        isAnnounced.then(
          () => open.push(piece),
          () => undefined,
        );
      } else startDraft();
    },
    async settle() {
      await isAnnounced;
      const failure = stream ? (await stream.settle()).failure : undefined;
      await draft?.settle();
      if (stream && failure === undefined && text) return { stream, text, isUncertain: false };
      if (failure !== undefined && !draft)
        log.warn("A Slack stream broke off; the whole reply is posted instead", { error: failure });
      return { text, isUncertain: failure !== undefined && isUnanswered(failure) };
    },
  };
}
