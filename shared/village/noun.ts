import type { Event } from '../entry.ts';
import type { Appliers, Body, Deciders, Noun } from '../noun.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import { commands, type Village } from './contract.ts';

/** What can happen to a village. */
export interface VillageEvents {
  'village.added': Omit<Body<(typeof commands)['village.add']>, 'id'>;
  'village.renamed': { name: string; alias: string | null };
  'village.pinned': { position: Village['position'] };
}

export const villageRefusals = {
  'village.unknown': { zh: '没有这个村', en: 'There is no such village' },
  'village.exists': { zh: '已有村“{name}”', en: 'There is a village “{name}” already' },
} as const;

const decide: Deciders<typeof commands> = {
  'village.add'(world, body) {
    if (world.tables.village.has(body.id))
      return refuse(villageRefusals, 'village.exists', { name: body.name });
    return taken(world, body.name, body.id) ?? [{ type: 'village.added', ...body } as Event];
  },
  'village.rename'(world, { villageId, name, alias }) {
    if (!world.tables.village.has(villageId)) return refuse(villageRefusals, 'village.unknown');
    return (
      taken(world, name, villageId) ?? [{ type: 'village.renamed', id: villageId, name, alias } as Event]
    );
  },
  'village.pin'(world, { villageId, position }) {
    if (!world.tables.village.has(villageId)) return refuse(villageRefusals, 'village.unknown');
    return [{ type: 'village.pinned', id: villageId, position } as Event];
  },
};

const apply: Appliers<VillageEvents> = {
  'village.added'(rows, event, { at, by, seq }) {
    const { type: _type, ...village } = event;
    const pinned = village.surveyed ? { pinnedAt: at, pinnedBy: by } : { pinnedAt: null, pinnedBy: null };
    const order = [...rows.all('village')].length;
    rows.put('village', { ...village, ...pinned, order, seq });
  },
  'village.renamed'(rows, { id, name, alias }, { seq }) {
    rows.set('village', id, { name, alias, seq });
  },
  'village.pinned'(rows, { id, position }, { at, by, seq }) {
    rows.set('village', id, { position, surveyed: true, pinnedAt: at, pinnedBy: by, seq });
  },
};

function taken(world: World, name: string, id: string): Refusal | null {
  const other = [...world.tables.village.values()].some(
    (village) => village.name === name && village.id !== id,
  );
  return other ? refuse(villageRefusals, 'village.exists', { name }) : null;
}

export const noun = { commands, decide, apply } satisfies Noun;
