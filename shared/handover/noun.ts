import type { Due, Noun } from '../noun.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { apply } from './apply.ts';
import { commands } from './contract.ts';
import { decide } from './decide.ts';
import { ARCHIVE_DAYS, lateFrom } from './limits.ts';
import { wasKnown } from './neighbours.ts';

export const noun = { commands, decide, apply, due } satisfies Noun;

const DAY_MS = 24 * 60 * 60_000;

/**
 * A shift that nobody has relieved some minutes after the next one began is noted once; a handover leaves for the
 * records with its items when it is long over.
 */
function* due(world: World): Iterable<Due> {
  yield* late(world);
  for (const { id, endsAt } of world.tables.handover.values()) {
    const at = new Date(msOf(endsAt) + ARCHIVE_DAYS * DAY_MS).toISOString();
    yield { at, type: 'handover.archive', body: { handoverId: id }, key: `handover.archive/${id}` };
  }
}

function* late(world: World): Iterable<Due> {
  const rooms = [...world.tables.shift.values()].filter(
    ({ published, line }) => published && line === 'main',
  );
  const starting = new Map(rooms.map((shift) => [msOf(shift.startsAt), shift]));
  for (const { id, endsAt } of rooms) {
    const into = starting.get(msOf(endsAt));
    const row = world.tables.handover.get(id);
    if (!into || row?.acceptedAt || row?.lateAt || !wasKnown(world, into)) continue;
    const at = new Date(lateFrom(into)).toISOString();
    yield { at, type: 'handover.noteLate', body: { handoverId: id }, key: `handover.noteLate/${id}` };
  }
}
