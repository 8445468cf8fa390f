import type { Page } from '@playwright/test';

/** A word in every payload: where it stands in anything that is read as HTML or as a script, text was not text. */
export const MARK = 'hit()';

/**
 * Watches, from before the page begins, every way in which a text can become elements or code, and complains on the
 * console when a payload is among it. `hit` itself complains too: then it was executed.
 */
export async function guardSinks(page: Page): Promise<void> {
  await page.addInitScript(guard, MARK);
}

/** Runs in the page. */
function guard(mark: string): void {
  const tell = (where: string, value: unknown) => {
    if (String(value).includes(mark)) console.error(`a payload in ${where}: ${String(value).slice(0, 120)}`);
  };
  Object.assign(window, { hit: () => console.error('executed') });
  const setters: [object, string][] = [
    [Element.prototype, 'innerHTML'],
    [Element.prototype, 'outerHTML'],
    [ShadowRoot.prototype, 'innerHTML'],
    [HTMLIFrameElement.prototype, 'srcdoc'],
    [HTMLScriptElement.prototype, 'text'],
    [HTMLScriptElement.prototype, 'src'],
  ];
  for (const [prototype, name] of setters) {
    const own = Object.getOwnPropertyDescriptor(prototype, name);
    if (!own?.set) throw new Error(`${name} cannot be watched`);
    const { set } = own;
    Object.defineProperty(prototype, name, {
      ...own,
      set(this: unknown, value: unknown) {
        tell(name, value);
        set.call(this, value);
      },
    });
  }
  const calls: [object, string][] = [
    [Element.prototype, 'insertAdjacentHTML'],
    [Document.prototype, 'write'],
    [Document.prototype, 'writeln'],
    [DOMParser.prototype, 'parseFromString'],
    [Range.prototype, 'createContextualFragment'],
    [window, 'eval'],
    [window, 'Function'],
  ];
  for (const [holder, name] of calls) {
    const own = (holder as Record<string, (...given: unknown[]) => unknown>)[name];
    if (!own) throw new Error(`${name} cannot be watched`);
    Object.defineProperty(holder, name, {
      configurable: true,
      writable: true,
      value(this: unknown, ...given: unknown[]) {
        for (const one of given) tell(name, one);
        return own.apply(this, given);
      },
    });
  }
  const { setAttribute } = Element.prototype;
  Element.prototype.setAttribute = function (name: string, value: string) {
    const isCode = /^on|^srcdoc$|^style$/i.test(name) || /^\s*javascript:/i.test(value);
    if (isCode) tell(`the attribute ${name}`, value);
    setAttribute.call(this, name, value);
  };
}
