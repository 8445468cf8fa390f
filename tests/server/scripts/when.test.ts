import { describe, expect, it } from 'vitest';
import { afterEnd, backOff, isTooOld, needsBuild, needsInstall } from '../../../scripts/when.mjs';

describe('the version of Node', () => {
  it.each([
    ['20.19.0', false],
    ['20.20.2', false],
    ['22.0.0', false],
    ['20.18.9', true],
    ['18.20.4', true],
    ['9.99.99', true],
  ])('%s is too old for 20.19: %s', (version, expected) => {
    expect(isTooOld(version, '20.19')).toBe(expected);
  });
});

describe('what must be installed', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/a/node_modules/b': { version: '2.0.0' },
      'node_modules/@os/only': { version: '3.0.0', optional: true },
    },
  };
  const full = {
    packages: {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/a/node_modules/b': { version: '2.0.0' },
    },
  };

  it('is everything on a fresh clone', () => {
    expect(needsInstall(lock, null)).toBe('nothing is installed yet');
  });

  it('is nothing when npm’s own list fits the lockfile, whoever ran npm', () => {
    expect(needsInstall(lock, full)).toBeNull();
  });

  it('is nothing when there is more than the lockfile names', () => {
    const more = { packages: { ...full.packages, 'node_modules/c': { version: '1.0.0' } } };
    expect(needsInstall(lock, more)).toBeNull();
  });

  it('is said by name when a package is missing', () => {
    expect(needsInstall(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe('b is missing');
  });

  it('is said by name when a package has another version', () => {
    const older = { packages: { ...full.packages, 'node_modules/a': { version: '0.9.0' } } };
    expect(needsInstall(lock, older)).toBe('a 0.9.0 should be 1.0.0');
  });
});

describe('what must be built', () => {
  it.each([
    ['a fresh clone', null, 'nothing is built yet'],
    ['changed sources', 'old\n', 'the sources have changed'],
    ['the same sources', 'new\n', null],
  ])('for %s', (_case, stamp, why) => {
    expect(needsBuild('new', stamp)).toBe(why);
  });
});

describe('starting again', () => {
  it('waits half a second, then twice as long each time, up to thirty seconds', () => {
    const waits = [];
    for (let before: number | null = null; waits.length < 8; waits.push(before)) {
      before = backOff(before, 100);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('begins anew after a minute of health', () => {
    expect(backOff(30_000, 59_999)).toBe(30_000);
    expect(backOff(30_000, 60_000)).toBe(500);
  });

  it.each([
    ['a crash', { code: 1, asked: false }, 'again'],
    ['a kill', { code: null, asked: false }, 'again'],
    ['wrong settings', { code: 78, asked: false }, { exit: 78 }],
    ['an orderly end', { code: 0, asked: false }, { exit: 0 }],
    ['an end that was asked for', { code: 0, asked: true }, { exit: 0 }],
    ['a kill after asking', { code: null, asked: true }, { exit: 0 }],
  ] as const)('after %s', (_case, end, expected) => {
    expect(afterEnd(end)).toEqual(expected);
  });
});
