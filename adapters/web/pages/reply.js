/** One reply on the page: while it comes in, and when it is whole. */
import { postJson } from "./api.js";
import { checksDetails } from "./checks.js";
import { element, paragraph } from "./elements.js";
import { markdown } from "./markdown.js";
import { ageOf, openSource, placeOf } from "./source.js";

export const OUTCOMES = {
  answer: "Answer",
  abstention: "No answer in your documents",
  reason: "Not answered",
};

/** The sentences so far; their marks open nothing before the reply is whole. */
export const partialText = (text) => markdown(text, (n) => citationMark({ n }, undefined));

/**
 * The whole reply as elements.
 * @param done the API's `done` object
 * @param readers who asked, and where
 */
export function wholeReply(done, readers) {
  const cited = new Map(done.citations.map((citation) => [citation.n, citation]));
  const open = (citation) => openSource(citation, readers);
  const mark = (n) => (cited.has(n) ? citationMark(cited.get(n), open) : undefined);
  return [
    ...(done.notice ? [paragraph("notice", done.notice)] : []),
    ...(done.outcome === "answer" ? [] : [paragraph("outcome", OUTCOMES[done.outcome])]),
    ...(done.interpretedAs ? [paragraph("quiet", `Understood as: ${done.interpretedAs}`)] : []),
    markdown(done.text, mark),
    ...(cited.size ? [sources(done.citations, open)] : []),
    ...(done.privateSources ? [paragraph("notice", privateNotice(done.privateSources))] : []),
    element("div", { className: "after" }, receipt(done), opinions(done, readers)),
  ];
}

/** The number at the end of a sentence; without `open` it is not there to be clicked yet. */
function citationMark(citation, open) {
  const mark = element("button", { type: "button", className: "mark", textContent: String(citation.n) });
  mark.setAttribute("aria-label", `Source ${citation.n}${citation.title ? `: ${citation.title}` : ""}`);
  if (open) mark.addEventListener("click", () => open(citation));
  else mark.disabled = true;
  return mark;
}

const privateNotice = (count) =>
  `${count === 1 ? "1 more source is" : `${count} more sources are`} open to you but not to everybody here: ask privately to use ${count === 1 ? "it" : "them"}.`;

function sources(citations, open) {
  const list = element("ol", { className: "sources" });
  list.setAttribute("aria-label", "Sources");
  for (const citation of citations) {
    const title = element("button", { type: "button", className: "source", textContent: citation.title });
    title.addEventListener("click", () => open(citation));
    list.append(
      element(
        "li",
        {},
        element("span", { className: "number", textContent: String(citation.n) }),
        element(
          "div",
          {},
          title,
          element("span", {
            className: "quiet place",
            textContent: [placeOf(citation), ageOf(citation)].filter(Boolean).join(" · "),
          }),
          element("q", { textContent: citation.quote }),
        ),
      ),
    );
  }
  return list;
}

const receipt = (done) =>
  checksDetails(
    done.checks,
    paragraph(
      "quiet",
      `${draftedBy(done.model)} in ${(done.timings.total / 1000).toFixed(2)} s. Nothing was shown before it had passed these checks.`,
    ),
    element("a", { href: "/policy", className: "quiet" }, "The rules behind these checks"),
  );

const draftedBy = (model) =>
  model === "extractive" ? "Put together from the documents' own sentences" : `Drafted by ${model}`;

const REPORT = ["biased-or-wrong", "Report bias or a mistake"];
const APPEAL = ["appeal", "Appeal a block"];
const OPINIONS = [
  ["helpful", "Helpful"],
  ["unhelpful", "Not helpful"],
];
const FOR_A_PERSON =
  "A person will look at the question, this reply and how it was checked. What you write here is kept for them.";

/** What the reader thinks of the reply: one click, and for a report a line that says more. */
function opinions(done, readers) {
  const said = element("span", { className: "quiet" });
  said.setAttribute("role", "status");
  const kinds = [
    ...(done.outcome === "reason" ? [] : OPINIONS),
    ...(done.outcome !== "reason" || done.checks.length ? [REPORT] : []),
    ...(done.wasHeldBack ? [APPEAL] : []),
  ];
  const buttons = kinds.map(([kind, label]) => {
    const button = element("button", { type: "button", className: "plain", textContent: label });
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", async () => {
      if (!(await record(kind))) return;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      more.hidden = kind !== "biased-or-wrong" && kind !== "appeal";
      more.dataset.kind = kind;
    });
    return button;
  });

  const words = element("input", {
    name: "comment",
    maxLength: 4000,
    placeholder: "What is wrong? (optional)",
  });
  words.setAttribute("aria-label", "What is wrong?");
  const more = element(
    "form",
    { className: "more", hidden: true },
    paragraph("quiet", FOR_A_PERSON),
    words,
    element("button", {}, "Send"),
  );
  more.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await record(more.dataset.kind, words.value.trim() || undefined)) more.hidden = true;
  });

  async function record(kind, comment) {
    try {
      await postJson("/api/feedback", { ask: done.ask, kind, comment, ...readers });
      said.textContent = "Thank you, it is recorded.";
      return true;
    } catch (error) {
      said.textContent = error.message;
      return false;
    }
  }
  const group = element("div", { className: "opinions" }, ...buttons, said, more);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Your opinion of this reply");
  return group;
}
