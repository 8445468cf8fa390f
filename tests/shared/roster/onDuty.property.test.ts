import { afterEach, expect, it } from 'vitest';
import { addDays } from '../../../shared/days.ts';
import type { Pattern } from '../../../shared/pattern/contract.ts';
import { untiled } from '../../../shared/pattern/tiling.ts';
import { shiftIdOf } from '../../../shared/shift/contract.ts';
import { isOn, nextShift, onDuty } from '../../../shared/shift/onDuty.ts';
import { timesOf } from '../../../shared/shift/hours.ts';
import { isoIn } from '../../../shared/time.ts';
import { emptyWorld, type World } from '../../../shared/world.ts';
import { randomFrom } from '../../support/faults/proof.ts';

const ZONE = 'Asia/Shanghai';
/** Shanghai has kept this offset without a jump since 1992; the model below knows no more of zones than that. */
const OFFSET_MS = 8 * 60 * 60_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const ROSTERS = 10_000;
const DAYS = 6;
const ZONES = ['UTC', 'Asia/Shanghai', 'America/Chicago', 'Pacific/Kiritimati'];
/** Across a month, a year and a leap day. */
const STARTS = ['2026-04-03', '2026-12-28', '2028-02-26', '2027-02-26', '2026-06-28', '2026-03-06'];

type Random = () => number;
interface Roster {
  readonly world: World;
  readonly first: string;
  /** Which shift is on in each minute from the first day's midnight; the brute force. */
  readonly model: (string | null)[];
}

const home = process.env.TZ;
afterEach(() => {
  process.env.TZ = home;
});

it(`says of ${ROSTERS} random rosters who is on duty, minute by minute, in whatever zone the process runs`, () => {
  const random = randomFrom(20_260_405);
  let asked = 0;
  const wrong: string[] = [];
  for (let n = 0; n < ROSTERS; n += 1) {
    const roster = draw(random);
    const minutes = [
      ...Array.from({ length: 3 }, () => Math.floor(random() * roster.model.length)),
      ...edges(roster),
    ];
    for (const zone of ZONES) {
      process.env.TZ = zone;
      for (const minute of minutes) {
        asked += 1;
        const at = isoIn(msAt(roster.first, minute), 'UTC');
        const found = onDuty(roster.world, at, ZONE)?.id ?? null;
        if (found !== roster.model[minute])
          wrong.push(`${zone} ${at}: ${found}, not ${roster.model[minute]}`);
      }
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(asked).toBeGreaterThan(ROSTERS * ZONES.length * 3);
}, 240_000);

it('never has two sets on duty at once, nor a minute without one inside a roster without a hole', () => {
  const random = randomFrom(4_711);
  for (let n = 0; n < 500; n += 1) {
    const { world, model, first } = draw(random, 0);
    const shifts = [...world.tables.shift.values()];
    for (let minute = firstMinute(world); minute < model.length - 3 * DAY_MINUTES; minute += 37) {
      const at = isoIn(msAt(first, minute), ZONE);
      expect(shifts.filter((shift) => isOn(shift, at))).toHaveLength(1);
      const shift = onDuty(world, at, ZONE);
      expect(shift && nextShift(world, shift, ZONE)?.startsAt).toBe(shift?.endsAt);
    }
  }
});

it('looks at as many shifts whatever was before', () => {
  const looks = [100, 20_000].map((days) => {
    const { world, first } = draw(randomFrom(7), 0, days);
    const counted = new CountedMap(world.tables.shift);
    const tables = { ...world.tables, shift: counted };
    const at = isoIn(msAt(first, (days - 1) * DAY_MINUTES + 720), ZONE);
    expect(onDuty({ ...world, tables }, at, ZONE)).not.toBeNull();
    return counted.looks;
  });
  expect(looks[1]).toBe(looks[0]);
  expect(looks[0]).toBeGreaterThan(0);
});

/** A table that counts how often a row is asked for, and lets nobody go through all of them. */
class CountedMap<Row> extends Map<string, Row> {
  looks = 0;
  override get(id: string): Row | undefined {
    this.looks += 1;
    return super.get(id);
  }
  override values(): never {
    throw new Error('went through all shifts');
  }
}

/** A roster of some days: the day cut into shifts anywhere, some of them missing or not published. */
function draw(random: Random, holes = 0.15, days = DAYS): Roster {
  const patterns = cut(random);
  expect(untiled(patterns)).toBeNull();
  const first = STARTS[Math.floor(random() * STARTS.length)] as string;
  const world = emptyWorld('real');
  for (const pattern of patterns) world.tables.pattern.set(pattern.id, pattern);
  const model = Array<string | null>((days + 2) * DAY_MINUTES).fill(null);
  for (let n = 0; n < days; n += 1) {
    const day = addDays(first, n);
    for (const pattern of patterns) {
      const roll = random();
      if (roll < holes) continue;
      const id = shiftIdOf(pattern.id, day);
      const published = roll >= holes * 1.5;
      world.tables.shift.set(id, shiftOf(pattern, day, published));
      if (!published) continue;
      const from = n * DAY_MINUTES + pattern.startMinute;
      model.fill(id, from, from + pattern.minutes);
    }
  }
  return { world, first, model };
}

function shiftOf(pattern: Pattern, day: string, published: boolean) {
  const { id: patternId, kind, line } = pattern;
  const by = { id: '', name: '', post: '' };
  const rest = { posts: {}, published, original: null, changedBy: by, seq: 1 };
  return {
    id: shiftIdOf(patternId, day),
    patternId,
    kind,
    line,
    day,
    ...timesOf(pattern, day, ZONE),
    ...rest,
  };
}

/** A day that begins at any minute, cut into one to four shifts. */
function cut(random: Random): Pattern[] {
  const start = Math.floor(random() * DAY_MINUTES);
  const parts = 1 + Math.floor(random() * 4);
  const cuts = Array.from({ length: parts - 1 }, () => Math.floor(random() * (DAY_MINUTES - start)));
  const edge = [0, ...new Set(cuts.map((one) => one - (one % 15)).filter((one) => one > 0))].sort(
    (a, b) => a - b,
  );
  return edge.map((from, n) => ({
    ...{ id: `p${n}`, name: { zh: `班${n}`, en: `Shift ${n}` }, kind: 'day', line: 'main' },
    ...{ startMinute: start + from, minutes: (edge[n + 1] ?? DAY_MINUTES) - from },
    ...{ on: ['workday', 'restday', 'holiday', 'makeup'], season: null, needed: ['leader', 'primary'] },
    ...{ optional: [], order: n, retired: false, seq: 1 },
  }));
}

/** The minutes around every change of who is on duty. */
function edges({ model }: Roster): number[] {
  const changes = model.flatMap((id, minute) =>
    minute > 0 && id !== model[minute - 1] ? [minute - 1, minute] : [],
  );
  return changes.slice(0, 4);
}

function msAt(first: string, minute: number): number {
  return Date.parse(first) - OFFSET_MS + minute * MINUTE_MS;
}

function firstMinute(world: World): number {
  return Math.min(...[...world.tables.pattern.values()].map(({ startMinute }) => startMinute)) + DAY_MINUTES;
}
