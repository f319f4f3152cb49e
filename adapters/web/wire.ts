/** What travels between the console and the server: the JSON of the public API. */

import type { Reply, ReplyEvent } from "../../src/conversation/reply.ts";
import { explainReceipt } from "../../src/safety/explain-receipt.ts";

/** The `done` object of POST /api/ask, also alone as JSON and as `docent ask --json`. */
export function doneObject(reply: Reply, conversation: string) {
  return {
    ask: reply.ask,
    conversation,
    outcome: reply.outcome,
    text: reply.text.text,
    citations: reply.citations.map((citation) => ({
      n: citation.n,
      title: citation.title.text,
      uri: citation.uri,
      location: citation.location.text,
      quote: citation.quote.text,
      modifiedAt: citation.modifiedAt,
      document: citation.document,
      passage: citation.passage,
    })),
    receipt: reply.receipt.entries,
    checks: explainReceipt(reply.receipt),
    interpretedAs: reply.interpretedAs?.text,
    privateSources: reply.privateSources,
    model: reply.model,
    timings: reply.timings,
  };
}

/** One Server-Sent Event (WHATWG HTML, "server-sent events"). */
export function serverSentEvent(event: ReplyEvent, conversation: string): string {
  const data =
    event.type === "done"
      ? doneObject(event.reply, conversation)
      : event.type === "sentence"
        ? { text: event.text.text, lead: event.lead, citations: event.citations }
        : { text: event.text.text };
  return `event: ${event.type}\ndata: ${JSON.stringify(data)}\n\n`;
}
