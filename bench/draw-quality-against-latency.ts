/** A chart as SVG: quality upwards, time to the right on a logarithmic scale, one panel for each collection. */
import type { Compared } from "./compare-retrieval.ts";

const PANEL = { width: 340, height: 330, left: 46, right: 14, top: 46, bottom: 48 } as const;
const LEGEND_WIDTH = 240;
const LEGEND_LINE = 24;
const OURS = "Docent";

/** Draws what was measured; libraries that were skipped are left out. Legible on light and dark pages. */
export function drawQualityAgainstLatency(rows: readonly Compared[]): string {
  const measured = rows.filter(({ skipped }) => skipped === undefined);
  const collections = [...new Set(measured.map(({ collection }) => collection))];
  const scale = scaleOf(measured);
  const names = [...new Set(measured.map(({ peer }) => peer))];
  const legendAt = PANEL.width * collections.length;
  const width = legendAt + LEGEND_WIDTH;
  const legend = names.map((name, nth) => {
    const y = PANEL.top + 10 + nth * LEGEND_LINE;
    return `${point(name, legendAt + 18, y, names)}<text x="${legendAt + 34}" y="${y}" dy="4">${name}</text>`;
  });
  const panels = collections.map((collection, nth) => {
    const those = measured.filter((row) => row.collection === collection);
    return `<g transform="translate(${nth * PANEL.width} 0)">${panel(collection, those, scale, names)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${PANEL.height}" width="${width}" height="${PANEL.height}" role="img" aria-labelledby="title">
<title id="title">nDCG@10 against the median time of a search, Docent and other libraries</title>
<style>
  text { font: 11px system-ui, sans-serif; fill: #3b4252; }
  .name { font-size: 13px; font-weight: 600; }
  .grid { stroke: #d5dae3; }
  .point { fill: #667085; }
  .ours { fill: #0b6e4f; }
  text.number { fill: #ffffff; font-weight: 600; }
  .page { fill: #ffffff; }
  @media (prefers-color-scheme: dark) {
    text { fill: #c9d1de; }
    .grid { stroke: #363d4a; }
    .ours { fill: #128a63; }
    text.number { fill: #ffffff; }
    .page { fill: #14171d; }
  }
</style>
<rect class="page" width="${width}" height="${PANEL.height}"/>
${[...panels, ...legend].join("\n")}
</svg>
`;
}

interface Scale {
  readonly x: (ms: number) => number;
  readonly y: (ndcg10: number) => number;
  readonly times: readonly number[];
  readonly shares: readonly number[];
}

function scaleOf(rows: readonly Compared[]): Scale {
  const times = rows.map(({ msP50 }) => msP50);
  const [first, last] = [
    Math.floor(Math.log10(Math.min(...times))),
    Math.ceil(Math.log10(Math.max(...times))),
  ];
  const decades = Math.max(1, last - first);
  const inner = {
    width: PANEL.width - PANEL.left - PANEL.right,
    height: PANEL.height - PANEL.top - PANEL.bottom,
  };
  const top = Math.ceil(Math.max(...rows.map(({ ndcg10 }) => ndcg10)) * 10) / 10;
  return {
    x: (ms) => PANEL.left + ((Math.log10(ms) - first) / decades) * inner.width,
    y: (ndcg10) => PANEL.top + (1 - ndcg10 / top) * inner.height,
    times: Array.from({ length: decades + 1 }, (_, nth) => 10 ** (first + nth)),
    shares: Array.from({ length: Math.round(top * 10) + 1 }, (_, nth) => nth / 10).filter(
      (_, nth) => nth % 2 === 0,
    ),
  };
}

/** A circle with the library's number in the legend. */
function point(name: string, x: number, y: number, names: readonly string[]): string {
  const [cx, cy] = [x.toFixed(1), y.toFixed(1)];
  return `<circle class="point${name === OURS ? " ours" : ""}" cx="${cx}" cy="${cy}" r="8"/><text class="number" x="${cx}" y="${cy}" dy="4" text-anchor="middle">${names.indexOf(name) + 1}</text>`;
}

function panel(
  collection: string,
  rows: readonly Compared[],
  scale: Scale,
  names: readonly string[],
): string {
  const [left, right] = [PANEL.left, PANEL.width - PANEL.right];
  const bottom = PANEL.height - PANEL.bottom;
  return [
    `<text class="name" x="${left}" y="24">${collection}</text>`,
    ...scale.shares.map((share) => {
      const y = scale.y(share).toFixed(1);
      return `<line class="grid" x1="${left}" x2="${right}" y1="${y}" y2="${y}"/><text x="${left - 6}" y="${y}" dy="4" text-anchor="end">${share.toFixed(1)}</text>`;
    }),
    ...scale.times.map((ms) => {
      const x = scale.x(ms).toFixed(1);
      return `<line class="grid" x1="${x}" x2="${x}" y1="${PANEL.top}" y2="${bottom}"/><text x="${x}" y="${bottom + 16}" text-anchor="middle">${ms}</text>`;
    }),
    `<text x="${(left + right) / 2}" y="${bottom + 36}" text-anchor="middle">ms a search, median</text>`,
    `<text x="${left}" y="40">nDCG@10</text>`,
    ...rows.map((row) => point(row.peer, scale.x(row.msP50), scale.y(row.ndcg10), names)),
  ].join("\n");
}
