import { describe, expect, it } from 'vitest';
import { fit, shrinkPhoto, type Canvas } from '../../../client/report/shrinkPhoto.ts';

const blob = (bytes: number, type: string) => new Blob([new Uint8Array(bytes)], { type });

/** A canvas without a browser: it notes what it was asked for. */
function canvas(width: number, height: number, result: Blob | null | Error) {
  const drawn: object[] = [];
  let open = 0;
  const it: Canvas = {
    open: () => {
      open += 1;
      return Promise.resolve({
        source: null as unknown as CanvasImageSource,
        width,
        height,
        release: () => void (open -= 1),
      });
    },
    draw: (_picture, w, h, quality) => {
      drawn.push({ w, h, quality });
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    },
  };
  return { it, drawn, opened: () => open };
}

describe('a photo on its way', () => {
  it('is drawn with at most 1600 pixels on its long side, as a JPEG of quality 0.8', async () => {
    const small = blob(200, 'image/jpeg');
    const { it: browser, drawn, opened } = canvas(4000, 3000, small);
    expect(await shrinkPhoto(blob(5000, 'image/jpeg'), browser)).toBe(small);
    expect(drawn).toEqual([{ w: 1600, h: 1200, quality: 0.8 }]);
    expect(opened()).toBe(0);
  });

  it('is sent as it is when the canvas fails, gives nothing, or only makes it larger', async () => {
    const original = blob(5000, 'image/jpeg');
    for (const result of [new Error('no memory'), null, blob(0, 'image/jpeg'), blob(6000, 'image/jpeg')]) {
      const { it: browser, opened } = canvas(4000, 3000, result);
      expect(await shrinkPhoto(original, browser)).toBe(original);
      expect(opened()).toBe(0);
    }
    const unreadable: Canvas = {
      open: () => Promise.reject(new Error('damaged')),
      draw: () => Promise.resolve(null),
    };
    expect(await shrinkPhoto(original, unreadable)).toBe(original);
  });

  it('of a kind the server does not take is redrawn even if that makes it larger', async () => {
    const larger = blob(6000, 'image/jpeg');
    expect(await shrinkPhoto(blob(5000, 'image/heic'), canvas(800, 600, larger).it)).toBe(larger);
  });

  it('is left alone when it is no photo', async () => {
    for (const type of ['application/pdf', 'video/mp4', 'image/svg+xml', '']) {
      const file = blob(5000, type);
      const { it: browser, drawn } = canvas(800, 600, blob(10, 'image/jpeg'));
      expect(await shrinkPhoto(file, browser)).toBe(file);
      expect(drawn).toEqual([]);
    }
  });

  it('survives a browser that has no canvas', async () => {
    const original = blob(5000, 'image/jpeg');
    expect(await shrinkPhoto(original)).toBe(original);
  });
});

describe('the size it is drawn in', () => {
  it.each([
    [4000, 3000, 1600, 1200],
    [3000, 4000, 1200, 1600],
    [1600, 900, 1600, 900],
    [640, 480, 640, 480],
    [10_000, 1, 1600, 1],
  ])('of %i × %i is %i × %i', (width, height, w, h) => {
    expect(fit(width, height, 1600)).toEqual({ width: w, height: h });
  });
});
