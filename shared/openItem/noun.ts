import { differing } from '../claims.ts';
import type { Event } from '../entry.ts';
import type { Appliers, Body, Deciders, Due, Noun } from '../noun.ts';
import { active } from '../person/noun.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { commands, type OpenItem } from './contract.ts';

type Said = Body<(typeof commands)['openItem.add']>;

/** What can happen to an open item. */
export interface OpenItemEvents {
  'openItem.added': Said;
  'openItem.updated': { changed: Partial<Omit<Said, 'words'>> };
  'openItem.closed': { result: string };
  'openItem.reopened': { reason: string };
  'openItem.archived': object;
}

export const openItemRefusals = {
  'openItem.unknown': {
    zh: '没有这个未办结事项，或已归档',
    en: 'There is no such open item, or it is archived',
  },
  'openItem.closed': { zh: '这个事项已办结（{result}）', en: 'This item is done already ({result})' },
  'openItem.not-closed': { zh: '这个事项还没有办结', en: 'This item is not done yet' },
  'openItem.due-far': {
    zh: '时限离现在超过一年，请核对年份',
    en: 'That is more than a year from now: check the year',
  },
  'openItem.nothing-changed': { zh: '没有改动', en: 'Nothing was changed' },
} as const;

const DAY_MS = 24 * 60 * 60_000;
/** How long what is done stays in sight: it can still be taken up again. docs/rules.md, "Handover" (a proposal). */
const KEEP_DAYS = 7;
/** A due time further off than this is a slip of the pen, or of a clock. */
const FAR_DAYS = 366;

const decide: Deciders<typeof commands> = {
  'openItem.add'(world, body, { commandId, at }) {
    return bad(world, body, at) ?? [{ type: 'openItem.added', id: commandId, ...body } as Event];
  },
  'openItem.update'(world, { openItemId, ...changed }, { at }) {
    const item = open(world, openItemId);
    if (isRefusal(item)) return item;
    const real = differing(item, changed);
    if (Object.keys(real).length === 0) return refuse(openItemRefusals, 'openItem.nothing-changed');
    const wrong = bad(world, real, at);
    return wrong ?? [{ type: 'openItem.updated', id: openItemId, changed: real } as Event];
  },
  'openItem.close'(world, { openItemId, result }) {
    const item = open(world, openItemId);
    return isRefusal(item) ? item : [{ type: 'openItem.closed', id: openItemId, result } as Event];
  },
  'openItem.reopen'(world, { openItemId, reason }) {
    const item = closed(world, openItemId);
    return isRefusal(item) ? item : [{ type: 'openItem.reopened', id: openItemId, reason } as Event];
  },
  'openItem.archive'(world, { openItemId }) {
    const item = closed(world, openItemId);
    return isRefusal(item) ? item : [{ type: 'openItem.archived', id: openItemId }];
  },
};

const apply: Appliers<OpenItemEvents> = {
  'openItem.added'(rows, event, { at, by, seq }) {
    const { id, words, owner, ownerId, dueAt, progress, next } = event;
    const done = { closedAt: null, closedBy: null, result: null };
    const opened = { openedAt: at, openedBy: by, ...done, seq };
    rows.put('openItem', { id, words, owner, ownerId, dueAt, progress, next, ...opened });
  },
  'openItem.updated'(rows, { id, changed }, { seq }) {
    rows.set('openItem', id, { ...changed, seq });
  },
  'openItem.closed'(rows, { id, result }, { at, by, seq }) {
    rows.set('openItem', id, { closedAt: at, closedBy: by, result, seq });
  },
  'openItem.reopened'(rows, { id, reason }, { seq }) {
    rows.set('openItem', id, { closedAt: null, closedBy: null, result: null, progress: reason, seq });
  },
  'openItem.archived'(rows, { id }) {
    rows.drop('openItem', id);
  },
};

function known(world: World, id: string): OpenItem | Refusal {
  return world.tables.openItem.get(id) ?? refuse(openItemRefusals, 'openItem.unknown');
}

function open(world: World, id: string): OpenItem | Refusal {
  const item = known(world, id);
  if (isRefusal(item) || item.closedAt === null) return item;
  return refuse(openItemRefusals, 'openItem.closed', { result: item.result ?? '' });
}

function closed(world: World, id: string): OpenItem | Refusal {
  const item = known(world, id);
  if (isRefusal(item) || item.closedAt !== null) return item;
  return refuse(openItemRefusals, 'openItem.not-closed');
}

function bad(world: World, { ownerId, dueAt }: Partial<Said>, at: string): Refusal | null {
  const owner = ownerId ? active(world, ownerId) : null;
  if (isRefusal(owner)) return owner;
  const off = dueAt ? Math.abs(msOf(dueAt) - msOf(at)) : 0;
  return off > FAR_DAYS * DAY_MS ? refuse(openItemRefusals, 'openItem.due-far') : null;
}

/** What was done leaves for the records some days after. */
function* due(world: World): Iterable<Due> {
  for (const { id, closedAt } of world.tables.openItem.values()) {
    if (closedAt === null) continue;
    const at = new Date(msOf(closedAt) + KEEP_DAYS * DAY_MS).toISOString();
    yield { at, type: 'openItem.archive', body: { openItemId: id }, key: `openItem.archive/${id}` };
  }
}

export const noun = { commands, decide, apply, due } satisfies Noun;
