import { isOn } from '../shift/onDuty.ts';
import type { Shift } from '../shift/contract.ts';
import { msOf } from '../time.ts';
import { attendance } from './compilers/attendance.ts';
import { call } from './compilers/call.ts';
import { incident } from './compilers/incident.ts';
import { own } from './compilers/own.ts';
import { report } from './compilers/report.ts';
import type { Compiler, LogLine, Sources } from './line.ts';

/** The tables whose rows a log is made of. A compiler that needs another one adds it here. */
export const LOG_TABLES = [
  'report',
  'incident',
  'line',
  'call',
  'dutyLog',
  'attendance',
  'person',
  'village',
] as const;

/** A noun adds its lines to the log by a compiler here. */
const compilers: readonly Compiler[] = [report, incident, call, own, attendance];

/** What is written down of every shift, whatever happened: it does not fill a log. */
const OF_COURSE: readonly string[] = ['attendance', 'handover'];

/**
 * The log of a shift: everything that happened from its start until before its end, the earliest first. It fills itself
 * from the rows of the nouns; lines by hand are among them.
 */
export function logOf(rows: Sources, shift: Pick<Shift, 'startsAt' | 'endsAt'>): LogLine[] {
  const lines = compilers.flatMap((compile) => [...compile(rows)]);
  return lines
    .filter(({ at }) => isOn(shift, at))
    .sort((a, b) => msOf(a.at) - msOf(b.at) || msOf(a.recordedAt) - msOf(b.recordedAt));
}

/** Whether a log says nothing yet: who came and went is not enough (docs/rules.md, "Duty log"). */
export function isEmpty(lines: readonly LogLine[]): boolean {
  return lines.every(({ kind, struck }) => struck || OF_COURSE.includes(kind));
}
