import { describe, expect, it } from 'vitest';
import type { Book } from '../../../server/books.ts';
import { latenessOf } from '../../../server/watch/audit/lateness.ts';
import { probesOf, type Eyes } from '../../../server/watch/audit/probes.ts';
import { msOf } from '../../../shared/time.ts';
import { sumOf } from '../../../server/live/presence.ts';
import type { Trouble } from '../../../shared/wire.ts';
import { emptyWorld } from '../../../shared/world.ts';
import { EXERCISE, GROUND, REPORT, submitted } from '../../support/steps.ts';
import { openRoom, people, roomAfter, type Room, type Step } from '../../support/world.ts';

const MINUTE = 60_000;

interface Fake {
  seq?: number;
  silentMs?: number;
  isOpen?: boolean;
}
/** A book as the probes see it: only what they ask is there. */
function book({ seq = 0, silentMs = 0, isOpen = true }: Fake): Book {
  return {
    name: 'real',
    desk: { isOpen },
    clock: { tickedAt: performance.now() - silentMs, wasAnswered: () => false },
    tail: { world: { ...emptyWorld('real'), seq } },
  } as unknown as Book;
}

function eyes(more: Partial<Eyes>): Eyes {
  return {
    now: () => 0,
    books: () => [],
    ping: async () => undefined,
    projected: async () => 0,
    disk: () => 'ok',
    lastBackup: async () => null,
    lastAnchor: () => null,
    ...more,
  };
}

describe('a clock', () => {
  const ask = (of: Fake) => probesOf(eyes({ books: () => [book(of)] }))['clock.stopped']();

  it('has stopped when no tick finished for more than a minute', async () => {
    expect(await ask({ silentMs: 59_000 })).toBeNull();
    expect(await ask({ silentMs: 61_000 })).toBeGreaterThan(MINUTE);
    expect(await ask({ silentMs: 61_000, isOpen: false })).toBeGreaterThan(MINUTE);
  });
});

/** A room as a book whose clock has answered nothing, or what it is said to have. */
function watched({ world }: Room, answered: readonly string[] = []): Book {
  const clock = {
    tickedAt: performance.now(),
    wasAnswered: ({ key }: { key: string }) => answered.includes(key),
  };
  return { name: world.book, desk: { isOpen: true }, clock, tail: { world } } as unknown as Book;
}

describe('something that is due', () => {
  const reported = roomAfter([...GROUND, submitted()]);
  const due = msOf('2026-04-05T13:27:00.000+08:00');

  it('makes the clock a stopped one after a minute, whichever server’s clock was to fire it', async () => {
    const book = watched(reported);
    expect(latenessOf(book, due)).toBe(0);
    const at = (now: number) => probesOf(eyes({ books: () => [book], now: () => now }))['clock.stopped']();
    expect(await at(due + 60_000)).toBeNull();
    expect(await at(due + 61_000)).toBe(61_000);
  });

  it('does not, when the clock was refused it', () => {
    const book = watched(reported, [`report.escalate/${REPORT}`]);
    expect(latenessOf(book, due + 3_600_000)).toBe(0);
  });

  it('does not, while commands are not taken: that is the store’s trouble', async () => {
    const book = { ...watched(reported), desk: { isOpen: false } } as Book;
    const probes = probesOf(eyes({ books: () => [book], now: () => due + 3_600_000 }));
    expect(await probes['clock.stopped']()).toBeNull();
  });

  it('is late by real time in an exercise that runs fast', () => {
    const body = { kind: 'exercise', title: '演练', startsAt: '2026-04-05T13:28:00.000+08:00', speed: 60 };
    const open: Step = { type: 'book.openExercise', body, by: people.leader };
    const room = roomAfter([open, submitted()], openRoom(EXERCISE, roomAfter(GROUND).world));
    const begun = msOf(room.entries[0]?.at ?? '');
    const clock = room.world.tables.book.get('book')?.clock;
    const start = msOf(clock?.realStart ?? '');
    const escalation =
      [...room.world.tables.report.values()].map(({ stateAt }) => msOf(stateAt) + 5 * MINUTE)[0] ?? 0;
    const real = start + (escalation - begun) / 60;
    expect(latenessOf(watched(room), real)).toBe(0);
    expect(latenessOf(watched(room), real + 30_000)).toBeCloseTo(30_000, -1);
  });
});

describe('the store', () => {
  it('is away only after ten seconds, and a ping that hangs is one that failed', async () => {
    let start = performance.now();
    const real = performance.now.bind(performance);
    performance.now = () => start;
    try {
      const asked: string[] = [];
      let answer: () => Promise<unknown> = () => Promise.reject(new Error('away'));
      const probe = probesOf(eyes({ ping: () => (asked.push('ping'), answer()) }))['store.away'];
      expect(await probe()).toBeNull();
      start += 11_000;
      expect(await probe()).toBe(11_000);
      let back = () => {};
      answer = () => new Promise<void>((resolve) => (back = resolve));
      expect(await probe()).toBe(11_000);
      expect(await probe()).toBe(11_000);
      expect(asked).toHaveLength(3); // one that is out is not asked again
      back();
      answer = async () => undefined;
      await Promise.resolve();
      await expect.poll(() => probe()).toBeNull();
    } finally {
      performance.now = real;
    }
  });
});

describe('the records', () => {
  it('are behind when much is missing, or when a little does not get less', async () => {
    let now = performance.now();
    const real = performance.now.bind(performance);
    performance.now = () => now;
    try {
      let done = 0;
      let seq = 21_000;
      const probe = probesOf(eyes({ books: () => [book({ seq })], projected: async () => done }))[
        'records.behind'
      ];
      expect(await probe()).toBe(0);
      done = 20_999;
      expect(await probe()).toBeNull();
      now += 119_000;
      expect(await probe()).toBeNull();
      now += 2_000;
      expect(await probe()).toBe(121_000);
      seq = 21_001;
      done = 21_000; // it moves: behind, but getting on
      expect(await probe()).toBeNull();
    } finally {
      performance.now = real;
    }
  });
});

describe('backup and anchor', () => {
  const HOUR = 60 * MINUTE;
  it('are old after a day and after two hours, and never before there was one', async () => {
    const at = (backup: number | null, anchor: number | null) =>
      probesOf(eyes({ now: () => 100 * HOUR, lastBackup: async () => backup, lastAnchor: () => anchor }));
    expect(await at(null, null)['backup.old']()).toBeNull();
    expect(await at(null, null)['anchor.old']()).toBeNull();
    expect(await at(76 * HOUR, 98 * HOUR)['backup.old']()).toBeNull();
    expect(await at(75 * HOUR, null)['backup.old']()).toBe(HOUR);
    expect(await at(null, 97 * HOUR)['anchor.old']()).toBe(HOUR);
  });
});

describe('two servers', () => {
  const trouble = (code: string, since: string): Trouble => ({
    ...{ code, since },
    what: { zh: '', en: '' },
    todo: { zh: '', en: '' },
  });
  const presence = { villages: [], desks: 0, attendedDesks: 0, soundingDesks: 0, walls: 0 };

  it('tell together what either has found, since the earlier of the two', () => {
    const early = trouble('clock.stopped', '2026-04-05T13:28:00.000+08:00');
    const late = trouble('clock.stopped', '2026-04-05T05:29:00.000+00:00');
    const other = trouble('disk.low', '2026-04-05T13:30:00.000+08:00');
    const sum = sumOf({ ...presence, troubles: [late] }, { ...presence, troubles: [early, other] });
    expect(sum.troubles).toEqual([early, other]);
    expect(sumOf(presence, presence)).not.toHaveProperty('troubles');
  });
});
