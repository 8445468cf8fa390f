import { describe, expect, it } from 'vitest';
import { openItems } from '../../shared/handover/compile.ts';
import { responsible } from '../../shared/handover/responsible.ts';
import { DEFAULT_PATTERNS } from '../../shared/pattern/defaults.ts';
import { april, DUTY_LIST, enlisted, filled, PERSON } from '../support/nouns/duty.ts';
import { ALL_WELL, APRIL, DRAFT, INTO, ITEM, OUT } from '../support/nouns/handover.ts';
import {
  about,
  accept,
  confirm,
  draft,
  ground,
  hand,
  items,
  morning,
  phone,
  row,
} from '../support/nouns/relief.ts';
import { GROUND, opened } from '../support/steps.ts';
import { given, in_, people, roomAfter, uuid, ZONE, type Step } from '../support/world.ts';

const { officer, leader, administrator, liaisonA } = people;

describe('a draft', () => {
  it('is written by those who go, from the beginning of the shift on', () => {
    const { room } = given(...ground)
      .when('handover.draft', draft.body, leader)
      .then(['handover.drafted'])
      .again('handover.nothing-changed');
    expect(row(room)).toMatchObject({ state: 'draft', inShiftId: INTO, day: '2026-04-05', itemCount: null });
    in_(room)
      .when('handover.draft', { ...draft.body, summary: '有一起火情' }, leader)
      .then(['handover.drafted']);
  });
  it.each([
    ['handover.not-your-side', officer, {}],
    ['command.not-allowed', administrator, {}],
    ['command.not-allowed', liaisonA, {}],
    ['handover.not-begun', leader, { handoverId: INTO }],
    ['handover.no-shift', leader, { handoverId: 'd24-2026-04-04' }],
    ['handover.fault-note', leader, { equipment: { ...ALL_WELL, power: 'fault' } }],
  ] as const)('is refused with %s', (code, by, more) => {
    given(...ground)
      .when('handover.draft', { ...draft.body, ...more }, by)
      .then(code);
  });
  it('of a shift whose people have no accounts is written by whoever is at the desk', () => {
    const list = DUTY_LIST.map((step) => ({ ...step, body: { ...step.body, accountId: null } }));
    given(...GROUND, ...list, ...APRIL)
      .when('handover.draft', draft.body, officer)
      .then(['handover.drafted']);
  });
  it('is not of a shift that is not published', () => {
    given(...GROUND, ...DUTY_LIST, filled(april('2026-04-05')))
      .when('handover.draft', draft.body, leader)
      .then('handover.no-shift');
  });
  it('does not change under a signature', () => {
    in_(morning('08:20', hand[0]))
      .when('handover.draft', { ...draft.body, summary: '改' }, leader)
      .then('handover.signing');
    in_(morning('08:20', ...hand))
      .when('handover.draft', { ...draft.body, summary: '改' }, leader)
      .then('handover.not-draft');
  });
});

describe('handing over', () => {
  it('takes the signatures of all who go, each once', () => {
    const first = in_(morning('08:20')).when('handover.hand', hand[0].body, leader);
    const { room } = first.then(['handover.signed']).again('handover.signed');
    expect(row(room)?.state).toBe('draft');
    in_(room)
      .when('handover.hand', hand[1].body, leader)
      .then(['handover.signed', 'handover.handed'])
      .again('handover.signed');
    expect(row(room)).toMatchObject({ state: 'handed', itemCount: 0 });
    const { outPrimary } = row(room)?.signatures ?? {};
    expect(outPrimary).toMatchObject({
      personId: PERSON.a,
      name: '值班员A',
      onBehalf: phone,
      by: { id: 'leader' },
    });
  });
  it('is one’s own by the account of the duty list, or on behalf with the words said', () => {
    in_(morning('08:20'))
      .when('handover.hand', { ...about, post: 'primary', onBehalf: null }, leader)
      .then('handover.not-yours');
    in_(morning('08:20'))
      .when('handover.hand', { ...about, post: 'primary', onBehalf: phone }, officer)
      .then('handover.not-your-side');
  });
  it('waits for the draft, and for the last hour', () => {
    const room = roomAfter(ground);
    in_(room).when('handover.hand', hand[0].body, leader).then('handover.no-draft');
    in_(morning('07:29')).when('handover.hand', hand[0].body, leader).then('handover.too-early');
    in_(morning('07:30')).when('handover.hand', hand[0].body, leader).then(['handover.signed']);
  });
  it('copies what is open at that moment, and keeps it as it was', () => {
    const openItemId = uuid(0x7601);
    const add: Step = { type: 'openItem.add', body: ITEM, by: officer, id: openItemId };
    const room = morning('08:20', add, opened(), ...hand);
    expect(row(room)?.itemCount).toBe(2);
    const change = { openItemId, progress: '在修' };
    roomAfter([{ type: 'openItem.update', body: change, by: officer }], room);
    expect(items(room).map(({ order, kind, progress }) => [order, kind, progress?.zh])).toEqual([
      [1, 'incident', '接报'],
      [2, 'openItem', undefined],
    ]);
    expect(openItems(room.world, room.world.at, ZONE)[1]?.progress?.zh).toBe('在修');
  });
  it('needs a next shift that is published', () => {
    const room = roomAfter(ground);
    room.wait((Date.parse('2026-04-30T17:40:00+08:00') - Date.parse(room.world.at)) / 60_000);
    const last = { handoverId: 'night-2026-04-30' };
    const by = [leader, officer].find((one) => {
      const answer = room.ask({ type: 'handover.draft', body: { ...last, ...DRAFT }, by: one });
      return !('code' in answer);
    });
    if (!by) throw new Error('nobody speaks for the last shift');
    in_(room)
      .when('handover.draft', { ...last, ...DRAFT }, by)
      .then(['handover.drafted']);
    room.wait(15 * 60 - 30);
    in_(room)
      .when('handover.hand', { ...last, post: 'primary', onBehalf: phone }, by)
      .then('handover.no-next');
  });
  it('needs no signature for a post that a shift does not have', () => {
    const alone = (step: Step): Step => {
      const shifts = (step.body.shifts as { posts: { leader: string; primary: string } }[]).map((shift) => ({
        ...{ ...shift, posts: { leader: shift.posts.leader, primary: shift.posts.primary } },
        was: { leader: null, primary: null },
      }));
      return { ...step, body: { ...step.body, shifts } };
    };
    const [fill, ...publish] = APRIL;
    const patterns = DEFAULT_PATTERNS.map(({ order: _order, retired: _retired, seq: _seq, ...one }) => ({
      ...{ ...one, needed: ['leader', 'primary'], optional: ['second'] },
    }));
    const arranged: Step = { type: 'pattern.arrange', body: { patterns }, by: leader };
    const room = roomAfter([...GROUND, ...DUTY_LIST, arranged, alone(fill as Step), ...publish, draft]);
    room.wait(23 * 60);
    in_(room).when('handover.hand', hand[1].body, leader).then('handover.no-post');
    in_(room).when('handover.hand', hand[0].body, leader).then(['handover.signed', 'handover.handed']);
  });
});

describe('accepting', () => {
  it('takes the signatures of all who come, after it was handed', () => {
    const before = in_(morning('08:20', hand[0])).when('handover.accept', accept[0].body, officer);
    before.then('handover.not-handed');
    const { room } = in_(morning('08:20', ...hand))
      .when('handover.accept', accept[0].body, officer)
      .then(['handover.signed'])
      .again('handover.signed');
    expect(row(room)?.state).toBe('handed');
    in_(room)
      .when('handover.accept', accept[1].body, officer)
      .then(['handover.signed', 'handover.accepted'])
      .again('handover.signed');
    expect(row(room)).toMatchObject({ state: 'accepted' });
  });
  it.each([
    ['handover.not-your-side', leader, phone],
    ['handover.not-yours', officer, null],
  ])('is refused with %s', (code, by, onBehalf) => {
    in_(morning('08:20', ...hand))
      .when('handover.accept', { ...about, post: 'second', onBehalf }, by)
      .then(code);
  });
  it('is signed by whoever holds the post now: a substitute of a later hour already when he comes early', () => {
    const change = { shiftId: INTO, post: 'primary', personId: uuid(0x7602), was: PERSON.c, reason: '病了' };
    const spare = enlisted(uuid(0x7602), '戊', ['primary'], { accountId: 'x' });
    const amend: Step = { type: 'shift.amend', body: change, by: leader };
    const room = morning('08:00', spare, amend, ...hand);
    in_(room)
      .when('handover.accept', { ...about, post: 'primary', onBehalf: null }, officer)
      .then('handover.not-your-side');
    in_(room)
      .when('handover.accept', { ...about, post: 'primary', onBehalf: null }, { ...officer, id: 'x' })
      .then(['handover.signed']);
  });
  it('makes the next shift responsible, and not before', () => {
    const room = morning('08:35', ...hand);
    expect(responsible(room.world, '2026-04-06T08:29:00+08:00', ZONE)?.id).toBe(OUT);
    expect(responsible(room.world, '2026-04-06T08:40:00+08:00', ZONE)?.id).toBe(OUT);
    roomAfter(accept, room);
    expect(responsible(room.world, '2026-04-06T08:40:00+08:00', ZONE)?.id).toBe(INTO);
    expect(responsible(room.world, '2036-04-06T08:40:00+08:00', ZONE)).toBeNull();
  });
});

describe('the leader', () => {
  const done = (...steps: readonly Step[]) => in_(morning('08:20', ...hand, ...steps));
  it('confirms last, and once', () => {
    done().when('handover.confirm', confirm.body, leader).then('handover.not-accepted');
    done(accept[0]).when('handover.confirm', confirm.body, leader).then('handover.not-accepted');
    const { room } = done(...accept)
      .when('handover.confirm', confirm.body, leader)
      .then(['handover.signed', 'handover.confirmed'])
      .again('handover.signed');
    expect(row(room)).toMatchObject({
      state: 'confirmed',
      signatures: { leader: { name: '乙', onBehalf: null } },
    });
  });
  it('is the one of either shift; by telephone an officer of his shift writes it down', () => {
    const byPhone = { ...about, side: 'in', onBehalf: phone };
    done(...accept)
      .when('handover.confirm', byPhone, leader)
      .then('handover.not-your-side');
    done(...accept)
      .when('handover.confirm', { ...byPhone, onBehalf: null }, officer)
      .then('handover.not-yours');
    done(...accept)
      .when('handover.confirm', byPhone, officer)
      .then(['handover.signed', 'handover.confirmed']);
  });
});

describe('a recall', () => {
  const recall: Step = { type: 'handover.recall', body: { ...about, reason: '刚接到电话' }, by: leader };
  it('brings a handover back to the draft, without signatures and items', () => {
    const { room } = in_(morning('08:20', { type: 'openItem.add', body: ITEM, by: officer }, ...hand))
      .when('handover.recall', recall.body, leader)
      .then(['handover.recalled'])
      .again('handover.nothing-to-recall');
    expect(row(room)).toMatchObject({ state: 'draft', handedAt: null, itemCount: null, recalls: 1 });
    expect(Object.values(row(room)?.signatures ?? {}).filter(Boolean)).toEqual([]);
    expect(items(room)).toEqual([]);
    roomAfter(hand, room);
    expect(items(room)).toHaveLength(1);
  });
  it('is for one of those who go, while it is not accepted', () => {
    in_(morning('08:20', ...hand))
      .when('handover.recall', recall.body, officer)
      .then('handover.not-your-side');
    in_(morning('08:20', ...hand, accept[0]))
      .when('handover.recall', recall.body, leader)
      .then(['handover.recalled']);
    in_(morning('08:20', ...hand, ...accept))
      .when('handover.recall', recall.body, leader)
      .then('handover.accepted');
  });
});
