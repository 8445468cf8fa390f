import { afterEach, describe, expect, test } from 'vitest';
import { recall } from '../../../client/ui/remember.ts';
import { pinShade, setTheme, shade } from '../../../client/ui/theme.ts';

const shown = () => document.documentElement.getAttribute('data-theme');

afterEach(() => {
  pinShade(null);
  setTheme('auto');
});

describe('theme', () => {
  test('follows the system until somebody chooses', () => {
    expect(shown()).toBe('light');
    expect(shade.value).toBe('light');
  });

  test('a choice is shown and remembered', () => {
    setTheme('dark');
    expect(shown()).toBe('dark');
    expect(recall('ui.theme')).toBe('dark');
  });

  test('a pinned shade is shown, but is nobody’s choice', () => {
    setTheme('light');
    pinShade('dark');
    expect(shown()).toBe('dark');
    expect(recall('ui.theme')).toBe('light');
    pinShade(null);
    expect(shown()).toBe('light');
  });
});
