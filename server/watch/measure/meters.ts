/**
 * Counters, gauges and histograms, and Prometheus' text format (0.0.4). Counting is an addition in a Map: it stands on
 * the command's path. Whoever names a label sees to it that its values are few: a type, a route, a status, never an id.
 */
export interface Meter {
  /** Its lines of the exposition, ending with a line break. */
  text(): string;
}

type Labels = readonly string[];
/** Values of labels, in the order of their names. */
type Values = readonly string[];

export class Counter implements Meter {
  readonly #head: string;
  readonly #labels: Labels;
  readonly #counts = new Map<string, number>();
  readonly #name: string;

  /** @param name ends with `_total` */
  constructor(name: string, help: string, labels: Labels = []) {
    this.#name = name;
    this.#labels = labels;
    this.#head = headOf(name, help, 'counter');
    if (labels.length === 0) this.#counts.set('', 0);
  }

  add(values: Values = NONE, by = 1): void {
    const key = values.length === 1 ? (values[0] as string) : values.join(SEPARATOR);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + by);
  }

  /** What was counted under these values. */
  of(...values: string[]): number {
    return this.#counts.get(values.join(SEPARATOR)) ?? 0;
  }

  text(): string {
    const lines = [...this.#counts].map(
      ([key, count]) => `${this.#name}${labelled(this.#labels, key)} ${number(count)}\n`,
    );
    return this.#head + lines.join('');
  }
}

/** What is read when somebody asks: one value, or one for each value of a label. A value that is null is left out. */
export class Gauge implements Meter {
  readonly #head: string;
  readonly #name: string;
  readonly #label: string | null;
  #values = new Map<string, number>();

  constructor(name: string, help: string, label: string | null = null) {
    this.#name = name;
    this.#label = label;
    this.#head = headOf(name, help, 'gauge');
  }

  set(value: number | null): void {
    this.setAll(value === null ? [] : [['', value]]);
  }

  /** Replaces all values of the label: what is no more is not told either. */
  setAll(values: Iterable<readonly [value: string, gauge: number]>): void {
    this.#values = new Map(values);
  }

  text(): string {
    const labels = this.#label === null ? [] : [this.#label];
    const lines = [...this.#values].map(
      ([key, value]) => `${this.#name}${labelled(labels, key)} ${number(value)}\n`,
    );
    return this.#head + lines.join('');
  }
}

interface Series {
  readonly counts: number[];
  sum: number;
  count: number;
}

/** Times in seconds, counted in buckets that are the same for all of them, so that they can be laid side by side. */
export class Histogram implements Meter {
  readonly #head: string;
  readonly #name: string;
  readonly #labels: Labels;
  readonly #series = new Map<string, Series>();

  constructor(name: string, help: string, labels: Labels = []) {
    this.#name = name;
    this.#labels = labels;
    this.#head = headOf(name, help, 'histogram');
  }

  /** @param ms milliseconds */
  observe(ms: number, values: Values = NONE): void {
    const key = values.length === 1 ? (values[0] as string) : values.join(SEPARATOR);
    let series = this.#series.get(key);
    if (!series) this.#series.set(key, (series = { counts: BUCKETS.map(() => 0), sum: 0, count: 0 }));
    const seconds = ms / 1000;
    series.sum += seconds;
    series.count += 1;
    for (let n = 0; n < BUCKETS.length; n += 1) {
      if (seconds > (BUCKETS[n] as number)) continue;
      series.counts[n] = (series.counts[n] as number) + 1;
      return;
    }
  }

  text(): string {
    return this.#head + [...this.#series].map(([key, series]) => this.#lines(key, series)).join('');
  }

  #lines(key: string, { counts, sum, count }: Series): string {
    const labels = [...this.#labels, 'le'];
    const at = (le: string) => labelled(labels, key === '' ? le : `${key}${SEPARATOR}${le}`);
    let upTo = 0;
    const buckets = BUCKETS.map(
      (le, n) => `${this.#name}_bucket${at(String(le))} ${(upTo += counts[n] ?? 0)}\n`,
    );
    const own = labelled(this.#labels, key);
    return [
      ...buckets,
      `${this.#name}_bucket${at('+Inf')} ${count}\n`,
      `${this.#name}_sum${own} ${number(sum)}\n`,
      `${this.#name}_count${own} ${count}\n`,
    ].join('');
  }
}

const NONE: Values = [];
/** From a millisecond to ten seconds: the goals of an answer (0.5 s) and of a screen (1 s) are among them. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Stands in no value: it is what separates fields. */
const SEPARATOR = '\u001f';

function headOf(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}\n# TYPE ${name} ${type}\n`;
}

function labelled(labels: Labels, key: string): string {
  if (labels.length === 0) return '';
  const values = key.split(SEPARATOR);
  return `{${labels.map((label, n) => `${label}="${quoted(values[n] ?? '')}"`).join(',')}}`;
}

function quoted(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
}
