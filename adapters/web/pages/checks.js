/** "How this was checked": the receipt in words. */
import { element } from "./elements.js";

/**
 * @param {{ check: string, result: string, concern: boolean, detail?: string }[]} checks as the API gives them
 * @param {Node[]} below what stands under the table
 */
export function checksDetails(checks, ...below) {
  const rows = checks.map(({ check, result, concern, detail }) =>
    element(
      "tr",
      { className: concern ? "concern" : "" },
      element("th", { scope: "row", textContent: check }),
      element(
        "td",
        {},
        result,
        ...(detail ? [element("span", { className: "detail", textContent: detail })] : []),
      ),
    ),
  );
  const concerns = checks.filter(({ concern }) => concern).length;
  const found = concerns === 0 ? "" : concerns === 1 ? " · 1 finding" : ` · ${concerns} findings`;
  return element(
    "details",
    { className: "receipt" },
    element("summary", { textContent: `How this was checked${found}` }),
    element("table", {}, element("tbody", {}, ...rows)),
    ...below,
  );
}
