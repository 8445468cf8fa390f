import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { h, nextTick, ref } from 'vue';
import FaultBar from '../../../client/ui/FaultBar.vue';
import LiveRegion from '../../../client/ui/LiveRegion.vue';
import UiToasts from '../../../client/ui/UiToasts.vue';
import { announce } from '../../../client/ui/announce.ts';
import { dismissToast, toast, toasts } from '../../../client/ui/toast.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => {
  for (const one of toasts.value) dismissToast(one.id);
  vi.useRealTimers();
});

async function pass(ms: number) {
  vi.advanceTimersByTime(ms);
  await nextTick();
}

describe('toasts', () => {
  test('stay eight seconds in a region that was there before them', async () => {
    const wrapper = mount(UiToasts);
    expect(wrapper.attributes('role')).toBe('status');
    toast('Deleted');
    await nextTick();
    await pass(7_900);
    expect(wrapper.text()).toContain('Deleted');
    await pass(200);
    expect(wrapper.text()).not.toContain('Deleted');
    wrapper.unmount();
  });

  test('wait while somebody points at them', async () => {
    const wrapper = mount(UiToasts);
    toast('Deleted');
    await nextTick();
    await wrapper.get('.ui-toast').trigger('mouseenter');
    await pass(60_000);
    expect(wrapper.text()).toContain('Deleted');
    await wrapper.get('.ui-toast').trigger('mouseleave');
    await pass(8_000);
    expect(wrapper.text()).toBe('');
    wrapper.unmount();
  });

  test('undo is called once and takes the toast away', async () => {
    const undo = vi.fn();
    const wrapper = mount(UiToasts);
    toast('Deleted', { undo });
    await nextTick();
    await wrapper.get('button').trigger('click');
    expect(undo).toHaveBeenCalledTimes(1);
    expect(wrapper.find('.ui-toast').exists()).toBe(false);
    await pass(10_000);
    expect(undo).toHaveBeenCalledTimes(1);
    wrapper.unmount();
  });

  test('are at most three', () => {
    for (const text of ['a', 'b', 'c', 'd']) toast(text);
    expect(toasts.value.map((one) => one.text)).toEqual(['b', 'c', 'd']);
  });
});

describe('the fault bar', () => {
  test('counts down to the instant, and is read aloud without the count', async () => {
    const until = ref<number | undefined>(1_008_000);
    const wrapper = mount(() =>
      h(
        FaultBar,
        { until: until.value, announce: 'Lost' },
        {
          default: ({ seconds }: { seconds: number | null }) => `again in ${seconds}`,
        },
      ),
    );
    expect(wrapper.text()).toContain('again in 8');
    expect(wrapper.get('[role="status"]').text()).toBe('Lost');
    await pass(2_500);
    expect(wrapper.text()).toContain('again in 6');
    await pass(60_000);
    expect(wrapper.text()).toContain('again in 0');
    until.value = 1_100_000;
    await nextTick();
    expect(wrapper.text()).toContain('again in 38');
    wrapper.unmount();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('announce', () => {
  test('changes the region even when the words are the same', async () => {
    const wrapper = mount(LiveRegion);
    announce('New row', { urgent: true });
    await nextTick();
    const first = wrapper.get('[role="alert"]').element.textContent;
    announce('New row', { urgent: true });
    await nextTick();
    const second = wrapper.get('[role="alert"]').element.textContent;
    expect(first?.trim()).toBe('New row');
    expect(second?.trim()).toBe('New row');
    expect(second).not.toBe(first);
    expect(wrapper.get('[role="status"]').text()).toBe('');
    wrapper.unmount();
  });
});
