import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, test, vi } from 'vitest';
import { h, ref } from 'vue';
import OutboxBar from '../../../client/faces/desk/bars/OutboxBar.vue';
import ReportPanel from '../../../client/report/desk/panel/ReportPanel.vue';
import { useSigning } from '../../../client/report/desk/useSigning.ts';
import { submitTo } from '../../../client/live/submit.ts';
import VillageField from '../../../client/village/VillageField.vue';
import { id, OFFICER, report } from '../live/peer.ts';
import { standUp, type Stand } from './stand.ts';

const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 10 });

function villageField(stand: Stand) {
  const chosen = ref<string | null>(null);
  const text = ref('');
  const wrapper = mount(
    () =>
      h(VillageField, {
        ...{ modelValue: chosen.value, text: text.value },
        'onUpdate:modelValue': (value: string | null) => (chosen.value = value),
        'onUpdate:text': (value: string) => (text.value = value),
      }),
    { attachTo: document.body, global: { plugins: stand.plugins } },
  );
  const input = wrapper.get('input');
  const key = (name: string) => input.trigger('keydown', { key: name });
  return {
    wrapper,
    input,
    key,
    chosen,
    text,
    options: () => wrapper.findAll('[role="option"]').map((o) => o.text()),
  };
}

describe('the field for a village', () => {
  test('takes one by its first letters and Enter, and shows its name', async () => {
    const { wrapper, input, key, chosen, options } = villageField(standUp());
    await input.setValue('bc');
    expect(options()).toEqual(['b村']);
    expect(input.attributes('aria-expanded')).toBe('true');
    await key('Enter');
    expect(chosen.value).toBe('b');
    expect((input.element as HTMLInputElement).value).toBe('b村');
    expect(input.attributes('aria-expanded')).toBe('false');
    wrapper.unmount();
  });

  test('goes through the list with the arrows, and Escape leaves what was typed', async () => {
    const { wrapper, input, key, chosen, text, options } = villageField(standUp());
    await input.setValue('村');
    expect(options()).toEqual(['a村', 'b村']);
    await key('ArrowDown');
    expect(wrapper.get('.is-active').text()).toBe('b村');
    await key('ArrowDown');
    expect(wrapper.get('.is-active').text()).toBe('a村');
    await key('Escape');
    expect([options(), text.value, chosen.value]).toEqual([[], '村', null]);
    wrapper.unmount();
  });

  test('takes the only one that fits when it is left, and asks when several do', async () => {
    const { wrapper, input, chosen } = villageField(standUp());
    await input.setValue('b');
    await input.trigger('blur');
    expect(chosen.value).toBe('b');
    await input.trigger('focusin');
    await input.setValue('村');
    expect(chosen.value).toBeNull();
    await input.trigger('blur');
    await input.trigger('focusout');
    expect(wrapper.get('.error').text()).toBe('有几个村相近，请选一个');
    wrapper.unmount();
  });

  test('answers a name there is not with the nearest one, which one press takes', async () => {
    const stand = standUp();
    const body = {
      id: 'tang',
      code: null,
      name: '糖坊村',
      alias: null,
      position: { lat: 42, lng: 121 },
      surveyed: false,
    };
    stand.peer.submit({ ...OFFICER, role: 'administrator' }, { id: id(70), type: 'village.add', body });
    stand.sync();
    const { wrapper, input, chosen, text } = villageField(stand);
    await input.setValue('塘房');
    await input.trigger('blur');
    await input.trigger('focusout');
    expect(wrapper.get('.error').text().replace(/\s+/g, ' ')).toBe('没有叫“塘房”的村，是 糖坊村 吗？');
    await wrapper.get('.meant').trigger('click');
    expect([chosen.value, text.value]).toEqual(['tang', '糖坊村']);
    wrapper.unmount();
  });
});

describe('the panel of a report', () => {
  function panel(stand: Stand) {
    stand.peer.submit(OFFICER, { id: id(11), type: 'report.submit', body: report('a', '北坡起烟') });
    stand.sync();
    const signing = stand.run(useSigning);
    const wrapper = mount(ReportPanel, {
      attachTo: document.body,
      props: { reportId: id(11), signing },
      global: { plugins: stand.plugins },
    });
    const press = (name: string) =>
      wrapper
        .findAll('button')
        .find((button) => button.text().replace(/a$/, '').trim() === name)!
        .trigger('click');
    return { wrapper, press };
  }
  const stateOf = (stand: Stand) => stand.peer.world.tables.report.get(id(11))?.state;

  test('signs, then asks for the reason before it returns, and keeps it while it is refused', async () => {
    const stand = standUp();
    const { wrapper, press } = panel(stand);
    await press('签收');
    await until(() => expect(stateOf(stand)).toBe('acknowledged'));
    await flushPromises();
    await press('退回');
    await press('退回');
    expect(wrapper.get('.error').text()).toBe('请写明理由');
    await wrapper.get('textarea').setValue('请补地点');
    // Somebody else was quicker: the form says so and still holds the words.
    stand.peer.submit(OFFICER, {
      id: id(12),
      type: 'report.verify',
      body: { reportId: id(11), words: null, observedAt: null },
    });
    await press('退回');
    await until(() => expect(wrapper.get('.act [role="alert"]').text()).toContain('别人刚刚改过'));
    expect((wrapper.get('textarea').element as HTMLTextAreaElement).value).toBe('请补地点');
    await until(() => expect(stand.outbox.items.value.map(({ state }) => state)).not.toContain('refused'));
    await press('退回');
    await until(() => expect(stateOf(stand)).toBe('returned'));
    expect(
      stand.sent.filter(({ type }) => type === 'report.return').every(({ ifSeq }) => ifSeq !== undefined),
    ).toBe(true);
    await until(() => expect(wrapper.text()).toContain('退回：请补地点'));
    wrapper.unmount();
  });

  test('corrects what it was opened on, with the reason, and only what was changed', async () => {
    const stand = standUp();
    const { wrapper, press } = panel(stand);
    const seen = stand.peer.world.tables.report.get(id(11))?.seq;
    await press('更正');
    await wrapper.get('.act textarea').setValue('北坡明火');
    await press('更正');
    expect(
      wrapper
        .findAll('.act .error')
        .map((error) => error.text())
        .join(''),
    ).toContain('请写明理由');
    await wrapper.findAll('.act input').pop()!.setValue('听错');
    await press('更正');
    await until(() => expect(stand.peer.world.tables.report.get(id(11))?.words).toBe('北坡明火'));
    expect(stand.sent).toMatchObject([
      { body: { reportId: id(11), reason: '听错', words: '北坡明火' }, ifSeq: seen },
    ]);
    expect(Object.keys(stand.sent[0]!.body)).toHaveLength(3);
    wrapper.unmount();
  });

  test('shows a leader the same and a reader no buttons', async () => {
    const leader = panel(standUp('leader'));
    expect(leader.wrapper.text()).toContain('转事件');
    leader.wrapper.unmount();
    const reader = panel(standUp('auditor'));
    expect(reader.wrapper.findAll('.report-actions button')).toHaveLength(0);
    expect(reader.wrapper.text()).toContain('北坡起烟');
    reader.wrapper.unmount();
  });

  test('of a report that has left says where it is', async () => {
    const stand = standUp();
    const signing = stand.run(useSigning);
    const wrapper = mount(ReportPanel, {
      props: { reportId: 'gone', signing },
      global: { plugins: stand.plugins },
    });
    expect(wrapper.text()).toContain('这条收件已归档');
    wrapper.unmount();
  });
});

describe('the bar of what is not sent', () => {
  test('is silent about what goes at once, and tells what waits or was refused', async () => {
    const stand = standUp();
    const wrapper = mount(OutboxBar, { global: { plugins: stand.plugins } });
    const submit = submitTo(
      () => stand.outbox,
      () => 'real',
    );
    await submit('report.submit', report('a') as never).answered;
    expect(wrapper.text()).toBe('');
    stand.cut(true);
    await submit('report.submit', report('a') as never).saved;
    expect(wrapper.text()).toBe('');
    await until(() => expect(wrapper.text()).toContain('1 条待发送'));
    stand.cut(false);
    await until(() => expect(wrapper.text()).toBe(''));
    await submit('report.submit', report('nowhere') as never).answered;
    await until(() => expect(wrapper.text()).toContain('1 条没有被接受'));
    wrapper.unmount();
  });
});
