import type { By } from '../entry.ts';
import type { Sentence } from '../refusal.ts';
import type { Table, Tables } from '../rows.ts';

/** One line of a shift's log, in both languages, wherever it comes from. */
export interface LogLine extends Sentence {
  /** Unique within a log. */
  readonly key: string;
  /** When it was: the log is sorted by it. Later than that by much is `recordedAt` for what was written afterwards. */
  readonly at: string;
  readonly recordedAt: string;
  readonly by: By;
  readonly kind: 'report' | 'incident' | 'call' | 'attendance' | 'own' | (string & {});
  /** The row to open. */
  readonly about: { readonly table: Table; readonly id: string } | null;
  /** A report, an order, a change of state: what is looked for first. */
  readonly major: boolean;
  /** It was corrected by another line. */
  readonly struck: boolean;
  /** Why it was changed, or the source of a figure. */
  readonly more: string | null;
}

/** The rows a log is compiled of: those of the World, or of the records for a shift of long ago. */
export type Sources = { readonly [T in Table]?: readonly Tables[T][] };

/** One noun's lines; which of them lie in the shift is not its affair. */
export type Compiler = (rows: Sources) => Iterable<LogLine>;

/** A line with what most of them have. */
export function lineOf(
  line: Pick<LogLine, 'key' | 'at' | 'by' | 'kind' | 'zh' | 'en'> & Partial<LogLine>,
): LogLine {
  return { recordedAt: line.at, about: null, major: false, struck: false, more: null, ...line };
}
