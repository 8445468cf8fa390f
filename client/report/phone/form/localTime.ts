import { isoIn } from '../../../../shared/time.ts';

/**
 * What the browser's own field for day and time holds (`2026-04-05T13:28`), as it is read in a zone, and back.
 * The field knows no zone; a report's instants have one.
 */
export function toField(ms: number, zone: string): string {
  return isoIn(ms, zone).slice(0, 16);
}

/** Milliseconds since 1970; null for an empty field or one that is only half filled. */
export function fromField(text: string, zone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const shown = Date.parse(`${text.slice(0, 16)}Z`);
  if (Number.isNaN(shown)) return null;
  // The offset of a moment is known once the moment is: the second look settles it.
  const guess = shown - offsetAt(shown, zone);
  return shown - offsetAt(guess, zone);
}

function offsetAt(ms: number, zone: string): number {
  return Date.parse(`${isoIn(ms, zone).slice(0, 23)}Z`) - ms;
}
