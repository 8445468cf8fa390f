/** A scale bar: a round length in metres, its length in pixels, and how it is written. */
export interface Scale {
  readonly metres: number;
  readonly pixels: number;
  readonly words: string;
}

const ROUND = [1, 2, 3, 5, 10];

/** The longest round length that fits into `most` pixels; null while the map has no size. */
export function scaleBar(metresPerPixel: number, most: number): Scale | null {
  const room = metresPerPixel * most;
  if (!(room > 0) || !Number.isFinite(room)) return null;
  const power = 10 ** Math.floor(Math.log10(room));
  const metres = power * Math.max(...ROUND.filter((n) => n * power <= room * 1.000001));
  return { metres, pixels: metres / metresPerPixel, words: lengthWords(metres) };
}

/** A length as people read it: "640 m", "3 km", "3.42 km", "34 km". */
export function lengthWords(metres: number): string {
  if (metres < 1000) return `${Math.round(metres)} m`;
  const km = metres / 1000;
  const digits = km < 10 ? 2 : km < 100 ? 1 : 0;
  return `${Number(km.toFixed(digits))} km`;
}

/** A position as it is read out and copied: latitude, longitude, five digits (about a metre). */
export function positionWords({ lat, lng }: { lat: number; lng: number }): string {
  return `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
}
