import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shallowRef } from 'vue';
import WallTrouble from '../../../client/faces/wall/parts/WallTrouble.vue';
import TroubleBars from '../../../client/faces/desk/bars/TroubleBars.vue';
import { LiveClock } from '../../../client/live/clock.ts';
import { useLive } from '../../../client/live/live.ts';
import { setLanguage } from '../../../client/ui/language.ts';
import type { Presence, Trouble } from '../../../shared/wire.ts';
import { TROUBLES } from '../../../server/watch/audit/troubles.ts';

const since = new Date(Date.now() - 61_000).toISOString();
const stopped: Trouble = { code: 'clock.stopped', since, ...TROUBLES['clock.stopped'] };
const low: Trouble = { code: 'disk.low', since, ...TROUBLES['disk.low'] };
const presence = shallowRef<Presence | null>(null);
const nobody = { villages: [], desks: 0, attendedDesks: 0, soundingDesks: 0, walls: 0 };

beforeEach(() => {
  setActivePinia(createPinia());
  const live = useLive();
  live.book = 'real';
  live.books = new Map([['real', { clock: new LiveClock(), link: { presence } }]]) as never;
});
afterEach(() => setLanguage('zh'));

describe('on the wall', () => {
  test('the worst trouble stands with its beginning and what to do, the others as a number', () => {
    const wall = mount(WallTrouble, { props: { troubles: [stopped, low] } });
    expect(wall.attributes('role')).toBe('alert');
    expect(wall.text()).toContain(stopped.what.zh);
    expect(wall.text()).toContain(stopped.todo.zh);
    expect(wall.text()).toMatch(/\d\d:\d\d 起/);
    expect(wall.text()).toContain('另有 1 项');
    expect(wall.text()).not.toContain(low.what.zh);
  });

  test('there is nothing while nothing is wrong', () => {
    expect(
      mount(WallTrouble, { props: { troubles: [] } })
        .find('section')
        .exists(),
    ).toBe(false);
  });
});

describe('on the desk', () => {
  test('every trouble has its bar, in the language of the screen', async () => {
    setLanguage('en');
    presence.value = { ...nobody, troubles: [stopped, low] };
    const desk = mount(TroubleBars);
    expect(desk.findAll('.fault-bar')).toHaveLength(2);
    expect(desk.text()).toContain(stopped.todo.en);
    expect(desk.text()).not.toMatch(/[\u4e00-\u9fff]/);
    presence.value = nobody;
    await desk.vm.$nextTick();
    expect(desk.findAll('.fault-bar')).toHaveLength(0);
  });
});

describe('the clock of a book', () => {
  test('tells what it showed at another moment, by its own speed', () => {
    const clock = new LiveClock(() => 1_000_000);
    const real = new Date(1_000_000).toISOString();
    clock.set({ at: '2026-04-05T13:28:00.000+08:00', real, speed: 10 });
    expect(clock.at(1_000_000)).toBe(Date.parse('2026-04-05T13:28:00.000+08:00'));
    expect(clock.at(999_000)).toBe(Date.parse('2026-04-05T13:27:50.000+08:00'));
    expect(clock.read()).toBe(clock.at(1_000_000));
  });
});
