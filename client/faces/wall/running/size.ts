/** What the wall is drawn for, in pixels. */
const DRAWN = { width: 1920, height: 1080 };

/** How a screen is filled: everything so many times as large, on a stage that is never smaller than it was drawn for. */
export function sizeFor(width: number, height: number): { scale: number; width: number; height: number } {
  const scale = Math.min(width / DRAWN.width, height / DRAWN.height);
  return { scale, width: width / scale, height: height / scale };
}

/**
 * Keeps the stage as large as the window: 4K, an old projector, anything between. The stylesheet reads the values from
 * properties of the root.
 */
export function followSize(): void {
  const follow = () => {
    if (innerWidth === 0 || innerHeight === 0) return;
    const { scale, width, height } = sizeFor(innerWidth, innerHeight);
    const { style } = document.documentElement;
    style.setProperty('--wall-scale', String(scale));
    style.setProperty('--wall-width', `${width}px`);
    style.setProperty('--wall-height', `${height}px`);
  };
  follow();
  addEventListener('resize', follow);
}

/** Where the whole picture stands in an hour, as one of eight steps of 0 to 4 px: no pixel burns in. */
export function shiftOf(ms: number): number {
  return Math.floor(ms / 3_600_000) % 8;
}
