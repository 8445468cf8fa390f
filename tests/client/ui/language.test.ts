import { afterEach, describe, expect, test } from 'vitest';
import { language, say, sentences, setLanguage } from '../../../client/ui/language.ts';
import { recall, remember } from '../../../client/ui/remember.ts';

const words = sentences({
  waiting: { zh: '还有 {n} 个村', en: '{n} {n|village|villages} left for {who}' },
});

afterEach(() => setLanguage('zh'));

describe('language', () => {
  test('is Chinese until somebody chooses, and the page says so', () => {
    expect(language.value).toBe('zh');
    expect(document.documentElement.lang).toBe('zh-CN');
  });

  test('a choice is shown at once and remembered', () => {
    setLanguage('en');
    expect(document.documentElement.lang).toBe('en');
    expect(recall('ui.language')).toBe('en');
  });

  test('names in braces are replaced, a measure takes its plural, a missing value stays visible', () => {
    expect(say(words.waiting, { n: 3 })).toBe('还有 3 个村');
    setLanguage('en');
    expect(say(words.waiting, { n: 1, who: 'D' })).toBe('1 village left for D');
    expect(say(words.waiting, { n: 0, who: 'D' })).toBe('0 villages left for D');
    expect(say(words.waiting, { n: 2 })).toBe('2 villages left for {who}');
  });

  test('a value that looks like a placeholder is only text', () => {
    expect(say({ zh: '{a}{b}', en: '' }, { a: '{b}', b: '$&' })).toBe('{b}$&');
  });
});

describe('remember', () => {
  const real = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  afterEach(() => real && Object.defineProperty(globalThis, 'localStorage', real));

  test('a browser that forbids storage is not a fault', () => {
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    expect(recall('ui.language')).toBeNull();
    expect(remember('ui.language', 'en')).toBe(false);
    setLanguage('en');
    expect(document.documentElement.lang).toBe('en');
  });

  test('null forgets', () => {
    expect(remember('k', 'v')).toBe(true);
    expect(recall('k')).toBe('v');
    remember('k', null);
    expect(recall('k')).toBeNull();
  });
});
