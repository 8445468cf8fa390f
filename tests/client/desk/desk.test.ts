import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nextTick, ref } from 'vue';
import { useAttend } from '../../../client/faces/desk/sound/useAttend.ts';
import { useDesk } from '../../../client/faces/desk/useDesk.ts';
import { useDeskKeys } from '../../../client/faces/desk/useDeskKeys.ts';
import { incidentMarks, reportMarks, villageMarks } from '../../../client/faces/desk/map/marks.ts';
import { useInbox } from '../../../client/report/desk/inbox/useInbox.ts';
import { useSigning } from '../../../client/report/desk/useSigning.ts';
import { factsOf, inOrder, isStale } from '../../../client/village/tiles.ts';
import { useTiles } from '../../../client/village/useTiles.ts';
import type { Incident } from '../../../shared/incident/contract.ts';
import { id, OFFICER, report } from '../live/peer.ts';
import { reportRow, villageRow } from './rows.ts';
import { standUp, type Stand } from './stand.ts';

const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 10 });
beforeEach(() => history.replaceState(null, '', '/'));
afterEach(() => vi.useRealTimers());

/** A report that a liaison or a caller handed in, seen by the desk. */
function arrive(stand: Stand, n: number, words: string, village = 'a'): string {
  stand.peer.submit(OFFICER, { id: id(n), type: 'report.submit', body: report(village, words) });
  stand.sync();
  return id(n);
}

describe('what is open on the desk', () => {
  test('stands in the address, and comes back from there', async () => {
    const stand = standUp();
    const desk = stand.run(useDesk);
    desk.openReport('r1');
    desk.openIncident('i1');
    await nextTick();
    expect(location.hash).toBe('#r=r1&i=i1');
    expect(stand.run(useDesk).view).toMatchObject({ reportId: 'r1', incidentId: 'i1', villageId: null });
  });

  test('closes from the nearest to the farthest', () => {
    const desk = standUp().run(useDesk);
    desk.narrow('a');
    desk.openIncident('i1');
    desk.openReport('r1');
    desk.turn('r1');
    desk.take(() => undefined);
    const closed: unknown[] = [];
    while (desk.back())
      closed.push([desk.view.taking, desk.view.turning, desk.view.reportId, desk.view.incidentId]);
    expect(closed).toEqual([
      [null, true, 'r1', 'i1'],
      [null, false, 'r1', 'i1'],
      [null, false, null, 'i1'],
      [null, false, null, null],
      [null, false, null, null],
    ]);
  });

  test('narrows to a village, and widens when it is pressed again', () => {
    const desk = standUp().run(useDesk);
    desk.narrow('a');
    expect(desk.view.villageId).toBe('a');
    desk.narrow('a');
    expect(desk.view.villageId).toBeNull();
  });
});

describe('the keys', () => {
  function keyboard(stand: Stand) {
    const told: string[] = [];
    const desk = stand.run(useDesk);
    const inbox = stand.run(() => useInbox(() => desk.view.villageId));
    const signing = stand.run(useSigning);
    const [find, help] = [() => told.push('find'), () => told.push('help')];
    stand.run(() => useDeskKeys({ desk, inbox, signing, find, help }));
    const press = (key: string, target: EventTarget = document.body) =>
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    return { desk, inbox, signing, told, press };
  }

  test('move through the inbox, open, sign and close', async () => {
    const stand = standUp();
    arrive(stand, 11, '先到');
    arrive(stand, 12, '后到');
    const { desk, press } = keyboard(stand);
    press('Enter');
    expect(desk.view.reportId).toBe(id(12));
    press('j');
    expect(desk.view.reportId).toBe(id(11));
    press('k');
    press('a');
    await until(() => expect(stand.peer.world.tables.report.get(id(12))?.state).toBe('acknowledged'));
    expect(stand.peer.world.tables.report.get(id(11))?.state).toBe('submitted');
    press('Escape');
    expect(desk.view.reportId).toBeNull();
    press('n');
    expect(desk.view.calling).toBe(true);
  });

  test('sign what is on top when nothing is open', async () => {
    const stand = standUp();
    arrive(stand, 11, '先到');
    arrive(stand, 12, '后到');
    keyboard(stand).press('a');
    await until(() => expect(stand.peer.world.tables.report.get(id(12))?.state).toBe('acknowledged'));
  });

  test('are letters while somebody types', () => {
    const stand = standUp();
    arrive(stand, 11, '先到');
    const { desk, told, press } = keyboard(stand);
    const field = document.body.appendChild(document.createElement('input'));
    for (const key of ['n', 'a', 'j', '/', '?']) press(key, field);
    expect([desk.view.calling, desk.view.reportId, told]).toEqual([false, null, []]);
    press('/');
    press('?');
    expect(told).toEqual(['find', 'help']);
    field.remove();
  });

  test('of who may only read neither log nor sign', async () => {
    const stand = standUp('auditor');
    arrive(stand, 11, '先到');
    const { desk, press } = keyboard(stand);
    press('n');
    press('a');
    await Promise.resolve();
    expect(desk.view.calling).toBe(false);
    expect(stand.sent).toEqual([]);
    press('j');
    expect(desk.view.reportId).toBe(id(11));
  });
});

describe('signing from a row', () => {
  test('says why not beside the button, and leaves nothing in the outbox', async () => {
    const stand = standUp();
    arrive(stand, 11, '两人同时签收');
    const signing = stand.run(useSigning);
    stand.peer.submit(OFFICER, { id: id(90), type: 'report.acknowledge', body: { reportId: id(11) } });
    expect(await signing.sign(id(11))).toBe(false);
    expect(signing.of(id(11))).toMatchObject({
      busy: false,
      problem: { zh: expect.stringContaining('值班员 C') },
    });
    await until(() => expect(stand.outbox.items.value).toEqual([]));
  });

  test('is pressed once, however often somebody presses', async () => {
    const stand = standUp();
    arrive(stand, 11, '先到');
    const signing = stand.run(useSigning);
    const both = await Promise.all([signing.sign(id(11)), signing.sign(id(11))]);
    expect(both).toEqual([true, false]);
    expect(stand.sent).toHaveLength(1);
    expect(signing.of(id(11))).toBeUndefined();
  });

  test('says that it waits while there is no line', async () => {
    const stand = standUp();
    arrive(stand, 11, '先到');
    const signing = stand.run(useSigning);
    stand.cut(true);
    const signed = signing.sign(id(11));
    await until(() => expect(signing.of(id(11))?.problem?.zh).toContain('连上就发'));
    stand.cut(false);
    expect(await signed).toBe(true);
  });
});

describe('the tiles', () => {
  const ground = {
    villages: [
      villageRow('a', 'a村', { order: 0 }),
      villageRow('b', 'b村', { order: 1 }),
      villageRow('c', 'c村', { order: 2 }),
    ],
    ...{ reports: [], incidents: [], lines: [], online: null },
  };
  const order = (more: object) => inOrder(factsOf({ ...ground, ...more })).map(({ village }) => village.id);

  test('are in the order of attention', () => {
    expect(order({})).toEqual(['a', 'b', 'c']);
    expect(order({ reports: [reportRow('r', { villageId: 'c' })] })).toEqual(['c', 'a', 'b']);
    expect(order({ online: new Set(['b']) })).toEqual(['b', 'a', 'c']);
    const waits = reportRow('w', { villageId: 'b', state: 'submitted' });
    expect(order({ reports: [reportRow('r', { villageId: 'c' }), waits] })).toEqual(['b', 'c', 'a']);
    const incidents = [{ villageId: 'c', state: 'responding' } as Incident];
    expect(order({ incidents, reports: [waits] })).toEqual(['c', 'b', 'a']);
    expect(order({ incidents: [{ villageId: 'c', state: 'closed' } as Incident] })).toEqual(['a', 'b', 'c']);
  });

  test('know the last word of a village, not what others said of it', () => {
    const reports = [
      reportRow('1', { words: '先', receivedAt: '2026-04-05T13:00:00+08:00' }),
      reportRow('2', { words: '后', receivedAt: '2026-04-05T13:30:00+08:00' }),
      reportRow('3', { words: '旗里说', channel: 'superior', receivedAt: '2026-04-05T14:00:00+08:00' }),
    ];
    expect(factsOf({ ...ground, reports })[0]?.lastWord?.words).toBe('后');
  });

  test('are stale when nobody is connected and nothing was heard for hours', () => {
    const [fact] = factsOf({ ...ground, reports: [reportRow('1', {})], online: new Set() });
    const now = Date.parse('2026-04-05T17:00:00+08:00');
    expect(isStale(fact!, now)).toBe(false);
    expect(isStale(fact!, now + 3_600_000)).toBe(true);
    expect(isStale({ ...fact!, online: null }, now + 3_600_000)).toBe(false);
  });

  test('do not move under somebody’s pointer', async () => {
    const stand = standUp();
    const tiles = stand.run(() => useTiles());
    const shown = () => tiles.tiles.value.map(({ village }) => village.id);
    expect(shown()).toEqual(['a', 'b']);
    tiles.held.value = true;
    await nextTick();
    arrive(stand, 11, 'b 村来报', 'b');
    await nextTick();
    expect(shown()).toEqual(['a', 'b']);
    expect(tiles.tiles.value[1]?.waiting).toBe(1);
    tiles.held.value = false;
    await nextTick();
    expect(shown()).toEqual(['b', 'a']);
  });
});

describe('the marks of the map', () => {
  const seatless = [villageRow('g', '高和村', { order: 0 }), villageRow('t', '土城子村', { order: 1 })];
  const point = { lat: 42.4, lng: 120.9 };
  const place = { villageId: 'a', source: 'map', accuracy: null, detail: null } as const;

  test('know the seat by the unit’s name', () => {
    const seat = (name: string) => villageMarks(seatless, { name }).find((mark) => mark.seat)?.id;
    expect(seat('土城子乡')).toBe('t');
    expect(seat('别处镇')).toBe('g');
  });

  test('stand at the village when an incident has no point, and say so', () => {
    const incident = {
      id: 'i',
      number: 1,
      title: '火情',
      kind: 'N01',
      grade: null,
      villageId: 'a',
      state: 'controlled',
    };
    const at = (own: object) =>
      incidentMarks([{ ...incident, place: { ...place, ...own } } as Incident], () => villageRow('a', 'a村'));
    expect(at({ point })).toMatchObject([{ position: point, approximate: false, state: 'controlled' }]);
    expect(at({ point: null })).toMatchObject([{ position: { lat: 42.3 }, approximate: true }]);
  });

  test('show every report that waits, the latest of the others, and the one that is open', () => {
    const placed = { ...place, point };
    const signed = Array.from({ length: 60 }, (_, n) => reportRow(`s${n}`, { place: placed, seq: n }));
    const waits = reportRow('w', { place: placed, state: 'submitted' });
    const over = reportRow('over', { place: placed, state: 'incident' });
    const shown = (open: string | null) =>
      reportMarks([...signed, waits, over], () => 'a村', open).map((mark) => mark.id);
    expect(shown(null)).toHaveLength(31);
    expect(shown(null)).toEqual(expect.arrayContaining(['w', 's59', 's30']));
    expect(shown('s0')).toContain('s0');
    expect(shown('over')).toContain('over');
  });
});

describe('whether somebody is there', () => {
  test('is told at once, again every minute, and taken back after two without input', async () => {
    vi.useFakeTimers();
    const stand = standUp();
    const sound = ref(true);
    stand.run(() => useAttend(sound));
    const last = () => stand.attendance[stand.attendance.length - 1];
    expect(last()).toEqual({ attended: true, sound: true });
    for (let n = 0; n < 6; n += 1) {
      await vi.advanceTimersByTimeAsync(20_000);
      dispatchEvent(new Event('pointermove'));
    }
    expect(stand.attendance.length).toBeGreaterThan(1);
    expect(stand.attendance.length).toBeLessThan(5);
    await vi.advanceTimersByTimeAsync(150_000);
    expect(last()).toEqual({ attended: false, sound: true });
    sound.value = false;
    await nextTick();
    expect(last()).toEqual({ attended: false, sound: false });
    dispatchEvent(new Event('keydown'));
    expect(last()).toEqual({ attended: true, sound: false });
  });
});
