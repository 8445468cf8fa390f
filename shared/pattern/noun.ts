import { dayTypeNames } from '../calendar/names.ts';
import type { Event } from '../entry.ts';
import type { Appliers, Body, Deciders, Noun } from '../noun.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { redrafted } from '../shift/redraft.ts';
import { commands, type Pattern } from './contract.ts';
import { untiled, type Untiled } from './tiling.ts';

type Arranged = Body<(typeof commands)['pattern.arrange']>['patterns'];

/** What can happen to the patterns. Shifts that are planned and not published go with them, in the same entry. */
export interface PatternEvents {
  'pattern.arranged': { patterns: Arranged };
}

export const patternRefusals = {
  'pattern.twice': { zh: '班次“{name}”写了两次', en: 'The shift “{name}” is given twice' },
  'pattern.post-twice': { zh: '班次“{name}”的岗位重复', en: 'The shift “{name}” names a post twice' },
  'pattern.no-leader': {
    zh: '“{name}”必须有带班领导和主班',
    en: 'The shift “{name}” needs a leader and a primary officer',
  },
  'pattern.none': { zh: '{type}没有值班班次', en: 'There is no duty on {type}' },
  'pattern.gap': { zh: '{type} {time} 起没有人值班', en: 'On {type} nobody is on duty from {time}' },
  'pattern.overlap': {
    zh: '{type} {time} 起有两个班次重叠',
    en: 'On {type} two shifts overlap from {time}',
  },
  'pattern.start': {
    zh: '{type}从 {time} 起班，与别的日子不同：每天交班的时间要一致',
    en: 'On {type} duty begins at {time}, unlike other days: the hour of handover must be the same',
  },
} as const;

const decide: Deciders<typeof commands> = {
  'pattern.arrange'(world, { patterns }, context) {
    const wrong = badOne(patterns) ?? badDay(patterns);
    if (wrong) return wrong;
    const pattern = new Map(world.tables.pattern);
    for (const row of rowsOf(patterns, [...pattern.values()], world.seq)) pattern.set(row.id, row);
    const after = { ...world, tables: { ...world.tables, pattern } };
    return [{ type: 'pattern.arranged', id: 'patterns', patterns } as Event, ...redrafted(after, context)];
  },
};

const apply: Appliers<PatternEvents> = {
  'pattern.arranged'(rows, { patterns }, { seq }) {
    for (const row of rowsOf(patterns, [...rows.all('pattern')], seq)) rows.put('pattern', row);
  },
};

/** Those that were there and are named no more are retired; the others are as they are named, in that order. */
function rowsOf(patterns: Arranged, before: readonly Pattern[], seq: number): Pattern[] {
  const kept = new Set(patterns.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id)).map((one) => ({ ...one, retired: true, seq }));
  return [...gone, ...patterns.map((one, order) => ({ ...one, order, retired: false, seq }))];
}

function badOne(patterns: Arranged): Refusal | null {
  const seen = new Set<string>();
  for (const { id, name, line, needed, optional } of patterns) {
    const said = { name: name.zh };
    if (seen.has(id) || seen.has(name.zh)) return refuse(patternRefusals, 'pattern.twice', said);
    seen.add(id).add(name.zh);
    const posts = [...needed, ...optional];
    if (new Set(posts).size < posts.length) return refuse(patternRefusals, 'pattern.post-twice', said);
    const led = needed.includes('leader') && needed.includes('primary');
    if (line === 'main' && !led) return refuse(patternRefusals, 'pattern.no-leader', said);
  }
  return null;
}

function badDay(patterns: Arranged): Refusal | null {
  const wrong = untiled(rowsOf(patterns, [], 0));
  return wrong && sentenceOf(wrong);
}

function sentenceOf({ what, type, minute }: Untiled): Refusal {
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
  return refuse(patternRefusals, `pattern.${what}`, { time, type: dayTypeNames[type] });
}

export const noun = { commands, decide, apply } satisfies Noun;
