import { describe, expect, it } from 'vitest';
import { openItems } from '../../shared/handover/compile.ts';
import { responsible } from '../../shared/handover/responsible.ts';
import { DUTY_LIST, PERSON } from '../support/nouns/duty.ts';
import { AFTER, APRIL, DRAFT, INTO, ITEM, OUT } from '../support/nouns/handover.ts';
import {
  about,
  accept,
  confirm,
  draft,
  dueOf,
  ground,
  hand,
  items,
  morning,
  phone,
  row,
} from '../support/nouns/relief.ts';
import { acknowledged, desk, GROUND, opened, submitted, through } from '../support/steps.ts';
import { given, in_, roomAfter, ZONE, people, type Step } from '../support/world.ts';

const { officer, leader, system } = people;

describe('one shift after the other', () => {
  const next = { handoverId: INTO };
  const evening = (...steps: readonly Step[]) => {
    const room = morning('08:20', ...steps);
    room.wait(23 * 60 + 30);
    return room;
  };
  const nextDraft: Step = { type: 'handover.draft', body: { ...next, ...DRAFT }, by: officer };
  it('accepts before it hands over itself', () => {
    in_(roomAfter([nextDraft], evening(...hand)))
      .when('handover.hand', { ...next, post: 'primary', onBehalf: null }, officer)
      .then('handover.accept-first');
  });
  it('hands over although the one before never did, which then no more can', () => {
    const signed = ['primary', 'second'].map((post) => ({
      ...{ type: 'handover.hand', body: { ...next, post, onBehalf: phone }, by: officer },
    })) as Step[];
    const room = roomAfter([nextDraft, ...signed], evening());
    expect(room.world.tables.handover.get(INTO)).toMatchObject({ state: 'handed', inShiftId: AFTER });
    in_(room).when('handover.hand', hand[0].body, leader).then('handover.overtaken');
    in_(room)
      .when('handover.draft', { ...draft.body, summary: '迟' }, leader)
      .then('handover.overtaken');
  });
});

describe('a shift that nobody relieves', () => {
  it('is noted ten minutes after the next began, once', () => {
    const room = morning('08:39');
    expect(dueOf(room, 'handover.noteLate')[0]).toEqual({
      ...{ at: '2026-04-06T00:40:00.000Z', type: 'handover.noteLate', body: about },
      key: `handover.noteLate/${OUT}`,
    });
    in_(room).when('handover.noteLate', about, system).then('handover.not-late');
    const late = in_(room).when('handover.noteLate', about, system);
    late.then(['handover.lateNoted']).again('handover.late-noted');
    expect(row(room)).toMatchObject({ state: 'draft', summary: DRAFT.summary });
    expect(row(room)?.lateAt).not.toBeNull();
    expect(dueOf(room, 'handover.noteLate').map(({ body }) => body)).not.toContainEqual(about);
  });
  it('is noted also when not a word was written', () => {
    const room = roomAfter(ground);
    room.wait(20 * 60);
    const { room: after } = in_(room).when('handover.noteLate', about, system).then(['handover.lateNoted']);
    expect(row(after)).toMatchObject({ state: 'draft', summary: null, equipment: null, inShiftId: INTO });
    in_(after).when('handover.hand', hand[0].body, leader).then('handover.no-draft');
  });
  it('is not due when it was accepted in time, or when nobody could know whose the next was', () => {
    const room = morning('08:20', ...hand, ...accept);
    expect(dueOf(room, 'handover.noteLate').map(({ body }) => body)).not.toContainEqual(about);
    in_(room).when('handover.noteLate', about, system).then('handover.accepted');
    const tooLate = roomAfter([...GROUND, ...DUTY_LIST, APRIL[0] as Step]);
    tooLate.wait(20 * 60);
    roomAfter(APRIL.slice(1), tooLate);
    expect(dueOf(tooLate, 'handover.noteLate').map(({ body }) => body)).not.toContainEqual(about);
    expect(responsible(tooLate.world, tooLate.world.at, ZONE)?.id).toBe(INTO);
  });
});

describe('a handover that is long over', () => {
  it('leaves with its items, by the clock alone', () => {
    const room = morning('08:20', { type: 'openItem.add', body: ITEM, by: officer }, ...hand, ...accept);
    const [due] = dueOf(room, 'handover.archive');
    in_(room).when('handover.archive', about, system).then('handover.not-over');
    room.wait((Date.parse(due?.at ?? '') - Date.parse(room.world.at)) / 60_000);
    in_(room).when('handover.archive', about, system).then(['handover.archived']).again('handover.unknown');
    expect(items(room)).toEqual([]);
  });
  it.each(['handover.confirm', 'handover.recall', 'handover.accept'] as const)('is unknown to %s', (type) => {
    const bodies = {
      'handover.confirm': confirm.body,
      'handover.recall': { ...about, reason: '晚了' },
      'handover.accept': accept[0].body,
    };
    given(...ground)
      .when(type, bodies[type], leader)
      .then('handover.unknown');
  });
});

describe('what is open', () => {
  it('is what no noun has closed: incidents, reports that are not settled, items', () => {
    const room = roomAfter([...ground, submitted(), opened()]);
    const kinds = () => openItems(room.world, room.world.at, ZONE).map(({ kind }) => kind);
    roomAfter([{ type: 'openItem.add', body: { ...ITEM, ownerId: PERSON.a }, by: officer }], room);
    const [incident, report, item] = openItems(room.world, room.world.at, ZONE);
    expect(incident?.title).toEqual({ zh: 'INC-01 高和村 森林火灾', en: 'INC-01 高和村 Forest fire' });
    expect(report).toMatchObject({ title: { zh: '险情报告 束龙沟村 烟雾' }, progress: { zh: '待签收' } });
    expect(report?.dueAt).not.toBeNull();
    expect(item?.owner).toBe('值班员A · 农机站');
    roomAfter([acknowledged()], room);
    expect(openItems(room.world, room.world.at, ZONE)[1]).toMatchObject({
      dueAt: null,
      progress: { zh: '已签收' },
    });
    roomAfter([desk('report.dismiss', { reportId: submitted().id, reason: '炊烟' })], room);
    expect(kinds()).toEqual(['incident', 'openItem']);
    roomAfter(through(['responding', 'controlled', 'closed']), room);
    expect(kinds()).toEqual(['openItem']);
  });
  it('says nothing of an incident’s or a report’s own words, which may have to be erased', () => {
    const room = roomAfter([...ground, submitted({ words: '秘密一' }), opened({ title: '秘密二' })]);
    expect(JSON.stringify(openItems(room.world, room.world.at, ZONE))).not.toContain('秘密');
  });
});
