import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defineComponent, h } from 'vue';
import { shortcuts, useShortcuts, type Shortcut } from '../../../client/ui/shortcuts.ts';

const does = { zh: '做', en: 'do' };
let heard: string[];

function page(keys: readonly (string | Shortcut)[], name = 'page') {
  const set = keys.map((key) =>
    typeof key === 'string' ? { key, does, run: () => void heard.push(`${name}:${key}`) } : key,
  );
  return mount(
    defineComponent({
      setup() {
        useShortcuts(set);
        return () =>
          h('main', [
            h('input', { class: 'text' }),
            h('input', { class: 'box', type: 'checkbox' }),
            h('textarea'),
            h('select'),
            h('button', 'b'),
            h('div', { class: 'plain', tabindex: 0 }),
          ]);
      },
    }),
    { attachTo: document.body },
  );
}

function press(key: string, at: string | null = null, init: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  (at ? document.querySelector(at)! : document.body).dispatchEvent(event);
  return event;
}

beforeEach(() => {
  heard = [];
});
afterEach(() => {
  document.body.textContent = '';
});

describe('shortcuts', () => {
  test('a letter runs, wherever the focus is outside of writing', () => {
    const wrapper = page(['n', 'j', '?']);
    expect(press('n').defaultPrevented).toBe(true);
    press('N', '.plain');
    press('j', 'button');
    press('?', '.box', { shiftKey: true });
    expect(heard).toEqual(['page:n', 'page:n', 'page:j', 'page:?']);
    wrapper.unmount();
  });

  test.each(['.text', 'textarea', 'select'])('nothing runs while somebody is in %s', (where) => {
    const wrapper = page(['n', 'Enter']);
    expect(press('n', where).defaultPrevented).toBe(false);
    press('Enter', where);
    expect(heard).toEqual([]);
    wrapper.unmount();
  });

  test('Enter stays with the button that has the focus', () => {
    const wrapper = page(['Enter']);
    expect(press('Enter', 'button').defaultPrevented).toBe(false);
    press('Enter', '.plain');
    expect(heard).toEqual(['page:Enter']);
    wrapper.unmount();
  });

  test('not with Ctrl, Alt or Meta, not while composing, not when another has taken the key', () => {
    const wrapper = page(['n']);
    press('n', null, { ctrlKey: true });
    press('n', null, { altKey: true });
    press('n', null, { metaKey: true });
    press('n', null, { isComposing: true });
    const take = (event: Event) => event.preventDefault();
    document.body.addEventListener('keydown', take);
    press('n');
    document.body.removeEventListener('keydown', take);
    expect(heard).toEqual([]);
    wrapper.unmount();
  });

  test('not behind an open dialog', () => {
    const wrapper = page(['n']);
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.setAttribute('open', '');
    press('n');
    expect(heard).toEqual([]);
    dialog.remove();
    press('n');
    expect(heard).toEqual(['page:n']);
    wrapper.unmount();
  });

  test('a Chinese input method does not swallow the key', () => {
    const wrapper = page(['n', '/', '?']);
    press('Process', null, { code: 'KeyN' });
    press('Process', null, { code: 'Slash' });
    press('Process', null, { code: 'Slash', shiftKey: true });
    press('、');
    press('？');
    expect(heard).toEqual(['page:n', 'page:/', 'page:?', 'page:/', 'page:?']);
    wrapper.unmount();
  });

  test('the latest set is asked first; one that says no lets the key pass', () => {
    let open = true;
    const desk = page(['a'], 'desk');
    const panel = page([{ key: 'a', does, run: () => void heard.push('panel:a'), when: () => open }]);
    press('a');
    open = false;
    press('a');
    panel.unmount();
    open = true;
    press('a');
    expect(heard).toEqual(['panel:a', 'desk:a', 'desk:a']);
    desk.unmount();
  });

  test('the help lists what is alive, each key once', () => {
    const desk = page(['n', 'a']);
    const panel = page(['a', 'Enter']);
    expect(shortcuts.value.map((one) => one.key)).toEqual(['n', 'a', 'Enter']);
    panel.unmount();
    desk.unmount();
    expect(shortcuts.value).toEqual([]);
    press('n');
    expect(heard).toEqual([]);
  });
});
