import { mount } from '@vue/test-utils';
import { describe, expect, test } from 'vitest';
import { h, nextTick, ref, type Component } from 'vue';
import UiCheck from '../../../client/ui/UiCheck.vue';
import UiChoice from '../../../client/ui/UiChoice.vue';
import UiField from '../../../client/ui/UiField.vue';
import UiInput from '../../../client/ui/UiInput.vue';
import UiSelect from '../../../client/ui/UiSelect.vue';
import UiTextarea from '../../../client/ui/UiTextarea.vue';

const options = [{ value: 'a', label: 'A' }];

type Props = { hint?: string; error?: string; required?: boolean; group?: boolean };

function field(first: Props, control: Component, own: Record<string, unknown> = {}) {
  const props = ref(first);
  const wrapper = mount(() => h(UiField, { label: 'Village', ...props.value }, () => h(control, own)), {
    attachTo: document.body,
  });
  const set = (more: Props) => {
    props.value = { ...props.value, ...more };
    return nextTick();
  };
  return { wrapper, set };
}

const textOf = (ids: string | undefined) =>
  (ids ?? '').split(' ').map((id) => document.getElementById(id)?.textContent?.trim());

describe('UiField', () => {
  test.each([
    ['input', UiInput, {}],
    ['textarea', UiTextarea, {}],
    ['select', UiSelect, { options }],
    ['input', UiCheck, { label: 'yes' }],
  ])('labels and describes its %s', async (tag, control, own) => {
    const { wrapper, set } = field({ hint: 'As on the map' }, control, own);
    const at = wrapper.get(tag);
    expect(wrapper.get('label').attributes('for')).toBe(at.attributes('id'));
    expect(textOf(at.attributes('aria-describedby'))).toEqual(['As on the map']);
    expect(at.attributes('aria-invalid')).toBeUndefined();
    expect(at.attributes('aria-required')).toBeUndefined();

    await set({ error: 'There is no such village', required: true });
    expect(textOf(at.attributes('aria-describedby'))).toEqual(['There is no such village', 'As on the map']);
    expect(at.attributes('aria-invalid')).toBe('true');
    expect(at.attributes('aria-required')).toBe('true');
    expect(at.attributes('required')).toBeUndefined();

    await set({ error: undefined });
    expect(at.attributes('aria-invalid')).toBeUndefined();
    wrapper.unmount();
  });

  test('names a group by its label, which points at no single control', () => {
    const { wrapper } = field({ group: true, error: 'Choose one' }, UiChoice, { options });
    const group = wrapper.get('[role="radiogroup"]');
    expect(textOf(group.attributes('aria-labelledby'))).toEqual(['Village']);
    expect(textOf(group.attributes('aria-describedby'))).toEqual(['Choose one']);
    expect(group.attributes('aria-invalid')).toBe('true');
    expect(wrapper.find('label').exists()).toBe(false);
    wrapper.unmount();
  });

  test('the place of the error is a live region before there is an error', async () => {
    const { wrapper, set } = field({}, UiInput);
    const region = wrapper.get('[aria-live="polite"]');
    expect(region.text()).toBe('');
    await set({ error: 'Too long' });
    expect(region.text()).toBe('Too long');
    wrapper.unmount();
  });

  test('two fields never share an id', () => {
    const wrapper = mount({
      render: () => [
        h(UiField, { label: 'A' }, () => h(UiInput)),
        h(UiField, { label: 'B' }, () => h(UiInput)),
      ],
    });
    const ids = wrapper.findAll('[id]').map((one) => one.attributes('id'));
    expect(new Set(ids).size).toBe(ids.length);
    wrapper.unmount();
  });

  test('the control’s own attributes and model reach the input', async () => {
    const heard: string[] = [];
    const { wrapper } = field({}, UiInput, {
      modelValue: 'x',
      placeholder: 'Name',
      'onUpdate:modelValue': (value: string) => heard.push(value),
    });
    const at = wrapper.get('input');
    expect(at.attributes('placeholder')).toBe('Name');
    await at.setValue('y');
    expect(heard).toEqual(['y']);
    wrapper.unmount();
  });
});
