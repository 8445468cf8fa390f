import { mount } from '@vue/test-utils';
import { describe, expect, test } from 'vitest';
import { h, ref } from 'vue';
import UiChoice from '../../../client/ui/UiChoice.vue';
import type { Option } from '../../../client/ui/useChoice.ts';

const letters = (text: string, disabled = '') =>
  [...text].map((value) => ({ value, label: value.toUpperCase(), disabled: disabled.includes(value) }));

function choice(props: { options: Option[]; layout?: 'grid'; columns?: 4 }, chosen = '') {
  const value = ref(chosen);
  const wrapper = mount(
    () =>
      h(UiChoice, {
        label: 'Letters',
        modelValue: value.value,
        'onUpdate:modelValue': (now: string) => (value.value = now),
        ...props,
      }),
    { attachTo: document.body },
  );
  const radios = () => wrapper.findAll<HTMLElement>('[role="radio"]');
  return {
    value,
    wrapper,
    radios,
    /** Presses keys one after another on whatever has the focus, and says what is chosen then. */
    async press(...keys: string[]) {
      for (const key of keys) {
        const at = radios().find((one) => one.element === document.activeElement) ?? radios()[0];
        await at?.trigger('keydown', { key });
      }
      return value.value;
    },
  };
}

describe('UiChoice', () => {
  test('is a named radio group with one stop for Tab', () => {
    const { wrapper, radios } = choice({ options: letters('abc') }, 'b');
    expect(wrapper.get('[role="radiogroup"]').attributes('aria-label')).toBe('Letters');
    expect(radios().map((one) => one.attributes('tabindex'))).toEqual(['-1', '0', '-1']);
    expect(radios().map((one) => one.attributes('aria-checked'))).toEqual(['false', 'true', 'false']);
    wrapper.unmount();
  });

  test('with nothing chosen, Tab stops at the first that can be', () => {
    const { wrapper, radios } = choice({ options: letters('abc', 'a') });
    expect(radios().map((one) => one.attributes('tabindex'))).toEqual(['-1', '0', '-1']);
    wrapper.unmount();
  });

  test('arrows choose, go round, take the focus along, and pass over what is disabled', async () => {
    const { wrapper, radios, press } = choice({ options: letters('abcd', 'c') }, 'a');
    radios()[0]?.element.focus();
    expect(await press('ArrowRight')).toBe('b');
    expect(document.activeElement).toBe(radios()[1]?.element);
    expect(await press('ArrowDown')).toBe('d');
    expect(await press('ArrowRight')).toBe('a');
    expect(await press('ArrowLeft')).toBe('d');
    expect(await press('Home')).toBe('a');
    expect(await press('End')).toBe('d');
    wrapper.unmount();
  });

  test('in a grid, up and down keep the column and stay at the edge', async () => {
    const { wrapper, radios, press } = choice(
      {
        options: letters('abcdefgh'),
        layout: 'grid',
        columns: 4,
      },
      'b',
    );
    radios()[1]?.element.focus();
    expect(await press('ArrowDown')).toBe('f');
    expect(await press('ArrowDown')).toBe('f');
    expect(await press('ArrowUp')).toBe('b');
    expect(await press('ArrowLeft', 'ArrowLeft')).toBe('h');
    wrapper.unmount();
  });

  test('other keys are left alone', async () => {
    const { wrapper, radios, value } = choice({ options: letters('ab') }, 'a');
    const event = new KeyboardEvent('keydown', { key: 'x', bubbles: true, cancelable: true });
    radios()[0]?.element.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
    expect(value.value).toBe('a');
    wrapper.unmount();
  });

  test('a press chooses', async () => {
    const { wrapper, radios, value } = choice({ options: letters('ab') }, 'a');
    await radios()[1]?.trigger('click');
    expect(value.value).toBe('b');
    wrapper.unmount();
  });
});
