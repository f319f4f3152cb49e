/**
 * The Adaptive Card under an answer: where it comes from, how it was checked, what the reader can do. Everything a
 * reader opens is in the card already, so that it works without asking Docent again.
 */
import type { Ask } from "../../../src/conversation/ask.ts";
import { freshness } from "../../../src/conversation/freshness.ts";
import type { Citation, Reply } from "../../../src/conversation/reply.ts";
import {
  explainDraft,
  explainReceipt,
  type ReceiptLine,
  RULES,
} from "../../../src/safety/explain-receipt.ts";
import type { Receipt } from "../../../src/safety/receipt.ts";
import { wasHeldBack } from "../../../src/safety/was-held-back.ts";
import type { Attachment } from "../activity.ts";
import { limits } from "../limits.ts";
import { safeLink, shorten } from "./escape.ts";

/** What a card's button carries back; `receive/card-action.ts` reads it. */
export interface CardAction {
  readonly docent: "ask-privately" | "report" | "appeal";
  readonly ask: string;
  /** What was asked, for whoever asks it again in private. */
  readonly question?: string;
}

/**
 * The card of a reply; `undefined` when there is nothing to tell, as after "hello".
 * @param options.quotes false leaves the quotes out where the message would be too large.
 */
export function answerCard(ask: Ask, reply: Reply, options: { quotes: boolean }): Attachment | undefined {
  const quotes = options.quotes && reply.citations.length > 0;
  const wasJudged = isTelling(reply.receipt);
  const body = [
    ...(reply.interpretedAs
      ? [line([run("Understood as: ", { isSubtle: true }), run(reply.interpretedAs.text)])]
      : []),
    ...sources(reply.citations, quotes),
    ...(wasJudged ? [checks(reply)] : []),
  ];
  const actions = [
    ...(quotes ? [toggle("Quotes", reply.citations.slice(0, limits.cardSources).map(quoteId))] : []),
    ...(wasJudged ? [toggle("How this was checked", ["checks"])] : []),
    ...(ask.audience.kind === "channel" && reply.outcome !== "reason"
      ? [
          execute(PRIVATE_OFFER, {
            docent: "ask-privately",
            ask: ask.id,
            question: ask.question,
          }),
        ]
      : []),
    ...(wasJudged || reply.outcome !== "reason" ? [form(REPORT, { docent: "report", ask: ask.id })] : []),
    ...(wasHeldBack(reply.receipt) ? [form(APPEAL, { docent: "appeal", ask: ask.id })] : []),
  ];
  if (!body.length && !actions.length) return undefined;
  return {
    contentType: "application/vnd.microsoft.card.adaptive",
    content: {
      type: "AdaptiveCard",
      $schema: "https://adaptivecards.io/schemas/adaptive-card.json",
      version: "1.5",
      body,
      actions,
    },
  };
}

/** Whether the checks had something to decide: sentences, passages set aside, a question that was flagged. */
const isTelling = ({ sentences, quarantinedPassages, entries }: Receipt): boolean =>
  sentences.drafted > 0 || quarantinedPassages > 0 || entries.some(({ flagged }) => flagged > 0);

/**
 * The same words under every reply in a channel: Teams shows a card to everybody, so whether its asker could read more
 * must not be seen from it.
 */
const PRIVATE_OFFER = "Ask me again in private";

interface FormText {
  readonly title: string;
  /** What becomes of it. */
  readonly about: string;
}

const REPORT: FormText = {
  title: "Report bias or a mistake",
  about:
    "A person will look at the question, this reply and how it was checked. What you write here is kept for them.",
};
const APPEAL: FormText = {
  title: "Appeal a block",
  about:
    "A person will look at the question and at which check held something back. What was held back is not kept; what you write here is.",
};

/** A button that opens a field for words of one's own; Teams sends them along with the button's data. */
const form = ({ title, about }: FormText, data: CardAction) => ({
  type: "Action.ShowCard",
  title,
  card: {
    type: "AdaptiveCard",
    body: [
      line([run(about, { isSubtle: true, size: "small" })]),
      {
        type: "Input.Text",
        id: "comment",
        label: "What should they know?",
        isMultiline: true,
        maxLength: limits.commentCharacters,
      },
    ],
    actions: [execute("Send", data)],
  },
});

function sources(citations: readonly Citation[], quotes: boolean): object[] {
  if (!citations.length) return [];
  const shown = citations.slice(0, limits.cardSources);
  const more = citations.length - shown.length;
  return [
    line([run(citations.length === 1 ? "Source" : "Sources", { weight: "bolder" })]),
    ...shown.flatMap((citation) => source(citation, quotes)),
    ...(more ? [line([run(`and ${more} more`, { isSubtle: true })])] : []),
  ];
}

/** Text runs, because unlike text blocks they show what a document says without reading it as Markdown. */
function source(citation: Citation, quotes: boolean): object[] {
  const url = safeLink(citation.uri);
  const title = citation.title.text;
  const place = citation.location.text.startsWith(title)
    ? citation.location.text.slice(title.length).replace(/^, /, "")
    : citation.location.text;
  const details = [place, freshness(citation)].filter(Boolean).join(" · ");
  return [
    line(
      [
        run(`${citation.n}  `, { isSubtle: true }),
        run(title, { weight: "bolder", ...(url && { selectAction: { type: "Action.OpenUrl", url } }) }),
      ],
      "small",
    ),
    ...(details ? [line([run(details, { isSubtle: true, size: "small" })], "none")] : []),
    ...(quotes
      ? [
          {
            ...line(
              [run(`“${shorten(citation.quote.text, limits.cardQuoteCharacters)}”`, { italic: true })],
              "none",
            ),
            id: quoteId(citation),
            isVisible: false,
          },
        ]
      : []),
  ];
}

const quoteId = ({ n }: Citation): string => `quote-${n}`;

function checks({ receipt, model, timings }: Reply): object {
  const lines = explainReceipt(receipt);
  /** A filter that found nothing: named, without its figures. */
  const isPlain = ({ check, concern, detail }: ReceiptLine) =>
    detail !== undefined && !concern && check !== RULES;
  const clean = lines.filter(isPlain);
  return {
    type: "Container",
    id: "checks",
    isVisible: false,
    separator: true,
    items: [
      line([run("How this was checked", { weight: "bolder" })]),
      ...lines
        .filter((each) => !isPlain(each))
        .map(({ check, result }) => line([run(`${check}: `, { weight: "bolder" }), run(result)], "small")),
      ...(clean.length
        ? [
            line(
              [run("In order: ", { weight: "bolder" }), run(clean.map(({ check }) => check).join(", "))],
              "small",
            ),
          ]
        : []),
      line([run(explainDraft(model, timings.total), { isSubtle: true })], "small"),
    ],
  };
}

const run = (text: string, style: object = {}) => ({ type: "TextRun", text, ...style });
const line = (inlines: readonly object[], spacing = "default") => ({
  type: "RichTextBlock",
  inlines,
  spacing,
});
const toggle = (title: string, targetElements: readonly string[]) => ({
  type: "Action.ToggleVisibility",
  title,
  targetElements,
});
const execute = (title: string, data: CardAction) => ({
  type: "Action.Execute",
  title,
  verb: data.docent,
  data,
});
