import { DEFAULT_PATTERNS } from '../../../shared/pattern/defaults.ts';
import { patternsOn } from '../../../shared/pattern/onDay.ts';
import { daysOf } from '../../../shared/days.ts';
import type { Post } from '../../../shared/pattern/contract.ts';
import type { Person } from '../../../shared/person/contract.ts';
import { emptyWorld, type World } from '../../../shared/world.ts';
import type { Unit } from '../../../shared/unit/contract.ts';
import type { Context } from '../../../shared/noun.ts';
import { people } from '../world.ts';

/** An office of nobody real, and April 2026 as it is to be: for tables that are read and papers that are made. */
export const MONTH = '2026-04';
export const LEADERS = ['赵甲', '钱乙', '孙丙', '李丁'];
export const OFFICES = ['书记', '乡长', '人大主席', '副乡长'];
export const OFFICERS = ['周东', '吴南', '郑西', '王北', '冯中立', '陈上善'];
export const DRIVERS = ['褚行', '卫驶'];

const person = (name: string, post: string, posts: Post[], order: number): Person => ({
  ...{ id: `p-${order}`, name, post, posts, accountId: null, principal: order < 2 },
  ...{ contactId: null, retiredAt: null, order, seq: 1 },
});

export const PEOPLE: readonly Person[] = [
  ...LEADERS.map((name, n) => person(name, OFFICES[n] as string, ['leader'], n)),
  ...OFFICERS.map((name, n) => person(name, '干事', ['primary', 'second'], 10 + n)),
  ...DRIVERS.map((name, n) => person(name, '驾驶员', ['driver'], 20 + n)),
];

const unit = {
  ...{
    id: 'unit',
    name: '土城子乡人民政府',
    code: null,
    zone: 'Asia/Shanghai',
    superior: '奈曼旗',
    dutyPhone: null,
  },
  seq: 1,
} as unknown as Unit;

export function office(persons: readonly Person[] = PEOPLE): World {
  const world = emptyWorld('real');
  for (const one of persons) world.tables.person.set(one.id, one);
  world.tables.unit.set('unit', unit);
  return world;
}

export const context: Context = {
  ...{ commandId: '00000000-0000-4000-8000-000000000001', principal: people.leader },
  ...{ at: '2026-03-20T09:00:00.000+08:00', zone: 'Asia/Shanghai', archived: [] },
};

/** Who is on duty on the n-th day of the month, from 0: the rest of the tests count on nothing else. */
export function onDay(n: number): { leader: string; primary: string; second: string; driver: string } {
  const [leader, primary, second, driver] = [
    LEADERS[n % 4],
    OFFICERS[n % 6],
    OFFICERS[(n + 3) % 6],
    DRIVERS[n % 2],
  ];
  return { leader, primary, second, driver } as ReturnType<typeof onDay>;
}

export const idOf = (name: string) => PEOPLE.find((one) => one.name === name)?.id ?? null;
export const DAYS = daysOf(MONTH);
export const phoneOf = (name: string) =>
  `139${String(PEOPLE.findIndex((one) => one.name === name)).padStart(8, '0')}`;

/** The shifts that the default patterns have in the month. */
export function shiftsOfMonth(): { day: string; n: number; patternId: string }[] {
  const world = office();
  return DAYS.flatMap((day, n) => patternsOn(world, day).map(({ id }) => ({ day, n, patternId: id })));
}
export const PATTERNS = DEFAULT_PATTERNS;
