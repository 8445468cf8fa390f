import { isDeepStrictEqual } from 'node:util';
import type { Audience } from '../../../shared/roles.ts';
import { laid, type Page, type Row } from './heard.ts';
import type { Screen } from './screen.ts';

/** What everybody has on the screen, against what he should: all but the first two are 0 when all is well. */
export interface Proof {
  readonly screens: number;
  /** How many different sets of rows there were among them to be compared. */
  readonly histories: number;
  readonly missing: number;
  readonly differing: number;
  /** Rows that stand where they should not, and rows of another village that were sent at any time. */
  readonly foreign: number;
  readonly gap: number;
  readonly backwards: number;
}

type Expected = Readonly<Record<Audience, Readonly<Record<string, object>>>>;
type Faults = Pick<Proof, 'missing' | 'differing' | 'foreign'>;

/** Counted for each screen: a row that fifty lack is missing fifty times. */
export function compare(
  screens: readonly Pick<Screen, 'page' | 'seat'>[],
  expected: Expected,
): Omit<Proof, 'gap' | 'backwards'> {
  const known = new Map<Page, Faults>();
  const sum = { missing: 0, differing: 0, foreign: 0 };
  for (const { page, seat } of screens) {
    const faults = (page && known.get(page)) ?? faultsOf(page, seat.audience, expected[seat.audience] ?? {});
    if (page) known.set(page, faults);
    sum.missing += faults.missing;
    sum.differing += faults.differing;
    sum.foreign += faults.foreign;
  }
  return { screens: screens.length, histories: known.size, ...sum };
}

function faultsOf(page: Page | null, audience: Audience, expected: Expected[Audience]): Faults {
  const rows = page ? laid(page) : new Map<string, Row>();
  const faults = { missing: 0, differing: 0, foreign: page ? strangers(page, audience) : 0 };
  for (const [key, row] of Object.entries(expected)) {
    const shown = rows.get(key);
    if (!shown) faults.missing += 1;
    else if (!isDeepStrictEqual({ ...shown }, row)) faults.differing += 1;
  }
  for (const key of rows.keys()) if (!(key in expected)) faults.foreign += 1;
  return faults;
}

/** Of these a village hears its own and nothing else: asked of the rows themselves, not of the rule that sent them. */
const OWN = ['report', 'attachment', 'incident', 'line'];

/** Rows of others in anything this screen was ever told. */
function strangers(page: Page, audience: Audience): number {
  if (!audience.startsWith('village/')) return 0;
  let found = 0;
  for (let at: Page | null = page; at; at = at.before) {
    for (const [table, , how, row] of at.told.rows()) {
      if (how !== 'put' || !OWN.includes(table)) continue;
      if (`village/${(row as { villageId: string }).villageId}` !== audience) found += 1;
    }
  }
  return found;
}
