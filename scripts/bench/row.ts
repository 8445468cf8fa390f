/** One measured figure. `ratio` is the value by the reference that was measured in the same run, where there is one. */
export interface Row {
  readonly row: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number | null;
  readonly ratio: number | null;
  readonly goal: string | null;
  /** Whether the goal holds; null for a figure without one. */
  readonly holds: boolean | null;
}

export interface Figure {
  readonly value: number;
  readonly unit: string;
  readonly reference?: number;
  /** The most the value may be. */
  readonly atMost?: number;
  /** The most the ratio may be. */
  readonly ratioAtMost?: number;
}

export function rowOf(row: string, metric: string, figure: Figure): Row {
  const { value, unit, reference, atMost, ratioAtMost } = figure;
  const ratio = reference === undefined ? null : value / reference;
  const goals = [
    ...(atMost === undefined ? [] : [`≤ ${atMost} ${unit}`]),
    ...(ratioAtMost === undefined ? [] : [`ratio ≤ ${ratioAtMost}`]),
  ];
  const within =
    (atMost === undefined || value <= atMost) && (ratioAtMost === undefined || (ratio ?? 0) <= ratioAtMost);
  return {
    ...{ row, metric, value: round(value), unit },
    ...{
      reference: reference === undefined ? null : round(reference),
      ratio: ratio === null ? null : round(ratio),
    },
    ...{ goal: goals.join(', ') || null, holds: goals.length > 0 ? within : null },
  };
}

/** The value below which a share of the values lies; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
