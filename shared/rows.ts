import type { Absence } from './absence/contract.ts';
import type { Attendance } from './attendance/contract.ts';
import type { BookRow } from './book/contract.ts';
import type { Call } from './call/contract.ts';
import type { CalendarYear } from './calendar/contract.ts';
import type { Handover, HandoverItem } from './handover/contract.ts';
import type { DutyLogLine } from './dutyLog/contract.ts';
import type { Incident, Line, Tally } from './incident/contract.ts';
import type { Layer } from './layer/contract.ts';
import type { OpenItem } from './openItem/contract.ts';
import type { Pattern } from './pattern/contract.ts';
import type { Person } from './person/contract.ts';
import type { Attachment, Report } from './report/contract.ts';
import type { RollCall, RollCallAnswer, RollCallPlan } from './rollCall/contract.ts';
import type { Roster } from './roster/contract.ts';
import type { Shift } from './shift/contract.ts';
import type { Substitution } from './substitution/contract.ts';
import type { Unit } from './unit/contract.ts';
import type { Village } from './village/contract.ts';
import type { ZeroPlan, ZeroReport, ZeroRound } from './zeroReport/contract.ts';

/** Every table of the World and what a row of it holds. A noun adds its line here. */
export interface Tables {
  book: BookRow;
  unit: Unit;
  village: Village;
  layer: Layer;
  report: Report;
  attachment: Attachment;
  incident: Incident;
  line: Line;
  tally: Tally;
  calendar: CalendarYear;
  pattern: Pattern;
  person: Person;
  absence: Absence;
  roster: Roster;
  shift: Shift;
  substitution: Substitution;
  openItem: OpenItem;
  handover: Handover;
  handoverItem: HandoverItem;
  attendance: Attendance;
  call: Call;
  dutyLog: DutyLogLine;
  zeroPlan: ZeroPlan;
  zeroRound: ZeroRound;
  zeroReport: ZeroReport;
  rollCall: RollCall;
  rollCallAnswer: RollCallAnswer;
  rollCallPlan: RollCallPlan;
}
export type Table = keyof Tables;
export type Row = Tables[Table];

export const TABLES: readonly Table[] = [
  'book',
  'unit',
  'village',
  'layer',
  'report',
  'attachment',
  'incident',
  'line',
  'tally',
  'calendar',
  'pattern',
  'person',
  'absence',
  'roster',
  'shift',
  'substitution',
  'openItem',
  'handover',
  'handoverItem',
  'attendance',
  'zeroPlan',
  'zeroRound',
  'zeroReport',
  'call',
  'dutyLog',
  'rollCall',
  'rollCallAnswer',
  'rollCallPlan',
];

export function isTable(name: string): name is Table {
  return (TABLES as readonly string[]).includes(name);
}
