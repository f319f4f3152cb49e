/** The rules that answers are checked by, for whoever reads them. */
import { fetchJson } from "./api.js";
import { element, paragraph } from "./elements.js";

/** What follows, as a person would say it. */
const ACTIONS = { allow: "shown", note: "shown, noted", redact: "blacked out", withhold: "held back" };
const STAGES = [
  ["question", "In a question"],
  ["passage", "In a document"],
  ["sentence", "In an answer"],
  ["label", "In a title or quote"],
];

const table = ({ preset, filters }) =>
  element(
    "table",
    {},
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ...["Check", ...STAGES.map(([, words]) => words), "From score"].map((words) =>
          element("th", { scope: "col" }, words),
        ),
      ),
    ),
    element("tbody", {}, ...filters.map((filter) => row(filter, preset))),
  );

const row = ({ check, actions, threshold, message, changed }, preset) =>
  element(
    "tr",
    {},
    element(
      "th",
      { scope: "row" },
      check,
      ...(changed
        ? [element("span", { className: "quiet message" }, `differs from the ${preset} preset`)]
        : []),
      ...(message ? [element("span", { className: "quiet message" }, `“${message}”`)] : []),
    ),
    ...STAGES.map(([stage]) => element("td", {}, ACTIONS[actions[stage]])),
    element("td", {}, threshold === undefined ? "its own" : String(threshold)),
  );

const main = document.getElementById("policies");
try {
  const { policies } = await fetchJson("/api/policy");
  main.replaceChildren(
    ...policies.map((policy) => {
      const title = policy.channel ? `In ${policy.channel}` : "Everywhere";
      const scroller = element("div", { className: "rules", tabIndex: 0, role: "region" }, table(policy));
      scroller.setAttribute("aria-label", `Rules, ${title}`);
      return element(
        "section",
        {},
        element("h2", {}, title),
        paragraph("quiet", `The ${policy.preset} preset; receipts name these rules ${policy.name}.`),
        scroller,
        ...policy.also.map((line) => paragraph("quiet", line)),
      );
    }),
  );
} catch (error) {
  main.replaceChildren(paragraph("problem", error.message));
}
