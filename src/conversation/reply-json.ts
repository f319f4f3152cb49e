import { explainReceipt } from "../safety/explain-receipt.ts";
import { wasHeldBack } from "../safety/was-held-back.ts";
import { freshness } from "./freshness.ts";
import type { Reply, SupersededBy } from "./reply.ts";

const supersededJson = ({ by }: SupersededBy) =>
  by ? { title: by.title.text, uri: by.uri, modifiedAt: by.modifiedAt } : {};

/**
 * A reply as JSON: the `done` object of POST /api/ask and of `docent ask --json`. Other programs rely on its fields.
 */
export function replyJson(reply: Reply) {
  return {
    ask: reply.ask,
    outcome: reply.outcome,
    notice: reply.notice?.text,
    text: reply.text.text,
    citations: reply.citations.map((citation) => ({
      n: citation.n,
      title: citation.title.text,
      uri: citation.uri,
      location: citation.location.text,
      quote: citation.quote.text,
      modifiedAt: citation.modifiedAt,
      superseded: citation.superseded && supersededJson(citation.superseded),
      freshness: freshness(citation),
      document: citation.document,
      passage: citation.passage,
    })),
    receipt: reply.receipt.entries,
    checks: explainReceipt(reply.receipt),
    wasHeldBack: wasHeldBack(reply.receipt),
    interpretedAs: reply.interpretedAs?.text,
    privateSources: reply.privateSources,
    model: reply.model,
    timings: reply.timings,
  };
}
