import { expect } from 'vitest';
import { bookTime, recordedAt } from '../../shared/book/noun.ts';
import { catalogue, type CommandType } from '../../shared/catalogue.ts';
import { advise } from '../../shared/check.ts';
import { aboutOf, type Entry, type Event } from '../../shared/entry.ts';
import type { Context, Decision } from '../../shared/noun.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { SYSTEM, type Principal, type Role } from '../../shared/roles.ts';
import { isoIn, later, msOf } from '../../shared/time.ts';
import { emptyWorld, fold, type Change, type World } from '../../shared/world.ts';

/** When every specification starts, by its own clock; each command that is given moves it on by a minute. */
export const START = '2026-04-05T13:20:00.000+08:00';
export const ZONE = 'Asia/Shanghai';
/** Two villages of the unit, and an id that no village has. */
export const VILLAGE_A = '150525206207';
export const VILLAGE_B = '150525206208';
export const NO_VILLAGE = '150525206299';

/** The n-th id there is: a UUID that tells its number, so that failures can be read. */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** One of each role; posts with letters, as in the scenario, and nobody real. */
export const people = {
  officer: person('officer', '值班员C', '值班员', 'dutyOfficer'),
  leader: person('leader', '带班领导乙', '带班领导', 'leader'),
  liaisonA: person('liaison-a', '联络员甲', '村联络员', 'villageLiaison', VILLAGE_A),
  liaisonB: person('liaison-b', '联络员乙', '村联络员', 'villageLiaison', VILLAGE_B),
  department: person('department', '派出所联络员', '部门联络员', 'departmentLiaison', null, 'police'),
  auditor: person('auditor', '督查员', '督查', 'auditor'),
  administrator: person('administrator', '管理员', '系统管理员', 'administrator'),
  wall: person('wall', '大屏', '大屏', 'wall'),
  system: SYSTEM,
} as const satisfies Record<string, Principal>;

/** A command somebody gives. Without an id it gets the next one. */
export interface Step {
  readonly type: CommandType;
  readonly body: Readonly<Record<string, unknown>>;
  readonly by: Principal;
  readonly id?: string;
  readonly ifSeq?: number;
  /** Real minutes that pass before it. */
  readonly wait?: number;
}

/** A duty room without a server: its World, its journal, its clock and its archive. */
export interface Room {
  readonly world: World;
  readonly entries: readonly Entry[];
  readonly changes: readonly Change[];
  /** What left the World with an incident, as the records would still have it. */
  readonly archive: Map<string, Context['archived']>;
  /** Lets real minutes pass. */
  wait(minutes: number): void;
  /** What the answer would be; changes nothing. */
  ask(step: Step): Decision;
  /** Asks, and when it is accepted keeps and folds the entry. */
  submit(step: Step): Decision;
  /** Folds an entry that was recorded before. */
  take(entry: Entry): void;
}

/** Opens a room on an empty book; an exercise is opened on the ground of a real World. */
export function openRoom(book = 'real', real?: World): Room {
  const world = emptyWorld(book);
  const entries: Entry[] = [];
  const changes: Change[] = [];
  const archive: Room['archive'] = new Map();
  let now = msOf(START);
  let made = 0;

  function contextOf({ type, body, by, id }: Step): Context {
    const clock = isoIn(bookTime(world, now), ZONE);
    const at = world.at ? later(world.at, clock) : clock;
    const named = typeof body === 'object' && body !== null ? catalogue.archived(type, body) : null;
    const archived = named ? (archive.get(named.id) ?? []) : [];
    return { commandId: id ?? uuid(made), principal: by, at, zone: ZONE, archived, real };
  }
  function take(entry: Entry): void {
    const changed = fold(world, [entry]);
    entries.push(entry);
    changes.push(...changed);
    keep(archive, entry, changed);
  }
  function submit(step: Step): Decision {
    made += 1;
    now += (step.wait ?? 0) * 60_000;
    const context = contextOf(step);
    const events = advise(world, step, context);
    now += 60_000;
    if (!isRefusal(events)) take(entryOf(world, step, events, context));
    return events;
  }
  const wait = (minutes: number) => void (now += minutes * 60_000);
  return {
    world,
    entries,
    changes,
    archive,
    wait,
    ask: (step) => advise(world, step, contextOf(step)),
    submit,
    take,
  };
}

/** A room in which `steps` have happened; it is a mistake of the test when one of them is refused. */
export function roomAfter(steps: readonly Step[], room: Room = openRoom()): Room {
  for (const step of steps) {
    const answer = room.submit(step);
    if (isRefusal(answer)) throw new Error(`given ${step.type}: ${answer.code} ${answer.path ?? ''}`);
  }
  return room;
}

/** What a specification expects: a refusal's code, the types of the events, or whole events. */
type Expected = string | readonly (string | Event)[];

/** `given(…what happened).when(…a command).then(…events or a refusal)`, and `again` for the command sent twice. */
export function given(...steps: readonly Step[]) {
  return in_(roomAfter(steps));
}

/** The same in a room that is there already: an exercise, or one where time has passed. */
export function in_(room: Room) {
  return {
    when(
      type: CommandType,
      body: Step['body'],
      by: Principal,
      more: Partial<Pick<Step, 'id' | 'ifSeq'>> = {},
    ) {
      const step = { type, body, by, ...more };
      return {
        then(expected: Expected) {
          expectAnswer(room.submit(step), expected);
          return {
            room,
            /** The same command under another id: what a second press of the button, or a colleague, is told. */
            again(second: Expected) {
              expectAnswer(room.submit({ ...step, id: undefined, ifSeq: undefined }), second);
              return { room };
            },
          };
        },
      };
    },
  };
}

/** The entries as a store gives them back: JSON values and nothing else. */
export function stored(entries: readonly Entry[]): Entry[] {
  return JSON.parse(JSON.stringify(entries)) as Entry[];
}

/** The World that comes of entries. */
export function foldAll(entries: readonly Entry[], book = 'real'): World {
  const world = emptyWorld(book);
  fold(world, entries);
  return world;
}

function expectAnswer(answer: Decision, expected: Expected): void {
  const said = isRefusal(answer) ? answer.code : answer;
  if (typeof expected === 'string' || typeof said === 'string') expect(said).toBe(expected);
  else
    expect(said.map((event, n) => (typeof expected[n] === 'string' ? event.type : event))).toEqual(expected);
}

function entryOf(world: World, step: Step, events: readonly Event[], context: Context): Entry {
  const { id, name, post } = context.principal;
  return {
    book: world.book,
    seq: world.seq + 1,
    commandId: context.commandId,
    command: step.type,
    fingerprint: '',
    at: recordedAt(events, context.at),
    by: { id, name, post },
    about: events.map(aboutOf),
    events,
    salts: events.map(() => ''),
    digests: events.map(() => ''),
    prev: '',
    hash: `hash ${world.seq + 1}`,
  };
}

/** Whatever leaves in the entry that archives an incident can be brought back with it. */
function keep(archive: Room['archive'], entry: Entry, changes: readonly Change[]): void {
  for (const event of entry.events) {
    if (event?.type === 'incident.recalled' || event?.type === 'incident.erased') archive.delete(event.id);
    if (event?.type !== 'incident.archived') continue;
    const left = new Map<string, { table: string; row: { id: string } }>();
    for (const { table, id, before, after } of changes) {
      if (before && !after) left.set(`${table}/${id}`, { table, row: before });
    }
    archive.set(event.id, [...left.values()]);
  }
}

function person(
  id: string,
  name: string,
  post: string,
  role: Role,
  villageId: string | null = null,
  departmentId: string | null = null,
): Principal {
  return { id, name, post, role, villageId, departmentId };
}
