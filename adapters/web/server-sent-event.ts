import type { ReplyEvent } from "../../src/conversation/reply.ts";
import { replyJson } from "../../src/conversation/reply-json.ts";

/** What an event carries over the wire: POST /api/ask documents these shapes. */
function payload(event: ReplyEvent, conversation: string): object {
  switch (event.type) {
    case "status":
      return { text: event.text.text };
    case "sentence":
      return { text: event.text.text, lead: event.lead, citations: event.citations };
    case "done":
      return { ...replyJson(event.reply), conversation };
  }
}

/** One event in the format of WHATWG HTML, "Server-sent events". */
export const serverSentEvent = (event: ReplyEvent, conversation: string): string =>
  `event: ${event.type}\ndata: ${JSON.stringify(payload(event, conversation))}\n\n`;
