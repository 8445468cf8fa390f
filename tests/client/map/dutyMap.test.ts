import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import DutyMap from '../../../client/map/DutyMap.vue';
import type { IncidentMark, VillageMark } from '../../../client/map/marks.ts';
import { setLanguage } from '../../../client/ui/language.ts';

const villages: VillageMark[] = [
  { id: 'seat', name: '土城子村', position: { lat: 42.352, lng: 120.803 }, surveyed: false, seat: true },
  { id: 'north', name: '高和村', position: { lat: 42.388, lng: 120.803 }, surveyed: true },
];
const fire: IncidentMark = {
  id: 'i1',
  number: 'INC-01',
  title: '北坡 <b>林草火情</b>',
  kind: 'fire',
  position: { lat: 42.36, lng: 120.82 },
  approximate: true,
  state: 'open',
  grade: 4,
};
const report = {
  id: 'r1',
  position: { lat: 42.37, lng: 120.81 },
  kind: 'fire',
  waiting: true,
  label: '14:35 高和村',
} as const;

let map: VueWrapper;
const size = { width: 592, height: 548 };

/** A page without layout has no sizes: this one is as large as the desk's map. */
beforeEach(() => {
  for (const [name, value] of [
    ['clientWidth', size.width],
    ['clientHeight', size.height],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
  }
  map = mount(DutyMap, {
    props: { villages, incidents: [fire], reports: [report] },
    attachTo: document.body,
  });
});
afterEach(() => {
  map.unmount();
  setLanguage('zh');
  Reflect.deleteProperty(HTMLElement.prototype, 'clientWidth');
  Reflect.deleteProperty(HTMLElement.prototype, 'clientHeight');
});

const mark = (name: string) => map.find<HTMLElement>(`button[aria-label^="${name}"]`);
const names = () => map.findAll('.map-mark-button').map((button) => button.attributes('aria-label'));

describe('the map', () => {
  it('marks what it is given, incidents first, each a button with its name', () => {
    expect(names()).toEqual([
      'INC-01，北坡 <b>林草火情</b>，处置中，一般，位置为所在村，待核实',
      '14:35 高和村，火情，待签收',
      '土城子村，乡政府驻地，位置待标定',
      '高和村',
    ]);
    expect(map.find('.duty-map b b').exists()).toBe(false);
  });

  it('draws the schematic map and says that it is one', () => {
    expect(map.find('.map-outline').attributes('d')!.length).toBeGreaterThan(500);
    expect(map.find('.map-note').text()).toBe('示意底图 · 演示位置，非测绘成果');
    expect(map.find('.m-village.is-placeholder').exists()).toBe(true);
  });

  it('tells what was pressed', async () => {
    await mark('INC-01').trigger('click');
    await mark('14:35').trigger('click');
    await mark('高和村').trigger('click');
    expect(map.emitted()).toMatchObject({
      'select-incident': [['i1']],
      'select-report': [['r1']],
      'select-village': [['north']],
    });
  });

  it('gives a point while one is asked for, and selects nothing', async () => {
    await map.setProps({ picking: true });
    await mark('INC-01').trigger('click');
    expect(map.emitted('pick')).toEqual([[fire.position]]);
    expect(map.emitted('select-incident')).toBeUndefined();
  });

  it('takes the centre of the map on Enter while a point is asked for', async () => {
    await map.setProps({ picking: true });
    await map.find('.map-stage').trigger('keydown', { key: 'Enter' });
    const [[point]] = map.emitted('pick') as [[{ lat: number; lng: number }]];
    expect(Math.abs(point.lat - 42.37)).toBeLessThan(0.05);
  });

  it('keeps the elements of rows that did not change, and the focus in those that did', async () => {
    const [incident, village] = [mark('INC-01').element, mark('高和村').element];
    incident.focus();
    await map.setProps({ incidents: [{ ...fire, state: 'controlled' }] });
    expect(mark('高和村').element).toBe(village);
    expect(document.activeElement!.getAttribute('aria-label')).toContain('已控制');
  });

  it('takes away what is gone and hides what is switched off', async () => {
    await map.setProps({ incidents: [] });
    expect(mark('INC-01').exists()).toBe(false);
    await map.find('button[aria-label="图层"]').trigger('click');
    await map.findAll('.map-panel input')[0]!.setValue(false);
    expect(mark('高和村').exists()).toBe(false);
  });

  it('speaks the other language without being told again', async () => {
    setLanguage('en');
    await nextTick();
    expect(names()[0]).toBe('INC-01, 北坡 <b>林草火情</b>, open, ordinary, position is the village only');
    expect(map.find('.map-note').text()).toContain('not surveyed');
  });

  it('is one stop of the Tab key', () => {
    expect(
      map.findAll('.map-mark-button').filter((button) => button.attributes('tabindex') === '0'),
    ).toHaveLength(1);
  });

  it('moves a village by keys while villages are being pinned', async () => {
    await map.setProps({ pinning: true });
    await mark('高和村').trigger('keydown', { key: 'ArrowRight' });
    await mark('高和村').trigger('keydown', { key: 'Enter' });
    const [[id, point]] = map.emitted('pin-village') as [[string, { lat: number; lng: number }]];
    expect(id).toBe('north');
    expect(point.lng).toBeGreaterThan(120.803);
    expect(point.lat).toBeCloseTo(42.388, 3);
  });

  it('has nothing to press on a wall', async () => {
    map.unmount();
    map = mount(DutyMap, { props: { villages, incidents: [fire], wall: true }, attachTo: document.body });
    await nextTick();
    expect(map.findAll('button')).toHaveLength(0);
    expect(names()).toHaveLength(3);
  });

  it('measures between presses, until Escape', async () => {
    await map.find('button[aria-label="测距"]').trigger('click');
    await mark('土城子村').trigger('click');
    await mark('高和村').trigger('click');
    expect(map.find('.map-readout').text()).toBe('全长 4 km');
    expect(map.emitted('select-village')).toBeUndefined();
    await map.find('.map-stage').trigger('keydown', { key: 'Escape' });
    expect(map.find('.map-readout').exists()).toBe(false);
  });
});
