import { expect, test } from 'vitest';
import { baseOf, draftOf, PRESETS, problemsOf } from '../../../client/faces/settings/base/baseMap.ts';
import { pointOf } from '../../../client/faces/settings/sections/useVillageForm.ts';
import { commands } from '../../../shared/unit/contract.ts';

const amap = PRESETS.amap.base;

test('a base map goes into the form and comes out the same, as the contract has it', () => {
  for (const base of [
    { type: 'schematic' as const },
    amap,
    { ...amap, subdomains: null, url: 'http://10.0.0.8/{z}/{x}/{y}.png' },
  ]) {
    expect(problemsOf(draftOf(base))).toEqual({});
    expect(baseOf(draftOf(base))).toEqual(base);
    expect(commands['unit.change'].safeParse({ base: baseOf(draftOf(base)) }).success).toBe(true);
  }
});

test('a source that wants a key is not taken before the key is there', () => {
  const draft = draftOf(PRESETS.tianditu.base);
  expect(Object.keys(problemsOf(draft))).toEqual(['url']);
  expect(problemsOf({ ...draft, url: draft.url.replace('密钥', '0123abcd') })).toEqual({});
});

test.each([
  ['url', 'ftp://x/{z}/{x}/{y}'],
  ['url', 'https://x/{z}/{x}'],
  ['url', 'https://x/{z}/{x}/{y} y'],
  ['subdomains', 'A,B'],
  ['subdomains', ''],
  ['zoom', '0'],
  ['zoom', '23'],
  ['zoom', '1.5'],
  ['attribution', ' '],
] as const)('%s is refused as %j', (field, value) => {
  expect(Object.keys(problemsOf({ ...draftOf(amap), [field]: value }))).toEqual([field]);
});

test.each([
  ['42.352, 120.803', { lat: 42.352, lng: 120.803 }],
  ['42.352，120.803', { lat: 42.352, lng: 120.803 }],
  ['42.352 120.803', { lat: 42.352, lng: 120.803 }],
  ['120.803, 42.352', null],
  ['42.352', null],
  ['somewhere', null],
])('the position %j is read as %j', (typed, point) => {
  expect(pointOf(typed)).toEqual(point);
});
