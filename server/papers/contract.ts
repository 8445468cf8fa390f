/** A paper with one table, as it is printed: what a workbook is made of. All cells are words. */
export interface Paper {
  /** Of the sheet; at most 31 characters. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly { readonly head: string; /** In characters. */ readonly width: number }[];
  readonly rows: readonly PaperRow[];
  /** Lines below the table, each across it. */
  readonly foot: readonly string[];
  /** Who gives it out and when: the last line, to the right. */
  readonly signed: string;
}

export interface PaperRow {
  readonly cells: readonly string[];
  /** A day of rest: shaded. */
  readonly shaded: boolean;
  /** How many rows the first cells are merged over, beginning here; 1 for none. */
  readonly over: number;
  /** How many of the first cells that holds for. */
  readonly merged: number;
}
