import { mount } from '@vue/test-utils';
import { nextTick } from 'vue';
import { afterEach, describe, expect, test } from 'vitest';
import UiMenu from '../../../client/ui/UiMenu.vue';

const items = [
  { id: 'history', label: 'History' },
  { id: 'settings', label: 'Settings', disabled: true },
  { id: 'out', label: 'Sign out' },
];

function menu() {
  const chosen: string[] = [];
  const wrapper = mount(UiMenu, {
    attachTo: document.body,
    attrs: { onChoose: (id: string) => chosen.push(id) },
    ...{ props: { items, title: 'Menu' } },
  });
  const button = wrapper.get<HTMLButtonElement>('button');
  return {
    chosen,
    wrapper,
    button,
    async press(key: string) {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
      await nextTick();
      await nextTick();
      return document.activeElement?.textContent;
    },
  };
}

afterEach(() => {
  document.body.textContent = '';
});

describe('UiMenu', () => {
  test('opens at the first item, goes round past what is disabled, and to a letter', async () => {
    const { button, press, wrapper } = menu();
    button.element.focus();
    expect(button.attributes('aria-expanded')).toBe('false');
    expect(await press('ArrowDown')).toBe('History');
    expect(button.attributes('aria-expanded')).toBe('true');
    expect(await press('ArrowDown')).toBe('Sign out');
    expect(await press('ArrowDown')).toBe('History');
    expect(await press('End')).toBe('Sign out');
    expect(await press('h')).toBe('History');
    expect(await press('z')).toBe('History');
    wrapper.unmount();
  });

  test('Up opens at the last item; Escape closes and gives the focus back', async () => {
    const { button, press, wrapper } = menu();
    button.element.focus();
    expect(await press('ArrowUp')).toBe('Sign out');
    await press('Escape');
    expect(wrapper.find('[role="menu"]').exists()).toBe(false);
    expect(document.activeElement).toBe(button.element);
    wrapper.unmount();
  });

  test('a press chooses once and closes; a disabled item does neither', async () => {
    const { button, chosen, wrapper } = menu();
    await button.trigger('click');
    await wrapper.findAll('[role="menuitem"]')[1]?.trigger('click');
    expect(wrapper.find('[role="menu"]').exists()).toBe(true);
    await wrapper.findAll('[role="menuitem"]')[2]?.trigger('click');
    expect(wrapper.find('[role="menu"]').exists()).toBe(false);
    expect(chosen).toEqual(['out']);
    wrapper.unmount();
  });

  test('a press elsewhere closes it and leaves the focus alone', async () => {
    const { button, wrapper } = menu();
    await button.trigger('click');
    const other = document.body.appendChild(document.createElement('button'));
    other.focus();
    other.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    await nextTick();
    expect(wrapper.find('[role="menu"]').exists()).toBe(false);
    expect(document.activeElement).toBe(other);
    wrapper.unmount();
  });
});
