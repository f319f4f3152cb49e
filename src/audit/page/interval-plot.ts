import { type Html, html } from "./html.ts";

/** One value with its interval on a line of its own scale. */
export interface PlottedInterval {
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

export interface PlotScale {
  readonly from: number;
  readonly to: number;
  /** Where a line stands: no difference, or the budget. */
  readonly mark: number;
}

const WIDTH = 200;
const HEIGHT = 24;
const MARGIN = 6;

/** The scale that holds every interval and the mark, with a little room. */
export function scaleOf(intervals: readonly PlottedInterval[], mark: number): PlotScale {
  const from = Math.min(mark, ...intervals.map(({ low }) => low));
  const to = Math.max(mark, ...intervals.map(({ high }) => high));
  const room = (to - from) * 0.05 || 0.5;
  return { from: from - room, to: to + room, mark };
}

/** A dot on its interval; `label` says in words what is drawn. */
export function intervalPlot(
  { low, value, high }: PlottedInterval,
  { from, to, mark }: PlotScale,
  { label, isFinding }: { label: string; isFinding: boolean },
): Html {
  const x = (at: number) => (MARGIN + ((at - from) / (to - from)) * (WIDTH - 2 * MARGIN)).toFixed(1);
  const middle = HEIGHT / 2;
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}" class="${isFinding ? "finding" : "plain"}">
<line class="mark" x1="${x(mark)}" x2="${x(mark)}" y1="0" y2="${HEIGHT}"/>
<line class="interval" x1="${x(low)}" x2="${x(high)}" y1="${middle}" y2="${middle}"/>
<circle cx="${x(value)}" cy="${middle}" r="4.5"/>
</svg>`;
}
