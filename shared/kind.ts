import * as z from 'zod/mini';
import type { Sentence } from './refusal.ts';

/**
 * The kinds of events (docs/rules.md, "Types"): natural disasters N, accidents A, public health H, social security
 * SS, by the four classes of the Emergency Response Law, art. 3; the codes within a class are this product's own, for
 * the table of GB/T 35561-2017 could not be read. U are the first words of a report, before anybody has looked:
 * an incident is never of a kind U.
 */
export const KINDS = {
  U01: kind('火情', 'Fire', 'fire', 'urgent', 'N01'),
  U02: kind('烟雾', 'Smoke', 'fire', 'urgent', 'N01'),
  U03: kind('人员遇险', 'People in danger', 'people', 'critical', 'A11'),
  U04: kind('道路', 'Road', 'road', 'routine', 'A01'),
  U99: kind('其他', 'Other', 'other', 'routine', 'N07'),
  N01: kind('森林火灾', 'Forest fire', 'fire', 'critical'),
  N02: kind('草原火灾', 'Grassland fire', 'fire', 'critical'),
  N03: kind('暴雪雪灾', 'Blizzard, snow disaster', 'snow', 'urgent'),
  N04: kind('寒潮低温', 'Cold wave, freezing', 'snow', 'urgent'),
  N05: kind('暴雨洪涝', 'Rainstorm, flood', 'water', 'urgent'),
  N06: kind('山洪', 'Flash flood', 'water', 'critical'),
  N07: kind('大风', 'Gale', 'wind', 'urgent'),
  N08: kind('沙尘暴', 'Sandstorm', 'wind', 'urgent'),
  N09: kind('干旱', 'Drought', 'other', 'routine'),
  N10: kind('冰雹', 'Hail', 'wind', 'urgent'),
  N11: kind('雷电', 'Lightning', 'power', 'urgent'),
  N12: kind('霜冻', 'Frost', 'snow', 'routine'),
  N13: kind('道路结冰', 'Icy roads', 'road', 'urgent'),
  N14: kind('地震', 'Earthquake', 'other', 'critical'),
  N15: kind('地质灾害', 'Geological disaster', 'other', 'critical'),
  N16: kind('农林生物灾害', 'Crop and forest pests', 'other', 'routine'),
  A01: kind('道路交通事故', 'Road traffic accident', 'road', 'urgent'),
  A02: kind('建筑火灾', 'Building fire', 'fire', 'critical'),
  A03: kind('非煤矿山事故', 'Mine accident (non-coal)', 'other', 'critical'),
  A04: kind('危化品事故', 'Hazardous chemicals', 'other', 'critical'),
  A05: kind('燃气事故', 'Gas accident', 'fire', 'critical'),
  A06: kind('建筑施工事故', 'Construction accident', 'other', 'urgent'),
  A07: kind('农机事故', 'Farm machinery accident', 'road', 'urgent'),
  A08: kind('电力中断', 'Power failure', 'power', 'routine'),
  A09: kind('供水通信中断', 'Water or telecom failure', 'power', 'routine'),
  A10: kind('一氧化碳中毒', 'Carbon monoxide poisoning', 'health', 'critical'),
  A11: kind('溺水', 'Drowning', 'water', 'critical'),
  A12: kind('环境污染', 'Pollution', 'other', 'urgent'),
  A13: kind('特种设备事故', 'Special equipment accident', 'other', 'urgent'),
  H01: kind('传染病', 'Infectious disease', 'health', 'urgent'),
  H02: kind('不明原因疾病', 'Disease of unknown cause', 'health', 'urgent'),
  H03: kind('食物中毒', 'Food poisoning', 'health', 'critical'),
  H04: kind('动物疫情', 'Animal epidemic', 'health', 'urgent'),
  H05: kind('饮用水污染', 'Drinking water pollution', 'health', 'urgent'),
  H06: kind('预防接种异常', 'Adverse vaccine reaction', 'health', 'urgent'),
  SS01: kind('群体性事件', 'Mass incident', 'people', 'urgent'),
  SS02: kind('刑事案件', 'Criminal case', 'people', 'urgent'),
  SS03: kind('校园安全', 'School safety', 'people', 'critical'),
  SS04: kind('网络舆情', 'Rumour, public opinion', 'other', 'routine'),
  SS05: kind('金融诈骗', 'Financial fraud', 'other', 'routine'),
  SS06: kind('民族宗教', 'Ethnic and religious', 'people', 'routine'),
} as const satisfies Record<string, Kind>;

export type KindCode = keyof typeof KINDS;

/** A kind's words, the mark it has on a map, and how urgent a report of it is unless someone says otherwise. */
export interface Kind extends Sentence {
  readonly glyph: Glyph;
  readonly urgency: Urgency;
  /** For a first word U: the kind of incident it most likely becomes. */
  readonly likely?: string;
}
export type Glyph = 'fire' | 'water' | 'wind' | 'snow' | 'road' | 'people' | 'power' | 'health' | 'other';

/** 特急, 紧急, 一般. Urgency of a report; never to be mixed up with grades, warning levels or response levels. */
export const URGENCIES = ['critical', 'urgent', 'routine'] as const;
export type Urgency = (typeof URGENCIES)[number];

const codes = Object.keys(KINDS) as KindCode[];

/** Any kind: for reports. */
export const kindCode = z.enum(codes);
/** A kind of the four statutory classes: for incidents. */
export const incidentKind = z.enum(codes.filter((code) => !code.startsWith('U')));
export const urgency = z.enum(URGENCIES);

/** The kinds a liaison's phone offers first, in the order of its buttons. */
export const FIRST_WORDS: readonly KindCode[] = ['U01', 'U02', 'N05', 'N07', 'U04', 'U03', 'A08', 'U99'];

/** The four classes, for grouping a long list. */
export const CLASSES = {
  N: { zh: '自然灾害', en: 'Natural disaster' },
  A: { zh: '事故灾难', en: 'Accident' },
  H: { zh: '公共卫生', en: 'Public health' },
  SS: { zh: '社会安全', en: 'Social security' },
} as const;

/** The class of a kind; U for a first word that has none yet. */
export function classOf(code: KindCode): keyof typeof CLASSES | 'U' {
  return code.replace(/\d+$/, '') as keyof typeof CLASSES | 'U';
}

/** Whether the statutory four grades apply: art. 3 grades N, A and H, not social-security incidents. */
export function isGraded(code: KindCode): boolean {
  return classOf(code) !== 'SS';
}

/** Whether `a` is at least as urgent as `b`. */
export function atLeast(a: Urgency, b: Urgency): boolean {
  return URGENCIES.indexOf(a) <= URGENCIES.indexOf(b);
}

function kind<const G extends Glyph>(
  zh: string,
  en: string,
  glyph: G,
  urgency: Urgency,
  likely?: string,
): Kind {
  return likely ? { zh, en, glyph, urgency, likely } : { zh, en, glyph, urgency };
}
