import type { Event } from '../entry.ts';
import type { Appliers, Body, Deciders, Due, Noun } from '../noun.ts';
import { active } from '../person/noun.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { awayIn, untilOf } from './away.ts';
import { commands, type Absence } from './contract.ts';

/** What can happen to an absence. */
export interface AbsenceEvents {
  'absence.filed': Body<(typeof commands)['absence.file']>;
  'absence.ended': { reason: string };
  'absence.archived': object;
}

export const absenceRefusals = {
  'absence.backwards': { zh: '返岗时间要晚于离开时间', en: 'The return must be later than the departure' },
  'absence.over': { zh: '这段时间已经过去', en: 'That time is over' },
  'absence.too-long': { zh: '一次最多报备 400 天', en: 'At most 400 days at once' },
  'absence.twice': { zh: '{name}这段时间已报备外出', en: '{name} is filed as away then already' },
  'absence.stand-in': { zh: '代班人不能是本人', en: 'Nobody stands in for himself' },
  'absence.stand-in-away': { zh: '{name}这段时间也外出', en: '{name} is away then as well' },
  'absence.unknown': { zh: '没有这条外出报备', en: 'There is no such absence' },
} as const;

const DAY_MS = 24 * 60 * 60_000;
/** How long after its end an absence stays in sight: last month's roster is still looked at. */
const KEEP_DAYS = 62;

const decide: Deciders<typeof commands> = {
  'absence.file'(world, body, { commandId, at }) {
    const { personId, standInId, from, until } = body;
    const person = active(world, personId);
    if (isRefusal(person)) return person;
    if (msOf(until) <= msOf(from)) return refuse(absenceRefusals, 'absence.backwards');
    if (msOf(until) <= msOf(at)) return refuse(absenceRefusals, 'absence.over');
    if (msOf(until) - msOf(from) > 400 * DAY_MS) return refuse(absenceRefusals, 'absence.too-long');
    if (awayIn(world, personId, from, until))
      return refuse(absenceRefusals, 'absence.twice', { name: person.name });
    if (standInId === personId) return refuse(absenceRefusals, 'absence.stand-in');
    const standIn = standInId === null ? null : active(world, standInId);
    if (isRefusal(standIn)) return standIn;
    if (standIn && awayIn(world, standIn.id, from, until))
      return refuse(absenceRefusals, 'absence.stand-in-away', { name: standIn.name });
    return [{ type: 'absence.filed', id: commandId, ...body } as Event];
  },
  'absence.end'(world, { absenceId, reason }, { at }) {
    const absence = world.tables.absence.get(absenceId);
    if (!absence) return refuse(absenceRefusals, 'absence.unknown');
    if (msOf(untilOf(absence)) <= msOf(at)) return refuse(absenceRefusals, 'absence.over');
    return [{ type: 'absence.ended', id: absenceId, reason } as Event];
  },
  'absence.archive'(world, { absenceId }) {
    if (!world.tables.absence.has(absenceId)) return refuse(absenceRefusals, 'absence.unknown');
    return [{ type: 'absence.archived', id: absenceId }];
  },
};

const apply: Appliers<AbsenceEvents> = {
  'absence.filed'(rows, event, { at, by, seq }) {
    const { id, personId, kind, from, until, words, standInId } = event;
    const said = { id, personId, kind: kind as Absence['kind'], from, until, words, standInId };
    rows.put('absence', { ...said, filedAt: at, filedBy: by, endedAt: null, reason: null, seq });
  },
  'absence.ended'(rows, { id, reason }, { at, seq }) {
    rows.set('absence', id, { endedAt: at, reason, seq });
  },
  'absence.archived'(rows, { id }) {
    rows.drop('absence', id);
  },
};

/** An absence that is long over goes to the records. */
function* due(world: World): Iterable<Due> {
  for (const { id, until } of world.tables.absence.values()) {
    const at = new Date(msOf(until) + KEEP_DAYS * DAY_MS).toISOString();
    yield { at, type: 'absence.archive', body: { absenceId: id }, key: `absence.archive/${id}` };
  }
}

export const noun = { commands, decide, apply, due } satisfies Noun;
