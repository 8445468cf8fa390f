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
  /** The median of the ratios of paired rounds, where it is that; else the value by the reference. */
  readonly ratio?: number;
  /** The most the value may be. */
  readonly atMost?: number;
  /** The most the ratio may be. */
  readonly ratioAtMost?: number;
  /** The least the ratio must be. */
  readonly ratioAtLeast?: number;
}

export function rowOf(row: string, metric: string, figure: Figure): Row {
  const { value, unit, reference, atMost, ratioAtMost, ratioAtLeast } = figure;
  const ratio = figure.ratio ?? (reference === undefined ? null : value / reference);
  const goals = [
    ...(atMost === undefined ? [] : [`≤ ${atMost} ${unit}`]),
    ...(ratioAtMost === undefined ? [] : [`ratio ≤ ${ratioAtMost}`]),
    ...(ratioAtLeast === undefined ? [] : [`ratio ≥ ${ratioAtLeast}`]),
  ];
  const within =
    value <= (atMost ?? Infinity) &&
    (ratio ?? 0) <= (ratioAtMost ?? Infinity) &&
    (ratio ?? 0) >= (ratioAtLeast ?? -Infinity);
  return {
    ...{ row, metric, value: round(value), unit },
    reference: reference === undefined ? null : round(reference),
    ratio: ratio === null ? null : round(ratio),
    ...{ goal: goals.join(', ') || null, holds: goals.length > 0 ? within : null },
  };
}

/** The value below which a share of the values lies; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Three figures that count: a ratio is not known better. */
function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
