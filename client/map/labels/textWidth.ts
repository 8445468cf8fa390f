const known = new Map<string, number>();
let pen: CanvasRenderingContext2D | null | undefined;

/**
 * How wide a text is in pixels, without laying out the page. Where there is no canvas it is estimated: a Chinese
 * character is as wide as it is high, a Latin one a little more than half.
 */
export function textWidth(text: string, font: { family: string; size: number; weight: number }): number {
  const face = `${font.weight} ${font.size}px ${font.family}`;
  const key = `${face}|${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size > 2000) known.clear();
  const width = measured(text, face) ?? estimated(text, font.size);
  known.set(key, width);
  return width;
}

function measured(text: string, face: string): number | null {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return null;
  pen.font = face;
  const { width } = pen.measureText(text);
  return width > 0 || text === '' ? width : null;
}

function estimated(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 1 : 0.58) * size, 0);
}
