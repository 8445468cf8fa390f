import { beforeEach, describe, expect, test } from 'vitest';
import { DEAF_MS, isOld, LOST_MS, SILENT_MS } from '../../../client/faces/wall/running/useFault.ts';
import { shiftOf, sizeFor } from '../../../client/faces/wall/running/size.ts';
import { takeToken } from '../../../client/faces/wall/running/takeToken.ts';
import { isOther } from '../../../client/faces/wall/running/useFresh.ts';

const TOKEN = 'q7K_3-zJv0Wm2Xc9Rt5Yb8Nd1Lf4Hg6Ps3Ua0Oe2Ik7';

describe('the token in the address', () => {
  beforeEach(() => history.replaceState(null, '', '/'));

  test('is taken, and leaves the address with its book standing', () => {
    history.replaceState(null, '', `/wall?book=real#token=${TOKEN}`);
    const before = history.length;
    expect(takeToken()).toBe(TOKEN);
    expect(location.pathname + location.search + location.hash).toBe('/wall?book=real');
    expect(history.length).toBe(before);
  });

  test.each(['', '#', '#token=', '#token=short', `#token=${TOKEN}&x=1`, '#other'])(
    'is none in %j, which leaves the address as well',
    (hash) => {
      history.replaceState(null, '', `/wall${hash}`);
      expect(takeToken()).toBeNull();
      expect(location.hash).toBe('');
    },
  );
});

describe('the stage', () => {
  test.each([
    [1920, 1080, 1, 1920, 1080],
    [3840, 2160, 2, 1920, 1080],
    [1366, 768, 1366 / 1920, 1920, 1079.4],
    [1920, 1200, 1, 1920, 1200],
    [2560, 1080, 1, 2560, 1080],
    [1024, 768, 1024 / 1920, 1920, 1440],
  ])('fills %i × %i', (width, height, scale, wide, high) => {
    const size = sizeFor(width, height);
    expect(size.scale).toBeCloseTo(scale, 2);
    expect(size.width).toBeCloseTo(wide, -1);
    expect(size.height).toBeCloseTo(high, -1);
    expect(size.width * size.scale).toBeCloseTo(width);
    expect(size.height * size.scale).toBeCloseTo(height);
  });

  test('moves by the hour and comes round', () => {
    const hours = Array.from({ length: 9 }, (_, n) => shiftOf(n * 3_600_000));
    expect(new Set(hours).size).toBe(8);
    expect(hours[8]).toBe(hours[0]);
    expect(shiftOf(3_599_999)).toBe(shiftOf(0));
  });
});

describe('the fault band', () => {
  const line = { connected: true, lostAt: null, heardAt: 0 };

  test('comes after ten seconds of loss, and goes with the connection', () => {
    const lost = { connected: false, lostAt: 1_000, heardAt: 1_000 };
    expect(isOld(lost, 1_000 + LOST_MS)).toBe(false);
    expect(isOld(lost, 1_001 + LOST_MS)).toBe(true);
    expect(isOld(line, 1_001 + LOST_MS)).toBe(false);
  });

  test('comes at once when the server was silent before its line was given up: within 30 seconds of its death', () => {
    const dead = { connected: false, lostAt: 25_000, heardAt: 0 };
    expect(isOld(dead, 25_000)).toBe(true);
    expect(isOld({ ...dead, heardAt: 25_000 - DEAF_MS }, 25_000)).toBe(false);
  });

  test('does not believe a line that says nothing', () => {
    expect(isOld(line, SILENT_MS)).toBe(false);
    expect(isOld(line, SILENT_MS + 1)).toBe(true);
    expect(isOld({ ...line, heardAt: null }, SILENT_MS + 1)).toBe(false);
  });
});

describe('a newer page at the server', () => {
  const page = (src: string) => `<!doctype html><script type="module" crossorigin src="${src}"></script>`;

  test('is known by its script; an error page is none', () => {
    expect(isOther(page('/assets/wall-b.js'), '/assets/wall-a.js')).toBe(true);
    expect(isOther(page('/assets/wall-a.js'), '/assets/wall-a.js')).toBe(false);
    expect(isOther('<html>502</html>', '/assets/wall-a.js')).toBe(false);
  });
});
