import { differing } from '../claims.ts';
import type { Event } from '../entry.ts';
import type { Appliers, Body, Deciders, Noun } from '../noun.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import { commands, type Person } from './contract.ts';

type Said = Body<(typeof commands)['person.add']>;

/** What can happen to the list of those who do duty. */
export interface PersonEvents {
  'person.added': Said;
  'person.changed': { changed: Partial<Said> };
  'person.retired': { reason: string };
}

export const personRefusals = {
  'person.unknown': { zh: '值班人员名单里没有这个人', en: 'Nobody of that name is on the duty list' },
  'person.exists': {
    zh: '名单里已有{name}（{post}）：同名的人请在职务里区分',
    en: '{name} ({post}) is on the list already: tell people of one name apart by their office',
  },
  'person.account-taken': { zh: '这个账号已是{name}的', en: 'That account is {name}’s already' },
  'person.posts-twice': { zh: '岗位重复', en: 'A post is given twice' },
  'person.nothing-changed': { zh: '没有改动', en: 'Nothing was changed' },
  'person.on-roster': {
    zh: '{name}在 {day} 还有排班，请先换人',
    en: '{name} is still on the roster of {day}: put somebody else there first',
  },
} as const;

const decide: Deciders<typeof commands> = {
  'person.add'(world, body, { commandId }) {
    return bad(world, null, body) ?? [{ type: 'person.added', id: commandId, ...body } as Event];
  },
  'person.change'(world, { personId, ...changed }) {
    const person = active(world, personId);
    if (isRefusal(person)) return person;
    const real = differing(person, changed);
    if (Object.keys(real).length === 0) return refuse(personRefusals, 'person.nothing-changed');
    const wrong = bad(world, personId, { ...person, ...(changed as Partial<Said>) });
    return wrong ?? [{ type: 'person.changed', id: personId, changed: real } as Event];
  },
  'person.retire'(world, { personId, reason }, { at }) {
    const person = active(world, personId);
    if (isRefusal(person)) return person;
    const day = stillOn(world, personId, at);
    if (day) return refuse(personRefusals, 'person.on-roster', { name: person.name, day });
    return [{ type: 'person.retired', id: personId, reason } as Event];
  },
};

const apply: Appliers<PersonEvents> = {
  'person.added'(rows, event, { seq }) {
    const { id, name, post, posts, accountId, principal, contactId } = event;
    const order = [...rows.all('person')].length;
    const said = { id, name, post, posts: posts as Person['posts'], accountId, principal, contactId };
    rows.put('person', { ...said, retiredAt: null, order, seq });
  },
  'person.changed'(rows, { id, changed }, { seq }) {
    rows.set('person', id, { ...(changed as Partial<Person>), seq });
  },
  'person.retired'(rows, { id }, { at, seq }) {
    rows.set('person', id, { retiredAt: at, seq });
  },
};

/** Somebody who is on the list and does duty. */
export function active(world: World, id: string): Person | Refusal {
  const person = world.tables.person.get(id);
  return person && person.retiredAt === null ? person : refuse(personRefusals, 'person.unknown');
}

function bad(
  world: World,
  id: string | null,
  said: Omit<Said, 'posts'> & Pick<Person, 'posts'>,
): Refusal | null {
  if (new Set(said.posts).size < said.posts.length) return refuse(personRefusals, 'person.posts-twice');
  for (const other of world.tables.person.values()) {
    if (other.id === id || other.retiredAt !== null) continue;
    const { name, post } = other;
    if (name === said.name && post === said.post)
      return refuse(personRefusals, 'person.exists', { name, post });
    if (said.accountId !== null && other.accountId === said.accountId)
      return refuse(personRefusals, 'person.account-taken', { name });
  }
  return null;
}

/** The first day on which somebody is still to do duty, or does it now. */
function stillOn(world: World, personId: string, at: string): string | null {
  const ahead = [...world.tables.shift.values()].filter(
    ({ endsAt, posts }) => Date.parse(endsAt) > Date.parse(at) && Object.values(posts).includes(personId),
  );
  return ahead.map(({ day }) => day).sort()[0] ?? null;
}

export const noun = { commands, decide, apply } satisfies Noun;
