// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../../client/ui/css/tokens.css', import.meta.url), 'utf8');

/** The hex values declared in the block that begins with `selector`, over those of `under`. */
function colours(selector: string, under: Record<string, string> = {}): Record<string, string> {
  const start = css.indexOf(`\n${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  const own = [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]);
  return { ...under, ...Object.fromEntries(own) };
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const light = colours(':root');
const dark = colours("[data-theme='dark']", light);
const themes = [
  ['light', light],
  ['dark', dark],
  ['light phone', colours("[data-size='phone']", light)],
  ['dark phone', colours("[data-size='phone'][data-theme='dark']", dark)],
] as const;

/** Text of the first on the ground of the second: 4.5 to 1 (WCAG 2.2, 1.4.3). */
const texts = [
  ...['surface', 'surface-2', 'surface-3', 'bg', 'action-tint'].flatMap((ground) => [
    ['text', ground],
    ['text-2', ground],
  ]),
  ...['surface', 'surface-2', 'bg'].map((ground) => ['text-3', ground]),
  ...['surface', 'surface-2', 'action-tint'].map((ground) => ['action', ground]),
  ['on-action', 'action'],
  ['on-action', 'action-hover'],
  ['on-action', 'action-press'],
  ['on-ink', 'ink'],
  ['on-ink-2', 'ink'],
  ['action-on-ink', 'ink'],
  ['on-action-on-ink', 'action-on-ink'],
  ['on-action-on-ink', 'action-on-ink-hover'],
  ['done', 'surface'],
  ['done', 'done-tint'],
  ['on-done', 'done'],
  ['fault', 'fault-tint'],
  ['on-fault', 'fault'],
  ...['blue', 'yellow', 'orange', 'red'].flatMap((level) => [
    [`on-lv-${level}`, `lv-${level}`],
    ['text', `lv-${level}-tint`],
    ['text-2', `lv-${level}-tint`],
  ]),
];

describe.each(themes)('the %s theme', (_name, theme) => {
  test.each(texts)('%s can be read on %s', (text, ground) => {
    expect(contrast(theme[text!]!, theme[ground!]!)).toBeGreaterThanOrEqual(4.5);
  });

  test('the edge of an input is seen on its ground', () => {
    expect(contrast(theme['line-control']!, theme.surface!)).toBeGreaterThanOrEqual(3);
  });

  test.each(['blue', 'yellow', 'orange', 'red'])(
    'the shape of %s is seen by its fill or its outline',
    (level) => {
      for (const ground of ['surface', `lv-${level}-tint`]) {
        const edges = [theme[`lv-${level}`], theme[`lv-${level}-line`]].filter((c) => c !== undefined);
        expect(Math.max(...edges.map((c) => contrast(c, theme[ground]!)))).toBeGreaterThanOrEqual(3);
      }
    },
  );
});
