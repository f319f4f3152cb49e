/** The review queue: what people reported, and what a person decides about it. */
import { fetchJson, postJson } from "./api.js";
import { checksDetails } from "./checks.js";
import { day, element, paragraph } from "./elements.js";
import { markdown } from "./markdown.js";

const KINDS = { "biased-or-wrong": "Report of bias or a mistake", appeal: "Appeal" };
const OUTCOMES = { answer: "Answer", abstention: "No answer in the documents", reason: "Not answered" };
const PLATFORMS = { local: "console or command line", slack: "Slack", teams: "Teams" };
const DECISIONS = [
  ["filter-right", "The check was right"],
  ["filter-wrong", "The check was wrong"],
  ["biased", "The reply was biased"],
  ["mistaken", "The reply was mistaken"],
  ["nothing-wrong", "Nothing is wrong"],
];

const main = document.getElementById("reports");
const state = new URLSearchParams(location.search).get("state") === "decided" ? "decided" : "open";
document.getElementById(state).setAttribute("aria-current", "page");

function card(item) {
  const title = element("h2", { tabIndex: -1, textContent: KINDS[item.kind] });
  const where = item.isPrivate ? "in private" : "in a channel";
  const about = `${day(item.reportedAt)} · ${PLATFORMS[item.platform] ?? item.platform}, ${where} · ${item.person}`;
  const section = element(
    "section",
    {},
    title,
    paragraph("quiet", about),
    ...(item.comment ? [element("blockquote", { textContent: item.comment })] : []),
    element("h3", { textContent: "Asked" }),
    question(item),
    element("h3", { textContent: OUTCOMES[item.outcome] }),
    ...reply(item),
    checksDetails(item.checks),
    ...(item.decided ? [decided(item.decided)] : []),
    form(item, (decision) => {
      section.replaceChildren(title, paragraph("quiet done", `Decided: ${decision}.`));
      title.focus();
    }),
  );
  return section;
}

/** What a check would hold back is not pushed at whoever opens the page. */
function question({ question: asked, isDelicate }) {
  if (!asked) return paragraph("quiet", "The question was erased with its asker.");
  const words = paragraph("asked", asked);
  if (!isDelicate) return words;
  return element(
    "details",
    {},
    element("summary", { textContent: "Show the question, which a check holds back" }),
    words,
  );
}

function reply({ reply: shown, replyIsGone }) {
  if (replyIsGone)
    return [paragraph("quiet", "The reply was taken back since: its documents changed or went.")];
  if (!shown)
    return [
      paragraph(
        "quiet",
        "The reply rests on documents that you may not read, so its words stay away from you.",
      ),
    ];
  return [
    markdown(shown.text, () => undefined),
    ...shown.citations.map(({ n, location: place, quote }) =>
      element("p", { className: "quiet cited" }, `[${n}] ${place}: `, element("q", { textContent: quote })),
    ),
  ];
}

function decided({ decision, filter, note, by, at }) {
  const [, words] = DECISIONS.find(([name]) => name === decision) ?? [decision, decision];
  const about = [`${words}${filter ? ` (${filter})` : ""}`, by, day(at)].join(" · ");
  return element("p", { className: "decided" }, about, ...(note ? [element("br"), note] : []));
}

/** One choice, for a check the filter it is about, and a note. */
function form(item, done) {
  const name = `decision-${item.id}`;
  const choices = DECISIONS.map(([value, words]) => {
    const choice = element("input", { type: "radio", name, value, required: true });
    choice.checked = item.decided?.decision === value;
    return element("label", {}, choice, words);
  });
  const filters = element(
    "select",
    { name: "filter" },
    element("option", { value: "", textContent: "every check that held something back" }),
    ...item.heldBackBy.map(({ filter, check }) => element("option", { value: filter, textContent: check })),
  );
  filters.value = item.decided?.filter ?? "";
  const note = element("input", { name: "note", maxLength: 4000, value: item.decided?.note ?? "" });
  const problem = paragraph("problem", "");
  problem.setAttribute("role", "alert");
  const made = element(
    "form",
    {},
    element("fieldset", {}, element("legend", { textContent: "Your decision" }), ...choices),
    ...(item.heldBackBy.length > 1 ? [element("label", { className: "row" }, "About", filters)] : []),
    element("label", { className: "row" }, "Note", note),
    element("button", { textContent: item.decided ? "Decide anew" : "Decide" }),
    problem,
  );
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    const decision = new FormData(made).get(name);
    const body = { decision, note: note.value || undefined, filter: filters.value || undefined };
    try {
      await postJson(`/api/review/${encodeURIComponent(item.id)}`, body);
      done(DECISIONS.find(([value]) => value === decision)[1]);
    } catch (error) {
      problem.textContent = error.message;
    }
  });
  return made;
}

try {
  const { items, open } = await fetchJson(`/api/review?state=${state}`);
  document.getElementById("open").textContent = `To decide (${open})`;
  main.replaceChildren(
    ...items.map(card),
    ...(items.length
      ? []
      : [paragraph("quiet", state === "open" ? "Nothing to decide." : "Nothing was decided yet.")]),
  );
} catch (error) {
  main.replaceChildren(paragraph("problem", error.message));
}
