import { describe, expect, it } from 'vitest';
import type { Audience } from '../../shared/roles.ts';
import { see, seeChange } from '../../shared/see.ts';
import { copyWorld, fold } from '../../shared/world.ts';
import { AUDIENCES } from '../support/audience.ts';
import {
  accepted,
  acknowledged,
  archived,
  desk,
  GROUND,
  INCIDENT,
  REPORT,
  submitted,
  through,
} from '../support/steps.ts';
import { foldAll, people, roomAfter, VILLAGE_A, VILLAGE_B, type Step } from '../support/world.ts';

const A: Audience = `village/${VILLAGE_A}`;
const B: Audience = `village/${VILLAGE_B}`;
const settings: Step = { type: 'unit.change', body: { dutyPhone: '0475-0000000' }, by: people.leader };
const place = { villageId: VILLAGE_A, point: null, source: 'village', accuracy: null, detail: '王某家东侧' };
const room = roomAfter([...GROUND, settings, submitted({ place }), accepted()]);
const { report, incident, unit, tally, line } = room.world.tables;
const first = <T>(rows: Map<string, T>) => [...rows.values()][0] as T;

describe('a report', () => {
  const row = first(report);
  it('is whole for the desk and for its own village, and nothing for the others', () => {
    expect(see('desk', 'report', row)).toEqual(row);
    expect(see(A, 'report', row)).toEqual(row);
    for (const audience of [B, 'village/', 'department/police'] as Audience[])
      expect(see(audience, 'report', row)).toBeNull();
  });
  it('is on the wall without words, informant, detail or names', () => {
    const part = see('wall', 'report', row);
    expect(Object.keys(part ?? {}).sort()).toEqual(
      [
        ...['id', 'villageId', 'kind', 'urgency', 'state', 'stateAt', 'receivedAt', 'acknowledgedAt'],
        ...['incidentId', 'place', 'seq'],
      ].sort(),
    );
    expect(part).toMatchObject({ place: { detail: null } });
    expect(JSON.stringify(part)).not.toMatch(/护林员|联络员|起烟|王某/);
  });
  it('without a village is nobody’s but the desk’s and the wall’s', () => {
    const free = { ...row, villageId: null };
    expect(AUDIENCES.filter((audience) => see(audience, 'report', free))).toEqual(['desk', 'wall']);
  });
});

describe('an incident', () => {
  const row = first(incident);
  it('is whole for the desk, and without judgement, figures and names for its village and departments', () => {
    expect(see('desk', 'incident', row)).toEqual(row);
    for (const audience of [A, 'department/police'] as Audience[]) {
      const part = see(audience, 'incident', row) ?? {};
      for (const field of ['grade', 'gradeBasis', 'figures', 'source', 'openedBy', 'reason'])
        expect(part).not.toHaveProperty(field);
      expect(part).toMatchObject({ id: INCIDENT, title: row.title, state: 'registered' });
    }
    expect(see(B, 'incident', row)).toBeNull();
  });
  it('is on the wall with posts instead of names, without telephone numbers and the place in words', () => {
    const phone = '王某 13800000000';
    const { openedAt, openedBy } = row;
    const figure = { value: 1, source: phone, observedAt: openedAt, recordedAt: openedAt, by: openedBy };
    const told = { ...row, title: phone, reason: phone, gradeBasis: phone, figures: { dead: figure } };
    const part = see('wall', 'incident', told);
    expect(part).toMatchObject({ openedBy: { id: '', name: '值班员', post: '值班员' } });
    expect(part).toMatchObject({ source: `report/${REPORT}`, figures: { dead: { by: { name: '值班员' } } } });
    expect(JSON.stringify(part)).not.toMatch(/138|值班员C|东侧/);
  });
  it('does not say on the wall who told it, when no report did', () => {
    expect(see('wall', 'incident', { ...row, source: '村民王某来电' })).toMatchObject({ source: '' });
  });
  it('has its lines on the wall by post, and the id of a report unspoilt', () => {
    const by = { id: 'liaison-a', name: '联络员甲', post: '村联络员' };
    const told = { ...first(line), by, what: 'report', words: REPORT } as const;
    expect(see('wall', 'line', told)).toMatchObject({ by: { id: '', name: '村联络员' }, words: REPORT });
  });
});

describe('telephone numbers', () => {
  it.each([
    ['王某 13800000000 报', '王某 ××××××× 报'],
    ['电话 0475-1234567,在路口', '电话 ×××××××,在路口'],
    ['138 0000 0000', '×××××××'],
    ['转移 17 人，6 户', '转移 17 人，6 户'],
    ['13时28分', '13时28分'],
  ])('%s is %s on the wall', (said, shown) => {
    const row = { ...first(line), words: said, reason: said };
    expect(see('wall', 'line', row)).toMatchObject({ words: shown, reason: shown });
    expect(see('desk', 'line', row)).toMatchObject({ words: said });
    const told = { ...first(incident), title: said };
    expect(see('wall', 'incident', told)).toMatchObject({ title: shown });
  });
  it('of the duty room is not on the wall; everybody else may call it', () => {
    for (const audience of AUDIENCES) {
      const part = see(audience, 'unit', first(unit));
      expect('dutyPhone' in (part ?? {}), audience).toBe(audience !== 'wall');
    }
  });
});

describe('everybody’s and nobody’s', () => {
  it('villages, layers and the book are for all, by post and not by name; a tally is for none', () => {
    for (const audience of AUDIENCES) {
      for (const table of ['book', 'village'] as const) {
        const row = first<{ id: string }>(room.world.tables[table] as Map<string, { id: string }>);
        const part = see(audience, table, row as never) as Record<string, { name: string } | null>;
        expect(Object.keys(part ?? {})).toEqual(Object.keys(row));
        if (audience !== 'desk')
          expect(JSON.stringify([part?.openedBy, part?.pinnedBy])).not.toMatch(/值班员C|管理员甲/);
      }
      expect(see(audience, 'tally', first(tally))).toBeNull();
    }
  });
});

describe('a change, as it travels', () => {
  const told = (audience: Audience, steps: readonly Step[], more: readonly Step[]) => {
    const before = roomAfter(steps);
    const from = before.world.seq;
    const after = roomAfter(more, before);
    const changes = after.changes.filter(({ seq, table }) => seq > from && table === 'report');
    return changes.map((change) => seeChange(audience, change));
  };
  const reported = [...GROUND, submitted()];
  const moved = desk('report.correct', { reportId: REPORT, reason: '地界', villageId: VILLAGE_B });
  it('is a whole row when it appears', () => {
    expect(told('desk', GROUND, [submitted()])).toEqual([
      ['report', REPORT, 'put', first(roomAfter(reported).world.tables.report)],
    ]);
    expect(told(B, GROUND, [submitted()])).toEqual([null]);
  });
  it('is the fields that changed, afterwards', () => {
    const [change] = told(A, reported, [acknowledged()]);
    expect(Object.keys(change?.[3] ?? {}).sort()).toEqual(
      ['acknowledgedAt', 'acknowledgedBy', 'seq', 'state', 'stateAt', 'stateBy'].sort(),
    );
  });
  it('is an id that goes for the village that had it, and a whole row for the one that gets it', () => {
    expect(told(A, reported, [moved])).toEqual([['report', REPORT, 'del']]);
    expect(told(B, reported, [moved])?.[0]?.[2]).toBe('put');
    expect(told('desk', reported, [moved])?.[0]?.slice(0, 3)).toEqual(['report', REPORT, 'set']);
  });
  it('is nothing when an audience sees the same as before', () => {
    const row = first(report);
    expect(
      seeChange('wall', { table: 'report', id: REPORT, before: row, after: { ...row, words: '另' } }),
    ).toBeNull();
    expect(seeChange('desk', { table: 'report', id: REPORT, before: row, after: { ...row } })).toBeNull();
    expect(
      seeChange('desk', { table: 'report', id: REPORT, before: undefined, after: undefined }),
    ).toBeNull();
  });
  it('is an id that goes when the incident is archived', () => {
    expect(told(A, [...reported, accepted(), ...archived().slice(0, -1)], archived().slice(-1))).toEqual([
      ['report', REPORT, 'del'],
    ]);
  });
});

describe('a copy of a World', () => {
  it('goes its own way', () => {
    const copy = copyWorld(room.world);
    expect(copy).toEqual(room.world);
    const next = roomAfter(
      through(['verified']),
      roomAfter([...GROUND, settings, submitted({ place }), accepted()]),
    );
    fold(copy, next.entries.slice(room.entries.length));
    expect(copy).toEqual(next.world);
    expect(room.world).toEqual(foldAll(room.entries));
  });
});
