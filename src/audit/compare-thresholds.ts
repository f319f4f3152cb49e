/** One filter at several thresholds, over texts whose scores are known. */

export type Label = -1 | 0 | 1;

export interface ScoredRow {
  /** Its place in the file, from 1 on. */
  readonly row: number;
  readonly score: number;
  readonly label: Label;
  /** By the threshold that is looked at. */
  readonly flagged: boolean;
  /** By the threshold in force. */
  readonly present: boolean;
  readonly report?: string;
}

/** Ratios over labelled rows, an empty one 0; `flagged` counts unlabelled rows too. */
export interface FiguresAt {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Flagged share of the rows labelled 0. */
  readonly fpr: number;
  readonly flagged: number;
}

/** What another threshold does, against the one in force. */
export interface ThresholdChange {
  /** The threshold in force, and null for the filter's own. */
  readonly present: FiguresAt & { readonly threshold: number | null };
  /** Rows that are flagged and were not, and the other way round. */
  readonly more: number;
  readonly fewer: number;
  /** Labelled rows that go another way, and whether that is the right one. */
  readonly flips: readonly {
    readonly row: number;
    readonly report?: string;
    readonly label: 0 | 1;
    readonly score: number;
    readonly flagged: boolean;
    readonly isBetter: boolean;
  }[];
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export function figuresAt(rows: readonly ScoredRow[], isFlagged: (row: ScoredRow) => boolean): FiguresAt {
  const flagged = rows.filter(isFlagged);
  const labelled = (of: readonly ScoredRow[], label: Label) => of.filter((row) => row.label === label).length;
  const [hits, alarms] = [labelled(flagged, 1), labelled(flagged, 0)];
  const precision = ratio(hits, hits + alarms);
  const recall = ratio(hits, labelled(rows, 1));
  return {
    precision,
    recall,
    f1: ratio(2 * precision * recall, precision + recall),
    fpr: ratio(alarms, labelled(rows, 0)),
    flagged: flagged.length,
  };
}

/** @param threshold the one in force; without it the filter's own */
export function changeOf(rows: readonly ScoredRow[], threshold: number | undefined): ThresholdChange {
  const moved = rows.filter(({ flagged, present }) => flagged !== present);
  return {
    present: { threshold: threshold ?? null, ...figuresAt(rows, ({ present }) => present) },
    more: moved.filter(({ flagged }) => flagged).length,
    fewer: moved.filter(({ flagged }) => !flagged).length,
    flips: moved.flatMap(({ row, report, label, score, flagged }) =>
      label === -1
        ? []
        : [{ row, ...(report && { report }), label, score, flagged, isBetter: flagged === (label === 1) }],
    ),
  };
}

/** The figures from 0.05 to 0.95, in steps of 0.05. */
export const curveOf = (
  rows: readonly ScoredRow[],
): readonly (FiguresAt & { readonly threshold: number })[] =>
  Array.from({ length: 19 }, (_, step) => (step + 1) / 20).map((threshold) => ({
    threshold,
    ...figuresAt(rows, ({ score }) => score >= threshold),
  }));
