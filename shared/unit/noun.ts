import type { Event } from '../entry.ts';
import type { Appliers, Body, Deciders, Noun } from '../noun.ts';
import { refuse } from '../refusal.ts';
import { commands, type Unit } from './contract.ts';

type Seed = Body<(typeof commands)['unit.setUp']>;
type Settings = Body<(typeof commands)['unit.change']>;

/** What can happen to the unit. Villages of the set-up come in with it, one event for the whole ground. */
export interface UnitEvents {
  'unit.setUp': Seed;
  'unit.changed': { changed: Settings };
}

export const unitRefusals = {
  'unit.already': { zh: '单位已经设立', en: 'The unit is set up already' },
  'unit.none': { zh: '请先完成首次设置', en: 'Finish the first set-up before this' },
  'unit.twice': { zh: '村“{name}”写了两次', en: 'The village “{name}” is given twice' },
  'unit.nothing-changed': { zh: '没有改动', en: 'Nothing was changed' },
} as const;

const decide: Deciders<typeof commands> = {
  'unit.setUp'(world, body) {
    if (world.tables.unit.size > 0) return refuse(unitRefusals, 'unit.already');
    const seen = new Set<string>();
    for (const { id, name } of body.villages) {
      if (seen.has(id) || seen.has(name)) return refuse(unitRefusals, 'unit.twice', { name });
      seen.add(id).add(name);
    }
    return [{ type: 'unit.setUp', id: 'unit', ...body } as Event];
  },
  'unit.change'(world, body) {
    const unit = world.tables.unit.get('unit');
    if (!unit) return refuse(unitRefusals, 'unit.none');
    const fields = Object.entries(body).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(unit[name as keyof Unit]),
    );
    if (fields.length === 0) return refuse(unitRefusals, 'unit.nothing-changed');
    return [{ type: 'unit.changed', id: 'unit', changed: Object.fromEntries(fields) } as Event];
  },
};

const apply: Appliers<UnitEvents> = {
  'unit.setUp'(rows, event, { seq, at, by }) {
    const { name, code, zone, superior, villages } = event;
    rows.put('unit', { id: 'unit', name, code, zone, superior, ...defaults, seq });
    villages.forEach((village, order) => {
      rows.put('village', {
        ...village,
        order,
        pinnedAt: village.surveyed ? at : null,
        pinnedBy: village.surveyed ? by : null,
        seq,
      });
    });
  },
  'unit.changed'(rows, { changed }, { seq }) {
    const known = Object.entries(changed).filter(([, value]) => value !== undefined);
    rows.set('unit', 'unit', { ...Object.fromEntries(known), seq });
  },
};

/** Proposals of docs/rules.md until the office sets its own. */
const defaults = {
  dutyPhone: null,
  alarmFrom: 'urgent',
  acknowledgeMinutes: 5,
  base: { type: 'schematic' },
} as const;

export const noun = { commands, decide, apply } satisfies Noun;
