import type { BaseMap } from '../../../../shared/unit/contract.ts';
import type { Sentence } from '../../../../shared/refusal.ts';
import { words } from '../words.ts';

/** A base map while it is typed. */
export interface BaseDraft {
  type: string;
  url: string;
  subdomains: string;
  zoom: string;
  system: string;
  attribution: string;
}
export type BaseProblems = Partial<Record<keyof BaseDraft, Sentence>>;
type Tiles = Extract<BaseMap, { type: 'tiles' }>;

/** What stands for a key that everybody has to apply for. */
const KEY = '密钥';

/** Where a township's maps usually come from, with the coordinate system that each has. */
export const PRESETS: Readonly<
  Record<'tianditu' | 'tiandituImage' | 'amap', { name: Sentence; base: Tiles }>
> = {
  tianditu: {
    name: { zh: '天地图 矢量', en: 'Tianditu, vector' },
    base: tianditu('vec', '天地图 · 自然资源部'),
  },
  tiandituImage: {
    name: { zh: '天地图 影像', en: 'Tianditu, imagery' },
    base: tianditu('img', '天地图影像 · 自然资源部'),
  },
  amap: {
    name: { zh: '高德', en: 'Amap' },
    base: {
      type: 'tiles',
      url: 'https://webrd0{s}.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}',
      subdomains: '1234',
      maxNativeZoom: 18,
      coordinateSystem: 'gcj02',
      attribution: '高德地图',
    },
  },
};

export function draftOf(base: BaseMap | undefined): BaseDraft {
  const empty = { type: 'schematic', url: '', subdomains: '', zoom: '18', system: 'wgs84', attribution: '' };
  if (base?.type !== 'tiles') return empty;
  const { url, subdomains, maxNativeZoom, coordinateSystem, attribution } = base;
  return {
    ...{ type: 'tiles', url, subdomains: subdomains ?? '', zoom: String(maxNativeZoom) },
    ...{ system: coordinateSystem, attribution },
  };
}

/** What is wrong, field by field; nothing for a schematic map. */
export function problemsOf(draft: BaseDraft): BaseProblems {
  if (draft.type !== 'tiles') return {};
  const wrong: BaseProblems = {};
  const url = draft.url.trim();
  if (!/^https?:\/\/[^\s"'<>]+$/u.test(url) || !['{z}', '{x}', '{y}'].every((part) => url.includes(part)))
    wrong.url = words.urlForm;
  else if (url.includes(KEY)) wrong.url = words.urlKey;
  if (draft.subdomains !== '' && !/^[a-z0-9]{1,20}$/.test(draft.subdomains))
    wrong.subdomains = words.subdomainsForm;
  else if (url.includes('{s}') && draft.subdomains === '') wrong.subdomains = words.subdomainsMissing;
  if (!/^([1-9]|1\d|2[0-2])$/.test(draft.zoom.trim())) wrong.zoom = words.zoomForm;
  if (draft.attribution.trim() === '') wrong.attribution = words.needed;
  return wrong;
}

/** The base map as the contract has it; only of a draft without problems. */
export function baseOf(draft: BaseDraft): BaseMap {
  if (draft.type !== 'tiles') return { type: 'schematic' };
  return {
    type: 'tiles',
    url: draft.url.trim(),
    subdomains: draft.subdomains === '' ? null : draft.subdomains,
    maxNativeZoom: Number(draft.zoom),
    coordinateSystem: draft.system as Tiles['coordinateSystem'],
    attribution: draft.attribution.trim(),
  };
}

function tianditu(layer: 'vec' | 'img', attribution: string): Tiles {
  return {
    type: 'tiles',
    url: `https://t{s}.tianditu.gov.cn/${layer}_w/wmts?service=wmts&request=GetTile&version=1.0.0&layer=${layer}&style=default&tilematrixset=w&format=tiles&tilematrix={z}&tilerow={y}&tilecol={x}&tk=${KEY}`,
    subdomains: '01234567',
    maxNativeZoom: 18,
    coordinateSystem: 'wgs84',
    attribution,
  };
}
