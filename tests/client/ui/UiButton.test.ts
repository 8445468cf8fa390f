import { mount } from '@vue/test-utils';
import { describe, expect, test } from 'vitest';
import { h } from 'vue';
import UiButton from '../../../client/ui/UiButton.vue';
import { phone } from '../../../client/ui/icons.ts';

function button(props: Record<string, unknown>, text?: string) {
  const heard: string[] = [];
  const wrapper = mount(
    () =>
      h('form', { onSubmit: (event: Event) => (event.preventDefault(), heard.push('submit')) }, [
        h(UiButton, { ...props, onClick: () => heard.push('click') }, text ? () => text : undefined),
      ]),
    { attachTo: document.body },
  );
  return { heard, wrapper, at: wrapper.get<HTMLElement>('.ui-button') };
}

describe('UiButton', () => {
  test('is pressed once, and submits only when it says so', () => {
    const plain = button({}, 'Go');
    plain.at.element.click();
    expect(plain.heard).toEqual(['click']);
    plain.wrapper.unmount();

    const submit = button({ type: 'submit' }, 'Go');
    submit.at.element.click();
    expect(submit.heard).toEqual(['click', 'submit']);
    submit.wrapper.unmount();
  });

  test.each([
    ['busy', { busy: true }],
    ['given a reason not to', { reason: 'Name the place first' }],
  ])('is deaf but reachable while %s', (_why, props) => {
    const { heard, at, wrapper } = button({ type: 'submit', ...props }, 'Go');
    at.element.click();
    expect(heard).toEqual([]);
    expect(at.attributes('aria-disabled')).toBe('true');
    expect(at.attributes('disabled')).toBeUndefined();
    wrapper.unmount();
  });

  test('says its reason to those who cannot point at it', () => {
    const { at, wrapper } = button({ reason: 'Name the place first' }, 'Go');
    expect(at.text()).toContain('Name the place first');
    wrapper.unmount();
  });

  test('tells its key, and that it is held down', () => {
    const { at, wrapper } = button({ shortcut: 'a', pressed: false }, 'Sign');
    expect(at.attributes('aria-keyshortcuts')).toBe('a');
    expect(at.attributes('aria-pressed')).toBe('false');
    expect(at.get('kbd').attributes('aria-hidden')).toBe('true');
    wrapper.unmount();
  });

  test('an icon alone has a name, and a link is a link', () => {
    const { at, wrapper } = button({ icon: phone, label: 'Call', href: 'tel:119' });
    expect(at.element.tagName).toBe('A');
    expect(at.attributes('href')).toBe('tel:119');
    expect(at.attributes('aria-label')).toBe('Call');
    expect(at.attributes('type')).toBeUndefined();
    wrapper.unmount();
  });
});
