import { isAhead } from '../claims.ts';
import type { Event } from '../entry.ts';
import { atLeast } from '../kind.ts';
import type { Appliers, Deciders, Due, Noun } from '../noun.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { isOn, onDuty } from '../shift/onDuty.ts';
import type { Shift } from '../shift/contract.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { commands, type DutyLogLine, type LogKind } from './contract.ts';

/** What can happen to the duty log. */
export interface DutyLogEvents {
  'dutyLog.lineAdded': { what: LogKind; words: string; observedAt: string; shiftId: string | null };
  'dutyLog.lineCorrected': { byLineId: string; what: LogKind; words: string; reason: string };
  'dutyLog.archived': object;
}

export const dutyLogRefusals = {
  'dutyLog.future': { zh: '时间不能晚于现在', en: 'The time cannot be later than now' },
  'dutyLog.no-shift': {
    zh: '那时没有人值班，不能记“无异常”',
    en: 'Nobody was on duty then: there is no shift to say “nothing unusual” of',
  },
  'dutyLog.not-nothing': {
    zh: '本班有事件或紧急报告，不能记“无异常”',
    en: 'This shift has had an incident or an urgent report: it cannot be “nothing unusual”',
  },
  'dutyLog.nothing-twice': { zh: '本班已记过“无异常”', en: 'That is in this shift’s log already' },
  'dutyLog.line-unknown': {
    zh: '没有这一条，或已更正过',
    en: 'There is no such line, or it was corrected already',
  },
  'dutyLog.nothing-changed': { zh: '没有要更正的内容', en: 'Nothing to correct' },
  'dutyLog.kept': { zh: '还没有到归档的时候', en: 'It is not time to archive it' },
} as const;

const DAY_MS = 24 * 60 * 60_000;
/** How long a line stays in sight (docs/rules.md, "Duty log": a proposal, as long as the rosters it goes with). */
export const LOG_KEEP_DAYS = 62;

const decide: Deciders<typeof commands> = {
  'dutyLog.addLine'(world, { what, words, observedAt }, { at, zone, commandId }) {
    if (isAhead(observedAt, at)) return refuse(dutyLogRefusals, 'dutyLog.future');
    const when = observedAt ?? at;
    const shift = onDuty(world, when, zone);
    const wrong = what === 'nothing' ? badNothing(world, shift) : null;
    const line = { what, words, observedAt: when, shiftId: shift?.id ?? null };
    return wrong ?? [happened('dutyLog.lineAdded', commandId, line)];
  },
  'dutyLog.correctLine'(world, { dutyLogId, words, reason }, { commandId }) {
    const line = world.tables.dutyLog.get(dutyLogId);
    if (!line || line.correctedBy) return refuse(dutyLogRefusals, 'dutyLog.line-unknown');
    if (line.words === words) return refuse(dutyLogRefusals, 'dutyLog.nothing-changed');
    // Other words than 无异常 say that something was.
    const what = line.what === 'nothing' ? 'note' : line.what;
    const change = { byLineId: commandId, what, words, reason };
    return [happened('dutyLog.lineCorrected', dutyLogId, change)];
  },
  'dutyLog.archive'(world, { dutyLogId }, { at }) {
    const line = world.tables.dutyLog.get(dutyLogId);
    if (!line) return refuse(dutyLogRefusals, 'dutyLog.line-unknown');
    if (msOf(at) < leavesMs(line)) return refuse(dutyLogRefusals, 'dutyLog.kept');
    return [happened('dutyLog.archived', dutyLogId, {})];
  },
};

const apply: Appliers<DutyLogEvents> = {
  'dutyLog.lineAdded'(rows, { id, what, words, observedAt, shiftId }, { at, by, seq }) {
    const said = { id, what, words, observedAt, shiftId };
    rows.put('dutyLog', { ...said, recordedAt: at, by, reason: null, correctedBy: null, seq });
  },
  'dutyLog.lineCorrected'(rows, { id, byLineId, what, words, reason }, { at, by, seq }) {
    const wrong = rows.get('dutyLog', id);
    if (!wrong) return;
    const { observedAt, shiftId } = wrong;
    rows.set('dutyLog', id, { correctedBy: byLineId, seq });
    const said = { id: byLineId, what, words, observedAt, shiftId };
    rows.put('dutyLog', { ...said, recordedAt: at, by, reason, correctedBy: null, seq });
  },
  'dutyLog.archived'(rows, { id }) {
    rows.drop('dutyLog', id);
  },
};

function happened<T extends keyof DutyLogEvents>(type: T, id: string, fields: DutyLogEvents[T]): Event {
  return { type, id, ...fields };
}

/** 无异常 is of a shift that had neither an incident nor an urgent report, and is said once. */
function badNothing(world: World, shift: Shift | null): Refusal | null {
  if (!shift) return refuse(dutyLogRefusals, 'dutyLog.no-shift');
  const { incident, report, dutyLog } = world.tables;
  const had =
    [...incident.values()].some(({ openedAt }) => isOn(shift, openedAt)) ||
    [...report.values()].some(
      ({ receivedAt, urgency }) => isOn(shift, receivedAt) && atLeast(urgency, 'urgent'),
    );
  if (had) return refuse(dutyLogRefusals, 'dutyLog.not-nothing');
  const said = [...dutyLog.values()].some(
    (line) => line.what === 'nothing' && line.shiftId === shift.id && line.correctedBy === null,
  );
  return said ? refuse(dutyLogRefusals, 'dutyLog.nothing-twice') : null;
}

function leavesMs({ recordedAt }: Pick<DutyLogLine, 'recordedAt'>): number {
  return msOf(recordedAt) + LOG_KEEP_DAYS * DAY_MS;
}

function* due(world: World): Iterable<Due> {
  for (const line of world.tables.dutyLog.values()) {
    const at = new Date(leavesMs(line)).toISOString();
    const body = { dutyLogId: line.id };
    yield { at, type: 'dutyLog.archive', body, key: `dutyLog.archive/${line.id}` };
  }
}

export const noun = { commands, decide, apply, due } satisfies Noun;
