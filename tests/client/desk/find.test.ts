import { pinyin } from 'pinyin-pro';
import { describe, expect, test } from 'vitest';
import { findKinds } from '../../../client/report/desk/kinds.ts';
import { initialsOf, isFoundBy, rankOf } from '../../../client/ui/initials.ts';
import { findVillages, nearestVillage } from '../../../client/village/find.ts';
import { KINDS } from '../../../shared/kind.ts';
import { EXAMPLE_TOWNSHIP } from '../../../shared/unit/example.ts';
import { villageRow } from './rows.ts';

const villages = EXAMPLE_TOWNSHIP.villages.map(({ id, name, alias }, order) =>
  villageRow(id, name, { alias, order }),
);
const names = (typed: string) => findVillages(villages, typed).map(({ name }) => name);

describe('pinyin initials', () => {
  test('are those of a dictionary for every village and every kind', () => {
    const texts = [...villages.map(({ name }) => name), ...Object.values(KINDS).map(({ zh }) => zh)];
    for (const text of texts) {
      const expected = pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('');
      expect(initialsOf(text), text).toBe(expected);
    }
  });

  test('keep letters and digits and leave out the rest', () => {
    expect(initialsOf('3组 东侧, INC-01')).toBe('3zdcinc01');
  });

  test('rank a beginning before a middle, and initials that begin before a middle of the words', () => {
    expect(rankOf('束龙沟村', '束龙')).toBe(0);
    expect(rankOf('束龙沟村', 'slg')).toBe(1);
    expect(rankOf('束龙沟村', '沟')).toBe(2);
    expect(rankOf('束龙沟村', 'lg')).toBe(3);
    expect(rankOf('束龙沟村', 'x')).toBeNull();
    expect(isFoundBy('束龙沟村', '')).toBe(true);
  });
});

describe('a village', () => {
  test('is found by name, initials and its other spelling', () => {
    expect(names('slg')).toEqual(['束龙沟村']);
    expect(names('糖')).toEqual(['糖坊村']);
    expect(names('塘房')).toEqual(['糖坊村']);
    expect(names('xtjg')).toEqual(['铁匠沟村']);
    expect(names('')).toHaveLength(12);
  });

  test('that fits a beginning comes before one that fits a middle', () => {
    expect(names('t')[0]).toBe('土城子村');
    expect(names('t').slice(0, 3).sort()).toEqual(['土城子村', '糖坊村', '铁匠沟村'].sort());
  });

  test('is guessed from a name that is written otherwise, and never from nonsense', () => {
    const strict = villages.map((village) => ({ ...village, alias: null }));
    expect(findVillages(strict, '塘房')).toEqual([]);
    expect(nearestVillage(strict, '塘房')?.name).toBe('糖坊村');
    expect(nearestVillage(strict, '束隆沟')?.name).toBe('束龙沟村');
    expect(nearestVillage(strict, '奈曼丈子村')?.name).toBe('奈曼杖子村');
    expect(nearestVillage(strict, '北京')).toBeNull();
    expect(nearestVillage(strict, '')).toBeNull();
  });
});

describe('a kind', () => {
  const labels = (typed: string) => findKinds(typed).map(({ label }) => label);

  test('offers the common first words before the four classes', () => {
    const [first] = findKinds('');
    expect(first).toMatchObject({ value: 'U01', group: '常用' });
    const values = findKinds('').map(({ value }) => value);
    expect(new Set(values).size).toBe(values.length);
    expect(values).toContain('SS06');
  });

  test('is found by initials, words and English from the beginning of a word', () => {
    expect(labels('hq')[0]).toBe('火情');
    expect(labels('hq')).not.toContain('地震');
    expect(labels('溺')).toEqual(['溺水']);
    expect(labels('flood')).toContain('暴雨洪涝');
  });
});
