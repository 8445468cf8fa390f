import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { DUTY_LIST, PERSON } from '../support/nouns/duty.ts';
import { ITEM } from '../support/nouns/handover.ts';
import { GROUND } from '../support/steps.ts';
import { given, people, roomAfter, uuid, type Step } from '../support/world.ts';

const { officer, leader, liaisonA, administrator, system } = people;
const openItemId = uuid(0x7501);
const ground = [...GROUND, ...DUTY_LIST];
const added: Step = { type: 'openItem.add', body: ITEM, by: officer, id: openItemId };
const closed: Step = { type: 'openItem.close', body: { openItemId, result: '已修好' }, by: leader };
const unknown = { openItemId: uuid(0xdead) };

describe('an open item', () => {
  it('is written down by the desk, as often as somebody has one', () => {
    const { room } = given(...ground)
      .when('openItem.add', ITEM, officer, { id: openItemId })
      .then(['openItem.added'])
      .again(['openItem.added']);
    const row = room.world.tables.openItem.get(openItemId);
    expect(row).toMatchObject({
      words: ITEM.words,
      closedAt: null,
      result: null,
      openedBy: { id: 'officer' },
    });
  });
  it.each([liaisonA, administrator])('is nothing for $post', (by) => {
    given(...ground)
      .when('openItem.add', ITEM, by)
      .then('command.not-allowed');
  });
  it('has an owner who is on the duty list, and a due time within a year', () => {
    const add = (more: object) => given(...ground).when('openItem.add', { ...ITEM, ...more }, officer);
    add({ ownerId: uuid(0xdead) }).then('person.unknown');
    add({ dueAt: '2036-04-06T18:00:00+08:00' }).then('openItem.due-far');
    add({ dueAt: '2016-04-06T18:00:00+08:00' }).then('openItem.due-far');
    add({ ownerId: PERSON.a, dueAt: '2026-04-04T18:00:00+08:00' }).then(['openItem.added']);
  });
  it('goes on: progress, what comes next, owner and due time', () => {
    const changed = { progress: '缺配件', next: '去旗里买', ownerId: PERSON.b, owner: null, dueAt: null };
    const { room } = given(...ground, added)
      .when('openItem.update', { openItemId, ...changed }, leader)
      .then([
        // What is as it was is not said again.
        {
          ...{ type: 'openItem.updated', id: openItemId },
          changed: { progress: '缺配件', next: '去旗里买', ownerId: PERSON.b, owner: null },
        } as never,
      ])
      .again('openItem.nothing-changed');
    expect(room.world.tables.openItem.get(openItemId)).toMatchObject(changed);
    given(...ground, added)
      .when('openItem.update', { openItemId, ownerId: uuid(0xdead) }, officer)
      .then('person.unknown');
  });
  it('is not written over by one who has not seen the latest', () => {
    given(...ground, added, { type: 'openItem.update', body: { openItemId, progress: '在修' }, by: leader })
      .when('openItem.update', { openItemId, progress: '修好了' }, officer, { ifSeq: 9 })
      .then('command.stale');
  });
  it('is closed once, with what came of it', () => {
    const { room } = given(...ground, added)
      .when('openItem.close', closed.body, leader)
      .then(['openItem.closed'])
      .again('openItem.closed');
    const row = room.world.tables.openItem.get(openItemId);
    expect(row).toMatchObject({ result: '已修好', closedBy: { id: 'leader' } });
    given(...ground, added, closed)
      .when('openItem.update', { openItemId, progress: '在修' }, officer)
      .then('openItem.closed');
  });
  it('is taken up again with the reason', () => {
    const { room } = given(...ground, added, closed)
      .when('openItem.reopen', { openItemId, reason: '又坏了' }, officer)
      .then(['openItem.reopened'])
      .again('openItem.not-closed');
    const row = room.world.tables.openItem.get(openItemId);
    expect(row).toMatchObject({ closedAt: null, closedBy: null, result: null, progress: '又坏了' });
  });
  it.each([
    ['openItem.update', { ...unknown, progress: '在修' }],
    ['openItem.close', { ...unknown, result: '已修好' }],
    ['openItem.reopen', { ...unknown, reason: '又坏了' }],
  ] as const)('is refused by %s when there is none', (type, body) => {
    given(...ground)
      .when(type, body, officer)
      .then('openItem.unknown');
  });
});

describe('a closed item', () => {
  it('leaves a week after it was closed, by the clock alone', () => {
    const { world } = roomAfter([...ground, added, closed]);
    const [due] = [...catalogue.due(world)].filter(({ type }) => type === 'openItem.archive');
    const closedAt = world.tables.openItem.get(openItemId)?.closedAt ?? '';
    expect(Date.parse(due?.at ?? '') - Date.parse(closedAt)).toBe(7 * 24 * 60 * 60_000);
    const { room } = given(...ground, added, closed)
      .when('openItem.archive', { openItemId }, system)
      .then(['openItem.archived'])
      .again('openItem.unknown');
    expect(room.world.tables.openItem.size).toBe(0);
  });
  it('is the only one that does', () => {
    given(...ground, added)
      .when('openItem.archive', { openItemId }, system)
      .then('openItem.not-closed');
    const { world } = roomAfter([...ground, added]);
    expect([...catalogue.due(world)].filter(({ type }) => type === 'openItem.archive')).toEqual([]);
  });
});
