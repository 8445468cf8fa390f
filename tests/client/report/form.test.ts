import 'fake-indexeddb/auto';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import ReportForm from '../../../client/report/phone/form/ReportForm.vue';
import type { FormSetting } from '../../../client/report/phone/form/useReportForm.ts';
import { setLanguage } from '../../../client/ui/language.ts';
import { photo, until } from '../live/outboxKit.ts';
import { clearDrafts, stage } from '../live/stage.ts';

const SENDER = { villageId: 'a', name: '村联络员甲', post: '村联络员' };
const KEY = 'A/real/report';
let shown: VueWrapper | null = null;

beforeEach(() => {
  setLanguage('zh');
  URL.createObjectURL = () => 'blob:photo';
  URL.revokeObjectURL = () => undefined;
});
afterEach(async () => {
  shown?.unmount();
  vi.unstubAllGlobals();
  await clearDrafts(KEY, 'B/real/report');
});

async function form(on: ReturnType<typeof stage>, fields: Partial<FormSetting> = {}) {
  const setting = {
    sender: SENDER,
    draftKey: KEY,
    again: null,
    shrink: async (file: Blob) => file,
    ...fields,
  };
  const page = mount(ReportForm, {
    props: { setting, village: '甲村' },
    global: { plugins: [on.pinia] },
    attachTo: document.body,
  });
  shown = page;
  await until(() => expect(page.find('.fields').exists()).toBe(true));
  const choose = (name: string) =>
    page
      .findAll('[role=radio]')
      .find((button) => button.text() === name)
      ?.trigger('click');
  return { page, choose, save: () => page.find('form').trigger('submit') };
}

function locating(...answers: ({ accuracy: number } | { code: number })[]) {
  const coords = { latitude: 42.66, longitude: 121.31 };
  const watchPosition = (found: (at: object) => void, failed: (problem: object) => void) => {
    for (const answer of answers) {
      if ('code' in answer) failed(answer);
      else found({ coords: { ...coords, ...answer } });
    }
    return 1;
  };
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', { ...navigator, geolocation: { watchPosition, clearWatch: () => undefined } });
}

describe('the form of a report', () => {
  it('asks for the kind and nothing else, at the place where it is missing', async () => {
    const on = stage('village/a');
    const { page, save } = await form(on);
    await save();
    await flushPromises();
    expect(page.text()).toContain('请先选是什么情况');
    expect(page.find('[role=radiogroup]').attributes('aria-invalid')).toBe('true');
    expect(document.activeElement?.getAttribute('role')).toBe('radio');
    expect(on.outbox.items.value).toEqual([]);
  });

  it('is in the outbox, on the disk, before it says that it is saved', async () => {
    const on = stage('village/a');
    on.at.state.down = true;
    const { page, choose, save } = await form(on);
    await choose('火情');
    await page.find('textarea').setValue('火头过了防火道');
    await save();
    await until(() => expect(page.emitted('saved')).toHaveLength(1));
    const [item] = on.outbox.items.value;
    expect(item).toMatchObject({ type: 'report.submit', durable: true, book: 'real' });
    expect(item?.body).toMatchObject({ kind: 'U01', words: '火头过了防火道', villageId: 'a' });
  });

  it('reports once, however often the button is pressed', async () => {
    const on = stage('village/a');
    const { page, choose, save } = await form(on);
    await choose('烟雾');
    await Promise.all([save(), save(), save()]);
    await until(() => expect(page.emitted('saved')).toHaveLength(1));
    await save();
    await flushPromises();
    expect(on.outbox.items.value).toHaveLength(1);
  });

  it('offers the rare kinds in the phone’s own list', async () => {
    const on = stage('village/a');
    const { page, save } = await form(on);
    await page.find('.more').trigger('click');
    await page.find('select').setValue('H03');
    await save();
    await until(() => expect(on.outbox.items.value[0]?.body.kind).toBe('H03'));
  });

  it('gives back what was typed after the page has died, with its photos, to the same account alone', async () => {
    const on = stage('village/a');
    const first = await form(on);
    await first.choose('道路');
    await first.page.find('textarea').setValue('村道西口');
    await addPhotos(first.page, 'a');
    await until(() => expect(first.page.find('.photo').classes()).not.toContain('is-waiting'));
    window.dispatchEvent(new Event('pagehide'));
    first.page.unmount();
    const other = await form(on, { draftKey: 'B/real/report' });
    expect(other.page.find('textarea').element.value).toBe('');
    other.page.unmount();
    const again = await form(on);
    expect(again.page.find('textarea').element.value).toBe('村道西口');
    expect(again.page.find('[aria-checked=true]').text()).toBe('道路');
    expect(again.page.findAll('.photo')).toHaveLength(1);
  });

  it('forgets the draft once it is saved', async () => {
    const on = stage('village/a');
    const first = await form(on);
    await first.choose('停电');
    await first.save();
    await until(() => expect(first.page.emitted('saved')).toHaveLength(1));
    first.page.unmount();
    const next = await form(on);
    expect(next.page.find('[aria-checked=true]').exists()).toBe(false);
  });

  it('does not take a time to come, and says so beside it', async () => {
    const on = stage('village/a');
    const { page, choose, save } = await form(on);
    await choose('火情');
    await page.find('.row button').trigger('click');
    await page.find('input[type=datetime-local]').setValue('2099-01-01T10:00');
    await save();
    expect(page.text()).toContain('不能晚于现在');
    expect(on.outbox.items.value).toEqual([]);
  });
});

describe('the place', () => {
  it('is the phone’s own position with its radius', async () => {
    locating({ accuracy: 900 }, { accuracy: 18 }, { accuracy: 40 });
    const on = stage('village/a');
    const { page, choose, save } = await form(on);
    expect(page.text()).toContain('GPS ±18 米');
    await choose('火情');
    await save();
    await until(() =>
      expect(on.outbox.items.value[0]?.body.place).toMatchObject({ source: 'gps', accuracy: 18 }),
    );
  });

  it('warns when the position is coarse, and leaves it out when the person says so', async () => {
    locating({ accuracy: 350 });
    const on = stage('village/a');
    const { page, choose, save } = await form(on);
    expect(page.text()).toContain('误差 350 米');
    await page
      .findAll('.acts button')
      .find((button) => button.text() === '不用定位')
      ?.trigger('click');
    await choose('火情');
    await save();
    await until(() =>
      expect(on.outbox.items.value[0]?.body.place).toMatchObject({ source: 'village', point: null }),
    );
  });

  it.each([
    ['refused', () => locating({ code: 1 }), '没有允许定位'],
    ['not found', () => locating({ code: 2 }), '没有定到位'],
    ['impossible over plain http', () => vi.stubGlobal('isSecureContext', false), '这个地址不能定位'],
  ])('is the village when a position is %s', async (_name, arrange, told) => {
    arrange();
    const on = stage('village/a');
    const { page, choose, save } = await form(on);
    expect(page.text()).toContain(told);
    await page.find('.detail').setValue('3组 东侧');
    await choose('火情');
    await save();
    await until(() =>
      expect(on.outbox.items.value[0]?.body.place).toMatchObject({ source: 'village', detail: '3组 东侧' }),
    );
  });
});

describe('photos', () => {
  it('are made small before they are kept, and the report waits for that', async () => {
    const on = stage('village/a');
    on.at.state.down = true;
    let finish = () => undefined as void;
    const shrink = () =>
      new Promise<Blob>((resolve) => {
        finish = () => resolve(new Blob(['small'], { type: 'image/jpeg' }));
      });
    const { page, choose, save } = await form(on, { shrink });
    await choose('火情');
    await addPhotos(page, 'a');
    expect(page.find('.photo').classes()).toContain('is-waiting');
    await save();
    expect(on.outbox.items.value).toEqual([]);
    finish();
    await until(() => expect(on.outbox.files.value).toHaveLength(1));
    expect(on.outbox.files.value[0]).toMatchObject({ size: 5, state: 'held', of: 'report' });
    expect(on.outbox.items.value[0]?.body.fileIds).toEqual([on.outbox.files.value[0]?.id]);
  });

  it('are nine at most, and can be taken away', async () => {
    const on = stage('village/a');
    const { page } = await form(on);
    await addPhotos(page, ...'abcdefghijk');
    expect(page.findAll('.photo')).toHaveLength(9);
    expect(page.text()).toContain('最多 9 张照片');
    await page.find('.remove').trigger('click');
    expect(page.findAll('.photo')).toHaveLength(8);
  });
});

describe('a refused report', () => {
  it('comes back into the form with its photos, and is replaced by the corrected one', async () => {
    const on = stage('village/a');
    const id = '00000000-0000-4000-8000-00000000abcd';
    on.at.state.refuse.add(id);
    const body = { kind: 'U01', words: '没有地点', place: { detail: '3组' }, fileIds: [] };
    const old = photo();
    await on.outbox.put({ id, book: 'real', type: 'report.submit', body, madeAt: '', files: [old] });
    await until(() => expect(on.outbox.items.value[0]?.state).toBe('refused'));
    const { page, save } = await form(on, { again: id });
    expect(page.find('textarea').element.value).toBe('没有地点');
    on.at.state.down = true;
    await page.find('textarea').setValue('在村西');
    await save();
    await until(() => expect(page.emitted('saved')).toHaveLength(1));
    const [item, ...more] = on.outbox.items.value;
    expect([item?.body.words, more.length]).toEqual(['在村西', 0]);
    expect(item?.id).not.toBe(id);
    expect(item?.fileIds).toHaveLength(1);
    expect(item?.fileIds).not.toContain(old.id);
  });
});

async function addPhotos(page: VueWrapper, ...names: string[]) {
  const input = page.find('input[type=file]');
  const files = names.map((name) => new File([name], `${name}.jpg`, { type: 'image/jpeg' }));
  Object.defineProperty(input.element, 'files', { value: files, configurable: true });
  await input.trigger('change');
}
