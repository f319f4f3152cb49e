/** A whole reply for Teams: text, label, citations and feedback, and the card beside it. */
import type { Ask } from "../../../src/conversation/ask.ts";
import type { Reply } from "../../../src/conversation/reply.ts";
import { joinReleased, ownWords } from "../../../src/safety/released.ts";
import type { OutboundActivity } from "../activity.ts";
import { limits } from "../limits.ts";
import { aiEntity } from "./ai-entity.ts";
import { answerCard } from "./answer-card.ts";
import { renderMarkdown } from "./render-markdown.ts";

/** A reply's two parts. Teams shows them as two messages, and refuses an edit that would turn one into both. */
export interface ReplyMessage {
  readonly text: OutboundActivity;
  readonly card: OutboundActivity | undefined;
}

/**
 * The reply, as rich as fits: beyond Teams' size first the quotes go, then the card, then the end of the text.
 * @param step how much richer messages Teams has refused as too large already; 0 to {@link PLAINEST}.
 */
export function replyMessage(ask: Ask, reply: Reply, step = 0): ReplyMessage {
  for (let plainness = step; plainness < PLAINEST; plainness++) {
    const message = compose(ask, reply, plainness);
    if (wireBytes(message) <= limits.messageBytes) return message;
  }
  return compose(ask, reply, PLAINEST);
}

/** Both parts in one activity, as the end of a stream takes them. */
export const inOne = ({ text, card }: ReplyMessage): OutboundActivity => ({
  ...text,
  ...(card && { attachments: card.attachments }),
});

/** The last step: no card, and the text cut. */
export const PLAINEST = 3;

const SHORTENED = "\n\n*The answer is longer than Teams allows; ask for a part of it.*";

function compose(ask: Ask, reply: Reply, plainness: number): ReplyMessage {
  const card = plainness < 2 ? answerCard(ask, reply, { quotes: plainness === 0 }) : undefined;
  const text = renderMarkdown(
    reply.notice ? joinReleased([ownWords`> ${reply.notice}`, reply.text], "\n\n") : reply.text,
  );
  return {
    text: {
      type: "message",
      textFormat: "markdown",
      text: plainness < PLAINEST ? text : cutText(text),
      ...(reply.outcome === "answer" && { entities: [aiEntity(reply.citations)] }),
      ...(reply.outcome !== "reason" && { channelData: { feedbackLoop: { type: "custom" } } }),
    },
    card: card && { type: "message", attachments: [card] },
  };
}

/** Cut at a line where there is one, to a third of what a message may hold: labels and citations need room too. */
function cutText(text: string): string {
  const characters = limits.messageBytes / 6;
  if (text.length <= characters) return text;
  const head = text.slice(0, characters);
  const end = Math.max(head.lastIndexOf("\n"), head.lastIndexOf(" "));
  return head.slice(0, end > 0 ? end : characters) + SHORTENED;
}

/** Teams counts UTF-16: two bytes a unit. */
const wireBytes = (message: ReplyMessage): number => JSON.stringify(message).length * 2;
