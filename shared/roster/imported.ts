import type { Day } from '../days.ts';
import type { Post } from '../pattern/contract.ts';
import type { Refusal } from '../refusal.ts';

/** What stands in the way of a row, or is worth knowing of it. Only `stop` keeps the import back. */
export interface ImportProblem extends Refusal {
  readonly level: 'stop' | 'note';
}

/** Who is to be in a post: the words of the cell, and whom they name. */
export interface Found {
  readonly name: string;
  /** Null when nobody on the duty list is meant for certain. */
  readonly personId: string | null;
}

/** One shift as one row of the table has it. */
export interface ImportRow {
  readonly sheet: string;
  /** As the spreadsheet counts, from 1. */
  readonly row: number;
  /** Null when the cell is no day. */
  readonly day: Day | null;
  /** Null when no shift of that day is meant for certain. */
  readonly patternId: string | null;
  readonly posts: { readonly [P in Post]?: Found };
  readonly problems: readonly ImportProblem[];
  /** A shift that is over: shown, and left as it is. */
  readonly past: boolean;
}

/** A name that the duty list does not have, with what the table says of it: to be added, or read as somebody else. */
export interface UnknownName {
  readonly name: string;
  /** The office written beside the name; null when there is none. */
  readonly post: string | null;
  /** In which posts of the roster it stands. */
  readonly posts: readonly Post[];
  readonly rows: readonly number[];
}

/** A telephone number beside a name. It is not written anywhere by the import. */
export interface FoundPhone {
  readonly name: string;
  readonly personId: string | null;
  readonly phone: string;
}

/** A dry run: what would be written. Nothing is. */
export interface RosterImport {
  readonly month: string;
  readonly rows: readonly ImportRow[];
  readonly unknown: readonly UnknownName[];
  readonly phones: readonly FoundPhone[];
  /** Sheets that are no roster of this month, by name. */
  readonly passedOver: readonly string[];
}
