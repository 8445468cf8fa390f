import { mount } from '@vue/test-utils';
import { describe, expect, test } from 'vitest';
import WallIncident from '../../../client/faces/wall/parts/WallIncident.vue';
import WallRows from '../../../client/faces/wall/parts/WallRows.vue';
import WallWaiting from '../../../client/faces/wall/parts/WallWaiting.vue';
import { harmed, inOrder, keyFigures, latestLines } from '../../../client/faces/wall/picture/incidents.ts';
import { pictureOf } from '../../../client/faces/wall/picture/picture.ts';
import { forWall } from '../../../client/faces/wall/picture/rows.ts';
import { dayOf } from '../../../client/ui/when.ts';
import { msOf } from '../../../shared/time.ts';
import type { World } from '../../../shared/world.ts';
import {
  accepted,
  desk,
  GROUND,
  INCIDENT,
  opened,
  OTHER_INCIDENT,
  submitted,
  takenDown,
  through,
} from '../../support/steps.ts';
import { roomAfter, START, uuid, VILLAGE_A, VILLAGE_B, type Step } from '../../support/world.ts';

const after = (...steps: Step[]) => roomAfter([...GROUND, ...steps]).world;
/** As the wall's own page does it: a desk's rows go through the eyes of a wall first. */
const shown = ({ tables }: World, online: ReadonlySet<string> | null = null) =>
  pictureOf({
    villages: forWall('village', tables.village.values()),
    reports: forWall('report', tables.report.values()),
    incidents: forWall('incident', tables.incident.values()),
    lines: forWall('line', tables.line.values()),
    ...{ online, dayOf, today: dayOf(START) },
  });

describe('the layout', () => {
  test('is quiet without an open incident, also after a false alarm and after all is closed', () => {
    expect(shown(after()).main).toBeNull();
    expect(shown(after(submitted())).main).toBeNull();
    expect(shown(after(opened(), ...through(['falseAlarm']))).main).toBeNull();
    expect(shown(after(opened(), ...through(['responding', 'controlled', 'closed']))).main).toBeNull();
  });

  test('is the incident’s as soon as one is open', () => {
    const picture = shown(after(submitted(), accepted()));
    expect(picture.main?.id).toBe(INCIDENT);
    expect(picture.others).toEqual([]);
    expect(picture.waiting).toEqual([]);
  });

  test('gives the wall to what burns, not to what came last; among equals nothing changes places', () => {
    const two = [opened(), opened({ title: '鸡场断电', kind: 'A08' }, OTHER_INCIDENT)];
    expect(shown(after(...two)).main?.id).toBe(INCIDENT);
    const equal = [opened(), opened({ title: '又一处火' }, OTHER_INCIDENT)];
    expect(shown(after(...equal)).main?.id).toBe(INCIDENT);
    const graded = desk('incident.grade', { incidentId: OTHER_INCIDENT, grade: 3, basis: '过火面积' });
    expect(shown(after(...equal, graded)).main?.id).toBe(OTHER_INCIDENT);
    const controlled = through(['responding', 'controlled'], INCIDENT);
    const picture = shown(after(...two, ...controlled));
    expect(picture.main?.id).toBe(OTHER_INCIDENT);
    expect(picture.others.map(({ id }) => id)).toEqual([INCIDENT]);
  });

  test('keeps the others by the same order, so that a graver one is never below a lesser', () => {
    const third = uuid(0x2003);
    const picture = shown(
      after(
        opened(),
        opened({ title: '鸡场断电', kind: 'A08' }, OTHER_INCIDENT),
        opened({ title: '粮库起火', kind: 'A02' }, third),
      ),
    );
    expect(picture.main?.id).toBe(INCIDENT);
    expect(picture.others.map(({ id }) => id)).toEqual([third, OTHER_INCIDENT]);
  });

  test('orders the same whatever order the rows come in', () => {
    const rows = [...after(opened(), opened({}, OTHER_INCIDENT)).tables.incident.values()];
    expect(inOrder([...rows].reverse())).toEqual(inOrder(rows));
  });
});

describe('what waits', () => {
  test('stands most urgent first, then oldest, and in its village’s tile', () => {
    const world = after(submitted(), takenDown({ kind: 'U03', urgency: 'critical', villageId: VILLAGE_B }));
    const picture = shown(world, new Set([VILLAGE_A]));
    expect(picture.waiting.map(({ urgency }) => urgency)).toEqual(['critical', 'urgent']);
    expect(picture.tiles).toMatchObject([
      { id: VILLAGE_A, waiting: 1, online: true, burning: false },
      { id: VILLAGE_B, waiting: 1, online: false, burning: false },
    ]);
    expect(picture.today).toEqual({ reports: 2, incidents: 0, closed: 0 });
  });

  test('tiles keep the unit’s own order whatever happens', () => {
    const ids = (world: World) => shown(world).tiles.map(({ id }) => id);
    expect(ids(after(opened()))).toEqual(ids(after()));
  });
});

describe('facts of an incident', () => {
  const figure = (name: string, value: number) =>
    desk('incident.recordFigure', {
      incidentId: INCIDENT,
      figure: name,
      value,
      source: '现场',
      observedAt: null,
    });

  test('tell an unknown number of harmed from none', () => {
    expect(harmed(shown(after(opened())).main!)).toBeNull();
    expect(harmed(shown(after(opened(), figure('dead', 0))).main!)).toEqual({ sum: 0, missing: false });
    expect(harmed(shown(after(opened(), figure('minor', 2), figure('missing', 1))).main!)).toEqual({
      ...{ sum: 3, missing: true },
    });
  });

  test('are the same ones in the same order, whichever was recorded first', () => {
    const main = shown(
      after(opened(), figure('loss', 4), figure('burnedArea', 1.5), figure('evacuated', 17)),
    ).main!;
    expect(keyFigures(main, 2)).toEqual([
      { name: 'evacuated', value: 17 },
      { name: 'burnedArea', value: 1.5 },
    ]);
  });

  test('show the latest lines, and of a corrected one the correction', () => {
    const note = (words: string) =>
      desk('incident.addLine', { incidentId: INCIDENT, words, observedAt: null });
    const world = after(opened(), note('风向东南'));
    const wrong = [...world.tables.line.values()].find(({ words }) => words === '风向东南')!;
    const put = { incidentId: INCIDENT, lineId: wrong.id, words: '风向西南', reason: '口误' };
    const lines = [
      ...after(opened(), note('风向东南'), desk('incident.correctLine', put)).tables.line.values(),
    ];
    expect(latestLines(lines, INCIDENT, 3).map(({ words }) => words)).toEqual(['风向西南', '高和村火情']);
  });
});

describe('nobody’s own affairs', () => {
  const NAME = '束某某';
  const PHONE = '138 0000-1234';
  const secret = {
    words: `${NAME}家起火，电话${PHONE}`,
    informant: { unit: null, name: NAME, post: '户主', contactId: null },
    place: {
      villageId: VILLAGE_A,
      point: { lat: 42.8, lng: 120.6 },
      source: 'map',
      accuracy: null,
      detail: `${NAME}家`,
    },
  };
  const world = after(
    submitted(secret),
    takenDown({ ...secret, urgency: 'critical' }),
    accepted(),
    desk('incident.addLine', { incidentId: INCIDENT, words: `请打${PHONE}`, observedAt: null }),
  );

  test('are in no row that the picture is made of, whoever is signed in', () => {
    const text = JSON.stringify(shown(world));
    expect(text).not.toContain(NAME);
    expect(text.replace(/[ -]/g, '')).not.toContain('13800001234');
    expect(text).not.toContain('值班员C');
  });

  test('are on no panel', () => {
    const picture = shown(world);
    const common = { nameOf: () => '束龙沟村', now: msOf(START) };
    const html = [
      mount(WallWaiting, { props: { reports: picture.waiting, ...common } }),
      mount(WallRows, { props: { picture, ...common } }),
      mount(WallRows, { props: { picture: { ...picture, main: null }, ...common } }),
      mount(WallIncident, { props: { incident: picture.main!, village: '束龙沟村', now: common.now } }),
    ].map((panel) => panel.html());
    expect(html.join()).toContain('特急');
    expect(html.join()).toContain('×××××××');
    for (const text of html) {
      expect(text).not.toContain(NAME);
      expect(text).not.toMatch(/138|1234|值班员C|户主/);
      expect(text).not.toMatch(/<(button|input|select|a)\b/);
    }
  });
});
