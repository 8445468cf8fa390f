import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Finding } from './task.ts';

const MOST_PIXELS = 40_000_000;
const SIZES = { full: { side: 1920, quality: 80 }, small: { side: 320, quality: 70 } } as const;

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegFile', 'VipsForeignLoadPngFile', 'VipsForeignLoadWebpFile'],
});

/**
 * Draws a photo anew as a JPEG in two sizes, turned as its EXIF says and then free of EXIF, GPS, colour profile and
 * whatever else came with it. A damaged picture is refused, not patched up.
 *
 * @throws when the disk fails: that says nothing of the picture
 */
export async function reencode(received: string, full: string, small: string): Promise<Finding> {
  const size = await attempt(() => sizeOf(received));
  if ('what' in size) return size;
  if (size.width * size.height > MOST_PIXELS) return { what: 'no', code: 'file.too-many-pixels' };
  const drawn = await attempt(() => draw(received, SIZES.full));
  if ('what' in drawn) return drawn;
  await writeFile(full, drawn.data, { mode: 0o600 });
  const thumb = await attempt(() => draw(full, SIZES.small));
  if ('what' in thumb) return thumb;
  await writeFile(small, thumb.data, { mode: 0o600 });
  return { what: 'photo', width: drawn.info.width, height: drawn.info.height };
}

async function attempt<Result>(work: () => Promise<Result>): Promise<Result | Finding> {
  try {
    return await work();
  } catch (problem) {
    const timedOut = problem instanceof Error && problem.message.includes('timeout');
    return timedOut ? { what: 'spent' } : { what: 'no', code: 'file.unreadable' };
  }
}

/** Only the header is read here, so there is no limit yet: too many pixels deserve a sentence of their own. */
async function sizeOf(path: string): Promise<{ width: number; height: number }> {
  const { width, height } = await sharp(path, { limitInputPixels: false }).metadata();
  return { width, height };
}

function draw(path: string, { side, quality }: { side: number; quality: number }) {
  return sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .timeout({ seconds: 10 })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality })
    .toBuffer({ resolveWithObject: true });
}
