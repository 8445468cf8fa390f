import { postNames } from '../pattern/contract.ts';
import { allPatterns } from '../pattern/onDay.ts';
import { fill, type Sentence } from '../refusal.ts';
import type { World } from '../world.ts';
import type { Problem } from './problem.ts';

const sentences: Readonly<Record<Problem['what'], Sentence>> = {
  gap: { zh: '{day} {shift}没有排人', en: '{day}: nobody is planned for {shift}' },
  empty: { zh: '{day} {shift}缺{post}', en: '{day}: {shift} lacks a {post}' },
  hole: { zh: '{day} {shift}与前一班之间没有人值班', en: '{day}: nobody is on duty before or after {shift}' },
  twice: { zh: '{day} {name}同时在两个岗上', en: '{day}: {name} is in two posts at once' },
  overlap: { zh: '{day} {shift}与另一班重叠', en: '{day}: {shift} overlaps another shift' },
  unfit: { zh: '{day} {name}不能排在{post}', en: '{day}: {name} is not listed for {post}' },
  absent: { zh: '{day} {name}已报备外出', en: '{day}: {name} is filed as away' },
  rest: {
    zh: '{day} {name}离上一个24小时班不到24小时',
    en: '{day}: {name} has had less than 24 hours of rest',
  },
  principals: { zh: '{day} 两位主要领导同时外出', en: '{day}: both principals are away' },
};

/** What is wrong, in a sentence with day, shift, post and name. */
export function problemWords(world: World, { what, day, shiftId, post, personId }: Problem): Sentence {
  const pattern = allPatterns(world).find(({ id }) => shiftId === `${id}-${day}`);
  const name = (personId && world.tables.person.get(personId)?.name) ?? '';
  const shift = pattern?.name ?? '';
  return fill(sentences[what], { day: day.slice(5), shift, post: post ? postNames[post] : '', name });
}
