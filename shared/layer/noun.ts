import type { Event } from '../entry.ts';
import type { Appliers, Body, Deciders, Noun } from '../noun.ts';
import { refuse } from '../refusal.ts';
import { commands } from './contract.ts';

/** What can happen to a map layer. */
export interface LayerEvents {
  'layer.imported': Body<(typeof commands)['layer.import']>;
  'layer.removed': object;
}

export const layerRefusals = {
  'layer.unknown': { zh: '没有这个图层', en: 'There is no such layer' },
  'layer.too-many': {
    zh: '最多 30 个图层，请先移除不用的',
    en: 'At most 30 layers: remove one you no longer need',
  },
} as const;

const decide: Deciders<typeof commands> = {
  'layer.import'(world, body, { commandId }) {
    if (world.tables.layer.size >= 30) return refuse(layerRefusals, 'layer.too-many');
    return [{ type: 'layer.imported', id: commandId, ...body } as Event];
  },
  'layer.remove'(world, { layerId }) {
    if (!world.tables.layer.has(layerId)) return refuse(layerRefusals, 'layer.unknown');
    return [{ type: 'layer.removed', id: layerId }];
  },
};

const apply: Appliers<LayerEvents> = {
  'layer.imported'(rows, event, { at, by, seq }) {
    const { type: _type, ...layer } = event;
    rows.put('layer', { ...layer, importedAt: at, importedBy: by, seq });
  },
  'layer.removed'(rows, { id }) {
    rows.drop('layer', id);
  },
};

export const noun = { commands, decide, apply } satisfies Noun;
