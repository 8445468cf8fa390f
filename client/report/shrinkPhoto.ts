/** The long side of a photo that is sent, in pixels, and its JPEG quality. The server draws it anew anyway. */
const LONG_SIDE = 1600;
const QUALITY = 0.8;

/** What the server takes without help. Anything else a browser can draw (HEIC on some phones) must be redrawn. */
const TAKEN = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** A picture that a canvas can draw, as it is to be seen: turned as its EXIF says. */
export interface Picture {
  readonly source: CanvasImageSource;
  readonly width: number;
  readonly height: number;
  /** Gives its memory back: a phone has little. */
  release(): void;
}

/** What shrinking needs of a browser. */
export interface Canvas {
  open(file: Blob): Promise<Picture>;
  /** A JPEG of the picture in that size on white, or null if the browser could not. */
  draw(picture: Picture, width: number, height: number, quality: number): Promise<Blob | null>;
}

/**
 * Makes a photo small enough for a weak signal: at most 1600 pixels on its long side, JPEG, without EXIF. Whatever
 * goes wrong, the original is returned: a report's photo is never lost for a canvas. What is no photo (documents,
 * video) is returned as it is.
 */
export async function shrinkPhoto(file: Blob, canvas: Canvas = browserCanvas): Promise<Blob> {
  if (!file.type.startsWith('image/') || file.type === 'image/svg+xml' || file.type === 'image/gif')
    return file;
  try {
    return (await redrawn(file, canvas)) ?? file;
  } catch {
    return file; // an old browser, too little memory, a damaged picture: the server will say what it thinks of it
  }
}

async function redrawn(file: Blob, canvas: Canvas): Promise<Blob | null> {
  const picture = await canvas.open(file);
  try {
    const { width, height } = fit(picture.width, picture.height, LONG_SIDE);
    const drawn = await canvas.draw(picture, width, height, QUALITY);
    if (!drawn || drawn.size === 0) return null;
    const gained = drawn.size < file.size || !TAKEN.has(file.type);
    return gained ? drawn : null;
  } finally {
    picture.release();
  }
}

/** The largest size of the same shape whose long side is at most `longSide`; never larger than it was. */
export function fit(width: number, height: number, longSide: number): { width: number; height: number } {
  const scale = Math.min(1, longSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const browserCanvas: Canvas = {
  open: (file) => openBitmap(file).catch(() => openImage(file)),
  draw: (picture, width, height, quality) =>
    new Promise((resolve) => {
      const element = document.createElement('canvas');
      element.width = width;
      element.height = height;
      const context = element.getContext('2d');
      if (!context) return resolve(null);
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, width, height);
      context.imageSmoothingQuality = 'high';
      context.drawImage(picture.source, 0, 0, width, height);
      element.toBlob(resolve, 'image/jpeg', quality);
    }),
};

async function openBitmap(file: Blob): Promise<Picture> {
  const source = await createImageBitmap(file, { imageOrientation: 'from-image' });
  return { source, width: source.width, height: source.height, release: () => source.close() };
}

/** Older browsers know no such option; an image element turns the picture by itself. */
async function openImage(file: Blob): Promise<Picture> {
  const url = URL.createObjectURL(file);
  const source = new Image();
  source.src = url;
  const release = () => URL.revokeObjectURL(url);
  try {
    await source.decode();
  } catch (problem) {
    release();
    throw problem;
  }
  return { source, width: source.naturalWidth, height: source.naturalHeight, release };
}
