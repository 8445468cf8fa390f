import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, describe, expect, test } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import UiDialog from '../../../client/ui/UiDialog.vue';

const Page = defineComponent({
  props: { marked: Boolean },
  setup(props) {
    const open = ref(false);
    return () => [
      h('button', { class: 'opener', onClick: () => (open.value = true) }, 'open'),
      h(
        UiDialog,
        { open: open.value, 'onUpdate:open': (now: boolean) => (open.value = now), title: 'Log a call' },
        {
          default: () => [
            h('input', { class: 'first' }),
            h('input', { class: 'second', autofocus: props.marked }),
          ],
          foot: () => h('button', { class: 'done', onClick: () => (open.value = false) }, 'done'),
        },
      ),
    ];
  },
});

async function opened(props: { marked?: boolean } = {}) {
  const wrapper = mount(Page, { attachTo: document.body, props });
  const opener = wrapper.get<HTMLButtonElement>('.opener');
  opener.element.focus();
  await opener.trigger('click');
  await flushPromises();
  return { wrapper, opener: opener.element, dialog: wrapper.get<HTMLDialogElement>('dialog') };
}

const focused = () => document.activeElement?.className;

afterEach(() => {
  document.body.textContent = '';
});

describe('UiDialog', () => {
  test('has nothing in it until it opens, then a name and a close button', async () => {
    const closed = mount(UiDialog, { props: { title: 'Log a call' }, slots: { default: 'secret' } });
    expect(closed.text()).toBe('');
    closed.unmount();

    const { dialog } = await opened();
    expect(dialog.element.open).toBe(true);
    expect(document.getElementById(dialog.attributes('aria-labelledby')!)?.textContent).toBe('Log a call');
    expect(dialog.get('button').attributes('aria-label')).toBe('关闭');
  });

  test('the focus begins at the first control of the content, or at the marked one', async () => {
    const { wrapper } = await opened();
    expect(focused()).toBe('first');
    wrapper.unmount();
    await opened({ marked: true });
    expect(focused()).toBe('second');
  });

  test.each([
    [
      'Escape',
      (dialog: HTMLElement) => dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })),
    ],
    ['its cross', (dialog: HTMLElement) => dialog.querySelector('button')?.click()],
    ['its foot', (dialog: HTMLElement) => dialog.querySelector<HTMLElement>('.done')?.click()],
  ])('%s closes it and the focus returns', async (_how, close) => {
    const { dialog, opener } = await opened();
    close(dialog.element);
    await flushPromises();
    expect(dialog.element.open).toBe(false);
    expect(document.activeElement).toBe(opener);
  });

  test('a press beside it loses nothing', async () => {
    const { dialog } = await opened();
    await dialog.trigger('click');
    await flushPromises();
    expect(dialog.element.open).toBe(true);
  });

  test('taken away while open, it still gives the focus back', async () => {
    const shown = ref(true);
    const opener = document.body.appendChild(document.createElement('button'));
    opener.focus();
    const wrapper = mount(
      { render: () => (shown.value ? h(UiDialog, { open: true, title: 'T' }, () => h('input')) : null) },
      { attachTo: document.body },
    );
    await flushPromises();
    expect(document.activeElement?.tagName).toBe('INPUT');
    shown.value = false;
    await flushPromises();
    expect(document.activeElement).toBe(opener);
    wrapper.unmount();
  });
});
