import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../scripts/client.ts';
import { REAL } from '../../shared/book/contract.ts';
import { patternsOn } from '../../shared/pattern/onDay.ts';
import type { Answer } from '../../shared/wire.ts';
import { emptyWorld } from '../../shared/world.ts';
import { daysOf } from '../../shared/days.ts';
import { member } from '../support/nouns/duty.ts';
import { Screen } from '../support/screen.ts';
import { openTownship, OWN, type Township } from '../support/township.ts';

/** Far enough ahead that nothing of it is over, whenever this runs. */
const MONTH = '2098-04';
const SLOT = { day: '2098-04-05', patternId: 'd24', post: 'primary' };
const HIDDEN = ['person', 'absence', 'roster', 'shift', 'substitution'];
const CROWD = 50;

let town: Township;
let screens: Record<'officer' | 'leader' | 'wall' | 'village' | 'department', Screen>;
const ids: Record<string, string> = {};

beforeAll(async () => {
  town = await openTownship();
  const { dutyOfficer, leader, villageLiaison, departmentLiaison } = town.people;
  const open = async (client: Client) => new Screen(client).open();
  screens = {
    officer: await open(dutyOfficer),
    leader: await open(leader),
    wall: await open(town.wall),
    village: await open(villageLiaison),
    department: await open(departmentLiaison),
  };
  const list = { 乙: ['leader'], 丙: ['leader'] } as Record<string, string[]>;
  for (const name of 'ABCD') list[`值班员${name}`] = ['primary', 'second'];
  for (const [name, posts] of Object.entries(list)) ids[name] = await enlist(name, posts);
});
afterAll(async () => {
  for (const screen of Object.values(screens)) screen.close();
  await town.close();
});

describe('a slot that many want at once', () => {
  it(`goes to one of ${CROWD}, and the others learn who has it`, async () => {
    const names = Array.from({ length: CROWD }, (_none, n) => `候选${n}`);
    const wanted = new Map<string, string>();
    for (const name of names) wanted.set(name, await enlist(name, ['primary']));
    const desks = [screens.officer, screens.leader];
    const answers = await Promise.all(
      names.map((name, n) => {
        const body = { ...SLOT, personId: wanted.get(name) as string, was: null };
        const envelope = { id: randomUUID(), book: REAL, type: 'shift.assign', body };
        return (desks[n % 2] as Screen).command(envelope);
      }),
    );
    const won = names.filter((_name, n) => answers[n]?.ok);
    expect(won).toHaveLength(1);
    const [winner] = won as [string];
    const others = answers.flatMap((answer) => ('refusal' in answer ? [answer.refusal] : []));
    expect(others).toHaveLength(CROWD - 1);
    for (const { code, zh, en } of others) {
      expect(code).toBe('shift.taken');
      expect(zh).toContain(winner);
      expect(en).toContain(winner);
    }
    const holds = wanted.get(winner) as string;
    for (const screen of [screens.officer, screens.leader])
      await screen.sees('shift/d24-2098-04-05', ({ posts }) => (posts as Posts).primary === holds);
    await must('shift.assign', { ...SLOT, personId: null, was: holds });
  });
});

describe('a month', () => {
  it('is not published with a hole, and says where; then it is', async () => {
    const shifts = month();
    await must('shift.fill', { how: 'generated', shifts: shifts.slice(0, -1) });
    const answer = await give(town.people.leader, 'roster.publish', { month: MONTH, note: null });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'roster.incomplete' } });
    expect('refusal' in answer && answer.refusal.zh).toContain('04-30');
    expect(screens.wall.rows.has('shift/d24-2098-04-05')).toBe(false);
    await must('shift.fill', { how: 'generated', shifts: shifts.slice(-1) });
    await must('roster.publish', { month: MONTH, note: null }, town.people.leader);
    for (const screen of [screens.officer, screens.leader]) await screen.sees(`roster/${MONTH}`);
    await screens.wall.sees('shift/d24-2098-04-05', ({ published }) => published === true);
  });

  it('changes when it was asked, the other consented and the leader approved; every desk and the wall see it', async () => {
    const spare = await enlist('值班员E', ['primary', 'second']);
    const place = { shiftId: 'd24-2098-04-05', post: 'primary' };
    const before = (screens.officer.rows.get('shift/d24-2098-04-05')?.posts as Posts).primary;
    const { id } = await must('substitution.ask', { ...place, personId: spare, reason: '孩子住院' });
    const substitutionId = id;
    const early = await give(town.people.leader, 'substitution.approve', { substitutionId });
    expect(early).toMatchObject({ refusal: { code: 'substitution.no-consent' } });
    await must('substitution.consent', { substitutionId, onBehalf: '电话里说：可以' });
    await must('substitution.approve', { substitutionId }, town.people.leader);
    for (const screen of [screens.officer, screens.leader]) {
      await screen.sees(`substitution/${substitutionId}`, ({ state }) => state === 'approved');
      await screen.sees('shift/d24-2098-04-05', ({ original }) => (original as Posts)?.primary === before);
    }
    const changed = ({ posts }: Record<string, unknown>) => (posts as Posts).primary === spare;
    await screens.wall.sees('shift/d24-2098-04-05', changed);
    expect(screens.wall.rows.get(`person/${spare}`)).toEqual({ id: spare, name: '值班员E', post: '干部' });
    expect(screens.wall.rows.has(`substitution/${substitutionId}`)).toBe(false);
    const by = screens.wall.rows.get('shift/d24-2098-04-05')?.changedBy as { id: string; name: string };
    expect([by.id, by.name]).toEqual(['', '党委副书记']);
  });
});

it('is nothing of a village’s or a department’s: no person, shift, absence, month or substitution', async () => {
  const away = { kind: 'leave', words: null, standInId: null, personId: ids['值班员D'] as string };
  const times = { from: '2098-06-01T08:00:00+08:00', until: '2098-06-03T08:00:00+08:00' };
  const { seq } = await must('absence.file', { ...away, ...times });
  const report = await must('unit.change', { acknowledgeMinutes: 7 }, town.people.leader);
  for (const screen of [screens.village, screens.department]) {
    await screen.sees('unit/unit', ({ acknowledgeMinutes }) => acknowledgeMinutes === 7);
    expect(screen.seq).toBeGreaterThanOrEqual(report.seq);
    const tables = new Set([...screen.rows.keys()].map((key) => key.split('/')[0]));
    expect(HIDDEN.filter((table) => tables.has(table))).toEqual([]);
    // Nor did a frame ever carry one.
    expect(JSON.stringify(screen.frames)).not.toMatch(/值班员|2098-04/);
  }
  expect([...screens.wall.rows.keys()].filter((key) => key.startsWith('absence/'))).toEqual([]);
  const snapshot = await town.people.villageLiaison.snapshot(REAL, seq);
  expect(snapshot.rows.filter(([table]) => HIDDEN.includes(table))).toEqual([]);
  expect(snapshot.audience).toBe(`village/${OWN}`);
});

it('has in an exercise the people of the real book, and nothing that is planned there', async () => {
  const opening = { kind: 'exercise', title: '演练', startsAt: '2026-04-05T08:00:00+08:00', speed: 1 };
  const { id } = await must('book.openExercise', opening, town.people.leader);
  const { rows } = await town.people.dutyOfficer.snapshot(`ex-${id}`);
  const people = rows.filter(([table]) => table === 'person').map(([, row]) => (row as { id: string }).id);
  expect(people).toEqual(expect.arrayContaining(Object.values(ids)));
  const planned = ['absence', 'roster', 'shift', 'substitution'];
  expect(rows.filter(([table]) => planned.includes(table))).toEqual([]);
});

type Posts = Readonly<Record<string, string | null>>;
type Body = Record<string, unknown>;

function give(client: Client, type: string, body: Body, id: string = randomUUID()): Promise<Answer> {
  return client.submit({ id, book: REAL, type, body });
}

/** A command that must be accepted. */
async function must(type: string, body: Body, by = town.people.dutyOfficer) {
  const id = randomUUID();
  const answer = await give(by, type, body, id);
  if (!answer.ok) throw new Error(`${type}: ${JSON.stringify(answer)}`);
  return { id, seq: answer.seq };
}

async function enlist(name: string, posts: readonly string[]): Promise<string> {
  return (await must('person.add', { ...member(name, posts) })).id;
}

/** The whole month, two crews turn about. */
function month() {
  const world = emptyWorld(REAL);
  const all = daysOf(MONTH).flatMap((day) =>
    patternsOn(world, day).map(({ id }) => ({ day, patternId: id })),
  );
  const crews = [
    { leader: ids['乙'], primary: ids['值班员A'], second: ids['值班员B'] },
    { leader: ids['丙'], primary: ids['值班员C'], second: ids['值班员D'] },
  ];
  const was = { leader: null, primary: null, second: null };
  return all.map((one, n) => ({ ...one, posts: crews[n % 2], was }));
}
