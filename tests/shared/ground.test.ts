import { describe, expect, it } from 'vitest';
import { desk, FILE, GROUND, HASH, LAYER, OPEN_BOOK, seed, SET_UP, submitted } from '../support/steps.ts';
import { given, in_, NO_VILLAGE, people, roomAfter, VILLAGE_A, VILLAGE_B } from '../support/world.ts';

const { officer, leader, liaisonA, administrator, system } = people;
const pinned = { pinnedAt: '2026-04-05T13:21:00.000+08:00', pinnedBy: { id: 'system' } };

describe('setting the unit up', () => {
  const body = SET_UP.body;
  const twice = (villages: unknown[]) => ({ ...body, villages });
  it('makes the unit with the settings the product proposes, and its villages in their order', () => {
    const { room } = given(OPEN_BOOK)
      .when('unit.setUp', body, system)
      .then([{ type: 'unit.setUp', id: 'unit', ...body } as never])
      .again('unit.already');
    expect(room.world.tables.unit.get('unit')).toMatchObject({
      name: '土城子乡',
      dutyPhone: null,
      alarmFrom: 'urgent',
      acknowledgeMinutes: 5,
      base: { type: 'schematic' },
    });
    expect([...room.world.tables.village.values()].map(({ id, order }) => [id, order])).toEqual([
      [VILLAGE_A, 0],
      [VILLAGE_B, 1],
    ]);
    expect(room.world.tables.village.get(VILLAGE_A)).toMatchObject({ surveyed: false, pinnedAt: null });
  });
  it('takes a surveyed position as pinned', () => {
    const villages = [seed(VILLAGE_A, '束龙沟村', { surveyed: true })];
    const { room } = given(OPEN_BOOK)
      .when('unit.setUp', { ...body, villages }, system)
      .then(['unit.setUp']);
    expect(room.world.tables.village.get(VILLAGE_A)).toMatchObject(pinned);
  });
  it.each([
    ['one id twice', [seed(VILLAGE_A, '束龙沟村'), seed(VILLAGE_A, '高和村')]],
    ['one name twice', [seed(VILLAGE_A, '束龙沟村'), seed(VILLAGE_B, '束龙沟村')]],
  ])('refuses %s', (_what, villages) => {
    given(OPEN_BOOK).when('unit.setUp', twice(villages), system).then('unit.twice');
  });
});

describe('changing settings', () => {
  it('keeps what really changes', () => {
    const body = { name: '土城子乡', acknowledgeMinutes: 3, base: { type: 'schematic' } };
    const { room } = given(...GROUND)
      .when('unit.change', body, administrator)
      .then([{ type: 'unit.changed', id: 'unit', changed: { acknowledgeMinutes: 3 } } as never])
      .again('unit.nothing-changed');
    expect(room.world.tables.unit.get('unit')).toMatchObject({ acknowledgeMinutes: 3, seq: 3 });
  });
  it('refuses nothing, and a unit that is not set up', () => {
    given(...GROUND)
      .when('unit.change', {}, administrator)
      .then('unit.nothing-changed');
    given(OPEN_BOOK).when('unit.change', { name: '乙乡' }, administrator).then('unit.none');
  });
  it('refuses who saw older settings than there are', () => {
    given(...GROUND)
      .when('unit.change', { acknowledgeMinutes: 3 }, administrator, { ifSeq: 1 })
      .then('command.stale');
  });
  it('is the administrator’s and the leader’s', () => {
    given(...GROUND)
      .when('unit.change', { dutyPhone: '0475-0000000' }, leader)
      .then(['unit.changed']);
    given(...GROUND)
      .when('unit.change', { dutyPhone: '0475-0000000' }, officer)
      .then('command.not-allowed');
  });
});

describe('villages', () => {
  it('are added at the end of the list', () => {
    const { room } = given(...GROUND)
      .when('village.add', seed(NO_VILLAGE, '化吉营子村', { surveyed: true }), administrator)
      .then([{ type: 'village.added', ...seed(NO_VILLAGE, '化吉营子村', { surveyed: true }) } as never])
      .again('village.exists');
    expect(room.world.tables.village.get(NO_VILLAGE)).toMatchObject({ order: 2, surveyed: true, seq: 3 });
    in_(room)
      .when('village.add', seed('v4', '化吉营子村', { code: null }), administrator)
      .then('village.exists');
  });
  it('are renamed, to no name that another has; the same name again changes nothing that matters', () => {
    const body = { villageId: VILLAGE_A, name: '束隆沟村', alias: '束龙沟村' };
    const { room } = given(...GROUND)
      .when('village.rename', body, administrator)
      .then(['village.renamed'])
      .again(['village.renamed']);
    expect(room.world.tables.village.get(VILLAGE_A)).toMatchObject({ name: '束隆沟村', alias: '束龙沟村' });
    const taken = { villageId: VILLAGE_A, name: '高和村', alias: null };
    in_(room).when('village.rename', taken, administrator).then('village.exists');
    const unknown = { villageId: NO_VILLAGE, name: '甲村', alias: null };
    in_(room).when('village.rename', unknown, administrator).then('village.unknown');
    in_(room).when('village.rename', body, administrator, { ifSeq: 2 }).then('command.stale');
  });
  it('are pinned by who knows, with who and when; a second pin moves the first', () => {
    const body = { villageId: VILLAGE_A, position: { lat: 42.9, lng: 120.7 } };
    const { room } = given(...GROUND)
      .when('village.pin', body, officer)
      .then([{ type: 'village.pinned', id: VILLAGE_A, position: body.position } as never])
      .again(['village.pinned']);
    expect(room.world.tables.village.get(VILLAGE_A)).toMatchObject({
      position: body.position,
      surveyed: true,
      pinnedAt: '2026-04-05T13:23:00.000+08:00',
      pinnedBy: { id: 'officer' },
    });
    in_(room)
      .when('village.pin', { ...body, villageId: NO_VILLAGE }, officer)
      .then('village.unknown');
    in_(room).when('village.pin', body, officer, { ifSeq: 2 }).then('command.stale');
    in_(room).when('village.pin', body, liaisonA).then('command.not-allowed');
  });
});

describe('layers', () => {
  const body = { name: '乡界', kind: 'boundary', fileId: FILE, hash: HASH, bytes: 20_000 };
  it('are imported, and removed once', () => {
    const room = roomAfter(GROUND);
    in_(room)
      .when('layer.import', body, officer, { id: LAYER })
      .then([{ type: 'layer.imported', id: LAYER, ...body } as never])
      .again(['layer.imported']);
    expect(room.world.tables.layer.get(LAYER)).toMatchObject({ ...body, importedBy: { id: 'officer' } });
    in_(room)
      .when('layer.remove', { layerId: LAYER }, officer)
      .then([{ type: 'layer.removed', id: LAYER }])
      .again('layer.unknown');
    expect(room.world.tables.layer.size).toBe(1);
  });
  it('are thirty at most', () => {
    const thirty = Array.from({ length: 30 }, () => desk('layer.import', body));
    given(...GROUND, ...thirty)
      .when('layer.import', body, officer)
      .then('layer.too-many');
  });
});

describe('accounts', () => {
  const body = { accountId: 'a-1', what: 'disabled', session: null, byId: 'administrator' };
  it('leave a trace of each change, and no row', () => {
    const { room } = given(...GROUND)
      .when('account.change', body, system)
      .then([
        {
          type: 'account.changed',
          id: 'a-1',
          what: 'disabled',
          session: null,
          byId: 'administrator',
        } as never,
      ])
      .again(['account.changed']);
    expect(room.changes.filter(({ seq }) => seq > 2)).toEqual([]);
  });
  it('are changed through the server alone', () => {
    for (const by of [administrator, leader, officer]) {
      given(...GROUND)
        .when('account.change', body, by)
        .then('command.not-allowed');
    }
  });
});

describe('gates that stand before every decision', () => {
  it('refuse a command that is not in the catalogue', () => {
    const room = roomAfter(GROUND);
    for (const type of ['report.burn', 'constructor', '__proto__', 'toString', '']) {
      const answer = room.ask({ ...submitted(), type: type as never });
      expect(answer).toMatchObject({ code: 'command.unknown' });
    }
  });
  it('refuse a form that is not the contract’s', () => {
    given(...GROUND)
      .when('report.acknowledge', {}, officer)
      .then('command.malformed');
  });
  it('ask for the right before they look at the form of the World', () => {
    given(...GROUND, submitted())
      .when('report.acknowledge', { reportId: 'nobody-knows' }, liaisonA)
      .then('command.not-allowed');
  });
});
