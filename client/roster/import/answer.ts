import type { Post } from '../../../shared/pattern/contract.ts';
import type { Refusal } from '../../../shared/refusal.ts';

/** What the server answers to a table: a dry run. `stop` is in the way, `note` is worth knowing. */
export interface RosterImport {
  readonly month: string;
  readonly rows: readonly ImportRow[];
  readonly unknown: readonly UnknownName[];
  readonly phones: readonly { readonly name: string; readonly phone: string }[];
  readonly passedOver: readonly string[];
}

export interface ImportRow {
  readonly sheet: string;
  readonly row: number;
  readonly day: string | null;
  readonly patternId: string | null;
  readonly posts: { readonly [P in Post]?: { readonly name: string; readonly personId: string | null } };
  readonly problems: readonly (Refusal & { readonly level: 'stop' | 'note' })[];
  /** A shift that is over: it stays as it is. */
  readonly past: boolean;
}

/** A name that nobody on the duty list has, or that several have. */
export interface UnknownName {
  readonly name: string;
  readonly post: string | null;
  readonly posts: readonly Post[];
  readonly rows: readonly number[];
}
