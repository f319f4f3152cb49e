import { type Html, html } from "./html.ts";
import { intervalPlot, type PlottedInterval, scaleOf } from "./interval-plot.ts";

/** Contrast of text on its ground is at least 4.5:1 in both schemes; a finding is also said in words. */
const STYLE: Html = {
  html: `
:root { color-scheme: light dark; --ground: #fff; --ink: #1c2221; --soft: #57625f; --line: #cfd3d0; --accent: #0f5c57; --finding: #9d2b1f; font: 16px/1.55 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --ground: #131716; --ink: #e7ebea; --soft: #a3aeab; --line: #414b48; --accent: #74c9bf; --finding: #ff9d8f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 52rem; background: var(--ground); color: var(--ink); overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin: 2rem 0 .25rem; } h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p, li, dd { max-width: 44rem; } .soft, caption { color: var(--soft); } .verdict { font-size: 1.1rem; font-weight: 600; } .found { color: var(--finding); font-weight: 600; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; } caption { text-align: start; padding: .25rem 0; }
th, td { text-align: start; vertical-align: middle; padding: .3rem .25rem; border-top: 1px solid var(--line); font-weight: 400; } thead th { color: var(--soft); border: 0; font-size: .85rem; }
th:first-child { width: 36%; } td.figure { width: 30%; font-variant-numeric: tabular-nums; } td svg { display: block; width: 100%; height: 24px; }
svg line.mark { stroke: var(--soft); stroke-dasharray: 3 3; } svg line.interval { stroke: var(--accent); stroke-width: 3; } svg circle { fill: var(--accent); }
svg.finding line.interval { stroke: var(--finding); } svg.finding circle { fill: var(--finding); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .75rem; } dt { color: var(--soft); } dd { margin: 0; }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--accent); }
`,
};

/** A whole page that needs nothing else: no script, no file beside it. */
export const reportPage = (title: string, body: readonly Html[]): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.html;

export interface PlottedRow extends PlottedInterval {
  readonly name: string;
  /** The value as people read it. */
  readonly figure: string;
  /** Why the row is to be looked at; undefined where there is nothing. */
  readonly finding?: string;
}

/** Rows with their intervals on one scale, findings marked by colour and by words. */
export function intervalTable(
  caption: string,
  head: readonly [group: string, figure: string],
  rows: readonly PlottedRow[],
  mark: number,
): Html {
  const scale = scaleOf(rows, mark);
  return html`<table>
<caption>${caption}</caption>
<thead><tr><th scope="col">${head[0]}</th><th scope="col">${head[1]}</th><th scope="col">Interval of 95 %</th></tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr><th scope="row">${row.name}</th><td class="figure">${row.figure}${
      row.finding ? html` <span class="found">${row.finding}</span>` : undefined
    }</td><td>${intervalPlot(row, scale, {
      label: `${row.name}: ${row.figure}${row.finding ? `, ${row.finding}` : ""}`,
      isFinding: row.finding !== undefined,
    })}</td></tr>`,
)}
</tbody>
</table>`;
}
