import { createHash } from 'node:crypto';
import { GENESIS } from '../../shared/entry.ts';
import { canonical } from '../journal/chain.ts';
import type { Draft, SecurityLine } from './contract.ts';
import type { SecurityLog } from './securityLog.ts';

/** Gives drafts their places behind a head and links them to it. */
export function link(head: Head, drafts: readonly Draft[]): SecurityLine[] {
  let { seq, hash: prev } = head;
  return drafts.map((draft) => {
    seq += 1;
    const hash = hashOf(prev, seq, draft);
    const line = { ...draft, seq, prev, hash };
    prev = hash;
    return line;
  });
}

export type Head = Pick<SecurityLine, 'seq' | 'hash'>;
export const NOTHING: Head = { seq: 0, hash: GENESIS };

/** What came of verifying the log from its first line that is kept to its last. */
export interface Verified {
  readonly lines: number;
  readonly first: number;
  readonly last: number;
  /** The first line that does not fit, with what is wrong; null when all do. */
  readonly fault: { readonly seq: number; readonly why: string } | null;
}

const PAGE = 1_000;

/**
 * Reads the whole log and proves it: every line follows the one before. The first that is kept must be the first
 * ever, or be the one that a record of a removal says.
 */
export async function verifyLog(log: SecurityLog): Promise<Verified> {
  let [lines, first, last, prev] = [0, 0, 0, ''];
  const removals = new Map<number, string>();
  for (;;) {
    const page = await log.read(last, PAGE);
    if (page.length === 0) break;
    for (const line of page) {
      if (lines === 0) [first, prev] = [line.seq, line.prev];
      const why = faultOf(line, lines === 0 ? line.seq - 1 : last, prev);
      if (why) return { lines, first, last, fault: { seq: line.seq, why } };
      if (line.what === 'log.pruned') removals.set(Number(line.detail.through), String(line.detail.hash));
      [lines, last, prev] = [lines + 1, line.seq, line.hash];
    }
  }
  return { lines, first, last, fault: await badBeginning(log, first, removals) };
}

function faultOf(line: SecurityLine, before: number, prev: string): string | null {
  if (line.seq !== before + 1) return `lines after ${before} are missing`;
  if (line.prev !== prev) return 'does not follow the line before it';
  const { seq, prev: _prev, hash, ...draft } = line;
  return hashOf(prev, seq, draft) === hash ? null : 'was changed: its hash does not fit';
}

async function badBeginning(
  log: SecurityLog,
  first: number,
  removals: ReadonlyMap<number, string>,
): Promise<Verified['fault']> {
  if (first === 0) return null;
  const [line] = await log.read(first - 1, 1);
  const expected = first === 1 ? GENESIS : removals.get(first - 1);
  return line?.prev === expected ? null : { seq: first, why: 'lines before it are missing without a record' };
}

function hashOf(prev: string, seq: number, draft: Draft): string {
  return createHash('sha256')
    .update(canonical([prev, seq, draft]))
    .digest('hex');
}
