import { describe, expect, it } from 'vitest';
import { bookTime, recordedAt } from '../../shared/book/noun.ts';
import { BOOK } from '../../shared/book/contract.ts';
import { msOf } from '../../shared/time.ts';
import { emptyWorld } from '../../shared/world.ts';
import { EXERCISE, desk, FILE, GROUND, HASH, LAYER, OPEN_BOOK, submitted } from '../support/steps.ts';
import { given, in_, openRoom, people, roomAfter, START, VILLAGE_A, VILLAGE_B } from '../support/world.ts';

const { officer, liaisonA, administrator, system } = people;
const layer = { name: '乡界', kind: 'boundary', fileId: FILE, hash: HASH, bytes: 20_000 };
const real = roomAfter([...GROUND, desk('layer.import', layer, { id: LAYER })]).world;
const body = { kind: 'exercise', title: '清明演练', startsAt: '2025-04-04T08:30:00.000+08:00', speed: 60 };
const exercise = () => openRoom(EXERCISE, real);
const reported = submitted({ foundAt: null });
const running = () => roomAfter([desk('book.openExercise', body)], exercise());

describe('the real book', () => {
  it('is opened once and never closed', () => {
    const { room } = given()
      .when('book.open', {}, system)
      .then([
        { type: 'book.opened', id: 'book', kind: 'real', title: null, clock: null, ground: [] } as never,
      ])
      .again('book.already');
    expect(room.world.tables.book.get('book')).toMatchObject({
      kind: 'real',
      openedAt: START,
      closedAt: null,
    });
    in_(room).when('book.close', {}, officer).then('book.real').again('book.real');
  });
  it('is opened by the server alone', () => {
    given().when('book.open', {}, administrator).then('command.not-allowed');
  });
  it('says how far it was restored, and from when the backup is', () => {
    const room = roomAfter([...GROUND, reported]);
    const { seq } = room.world;
    in_(room)
      .when('book.noteRestore', { takenAt: START, epoch: 'first' }, system)
      .then([{ type: 'book.restored', id: 'book', takenAt: START, epoch: 'first' } as never]);
    expect(room.world.tables.book.get('book')).toMatchObject({
      restored: { upTo: seq, epoch: 'first', takenAt: START },
      seq: seq + 1,
    });
    in_(room)
      .when('book.noteRestore', { takenAt: START, epoch: 'first' }, administrator)
      .then('command.not-allowed');
  });
  it('never becomes an exercise', () => {
    given(OPEN_BOOK).when('book.openExercise', body, officer).then('book.already');
  });
});

describe('an exercise', () => {
  it('starts on the ground of the real book, at a time of its own', () => {
    const { room } = in_(exercise())
      .when('book.openExercise', body, officer)
      .then(['book.opened'])
      .again('book.already');
    const { tables } = room.world;
    expect(tables.book.get('book')).toMatchObject({
      kind: 'exercise',
      title: '清明演练',
      clock: { startsAt: body.startsAt, realStart: START, speed: 60 },
      openedAt: body.startsAt,
    });
    expect(room.entries[0]?.at).toBe(body.startsAt);
    expect([...tables.village.keys()]).toEqual([VILLAGE_A, VILLAGE_B]);
    expect(tables.unit.get('unit')).toEqual({ ...real.tables.unit.get('unit'), seq: 1 });
    expect(tables.layer.get(LAYER)).toEqual({ ...real.tables.layer.get(LAYER), seq: 1 });
  });
  it('leaves the real book alone', () => {
    const before = structuredClone(real.tables);
    roomAfter([reported], running());
    expect(real.tables).toEqual(before);
  });
  it('needs a unit that is set up', () => {
    in_(openRoom(EXERCISE, roomAfter([OPEN_BOOK]).world))
      .when('book.openExercise', body, officer)
      .then('book.no-ground');
    in_(openRoom(EXERCISE)).when('book.openExercise', body, officer).then('book.no-ground');
  });
  it('starts in years that clocks can count', () => {
    for (const startsAt of ['1970-01-02T00:00Z', '2199-12-31T00:00+08:00'])
      in_(exercise())
        .when('book.openExercise', { ...body, startsAt }, officer)
        .then(['book.opened']);
    for (const startsAt of [
      '0001-01-01T00:00Z',
      '1969-12-31T00:00Z',
      '2200-01-01T00:00Z',
      '9999-12-31T23:59Z',
    ])
      in_(exercise())
        .when('book.openExercise', { ...body, startsAt }, officer)
        .then('command.malformed');
  });
  it('runs as fast as it says', () => {
    const room = running();
    room.submit(reported);
    // One real minute after the first entry, at 60 times the speed.
    expect(room.world.at).toBe('2025-04-04T09:30:00.000+08:00');
    room.wait(30);
    expect(bookTime(room.world, msOf(START) + 120_000)).toBe(msOf('2025-04-04T10:30:00+08:00'));
    expect(bookTime(emptyWorld(EXERCISE), 12_345)).toBe(12_345);
  });
  it('refuses what is ahead of its own clock', () => {
    in_(running())
      .when('report.submit', submitted({ foundAt: '2025-04-04T09:36:00+08:00' }).body, liaisonA)
      .then('report.future');
  });
  it('is over when it is closed: nothing more can be written', () => {
    const { room } = in_(running())
      .when('book.close', {}, officer)
      .then([{ type: 'book.closed', id: 'book' }])
      .again('book.closed');
    expect(room.world.tables.book.get('book')?.closedAt).toBe('2025-04-04T09:30:00.000+08:00');
    in_(room).when('report.submit', reported.body, liaisonA).then('book.closed');
    // Who may not, learns nothing of it.
    in_(room).when('report.acknowledge', { reportId: 'r' }, liaisonA).then('command.not-allowed');
  });
  it('cannot be closed before it is open', () => {
    in_(exercise()).when('book.close', {}, officer).then('book.real');
  });
});

describe('the first entry', () => {
  it('stands at the start of an exercise’s clock, any other where the clock is', () => {
    const clock = { startsAt: body.startsAt, realStart: START, speed: 1 };
    expect(recordedAt([{ type: 'book.opened', id: 'book', clock } as never], START)).toBe(body.startsAt);
    expect(recordedAt([{ type: 'book.opened', id: 'book', clock: null } as never], START)).toBe(START);
    expect(recordedAt([{ type: 'book.closed', id: 'book' }], START)).toBe(START);
  });
  it('is in a book with a name', () => {
    for (const name of ['real', EXERCISE]) expect(name).toMatch(BOOK);
    for (const name of ['', 'Real', 'real2', 'ex-', 'ex-1', `${EXERCISE}0`, `x${EXERCISE}`])
      expect(name).not.toMatch(BOOK);
  });
});
