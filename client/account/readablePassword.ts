/**
 * A first password that can be read out, written down and typed with a thumb: two made-up words and four figures,
 * such as `mupa-kite-4827`. No letters or figures that look alike. One of 3.1 × 10¹⁰, which is ample against guessing
 * at a door that slows down; whoever it is for may choose another.
 *
 * @param pick a whole number from 0 to below its argument, every one as likely; the browser's own chance when left out
 */
export function readablePassword(pick: (below: number) => number = pickByChance): string {
  const of = (letters: string, count: number) =>
    Array.from({ length: count }, () => letters.charAt(pick(letters.length))).join('');
  const word = () => `${of(FIRST, 1)}${of(VOWELS, 1)}${of(FIRST, 1)}${of(VOWELS, 1)}`;
  return `${word()}-${word()}-${of(FIGURES, 4)}`;
}

const FIRST = 'bdfghjkmnprtwyz';
const VOWELS = 'aeiu';
const FIGURES = '2345678';

/** Numbers that would make some results likelier than others are thrown away. */
function pickByChance(below: number): number {
  const bytes = new Uint8Array(1);
  const limit = 256 - (256 % below);
  for (;;) {
    crypto.getRandomValues(bytes);
    const byte = bytes[0] ?? 256;
    if (byte < limit) return byte % below;
  }
}
