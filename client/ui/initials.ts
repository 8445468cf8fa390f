/**
 * The first character in pinyin order of each letter that a Chinese reading can begin with. No reading begins with
 * i, u or v.
 */
const EDGES = '阿八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫匝';
const LETTERS = 'abcdefghjklmnopqrstwxyz';

/** Browsers order Chinese by pinyin; a table of readings would cost every screen a hundred kilobytes. */
const order = new Intl.Collator('zh-CN-u-co-pinyin');
const known = new Map<string, string>();

/**
 * The pinyin initials of a text: `slgc` of 束龙沟村. Letters and digits stand for themselves, in lower case; anything
 * else is left out. Of a character with several readings it is the commonest, so it is for finding, not for telling.
 */
export function initialsOf(text: string): string {
  let initials = '';
  for (const character of text.toLowerCase()) {
    if (/[a-z0-9]/.test(character)) initials += character;
    else if (/\p{Script=Han}/u.test(character)) initials += initialOf(character);
  }
  return initials;
}

/**
 * Whether `typed` finds a text: a part of it, or the initials of a part of it when only letters and digits are
 * typed. Nothing typed finds everything.
 */
export function isFoundBy(text: string, typed: string): boolean {
  return rankOf(text, typed) !== null;
}

/**
 * How well `typed` finds a text: 0 at its beginning, 1 at the beginning of its initials, 2 within it, 3 within its
 * initials; null not at all.
 */
export function rankOf(text: string, typed: string): number | null {
  const sought = typed.trim().toLowerCase();
  const at = text.toLowerCase().indexOf(sought);
  if (at === 0) return 0;
  const place = /^[a-z0-9]+$/.test(sought) ? initialsOf(text).indexOf(sought) : -1;
  if (place === 0) return 1;
  if (at > 0) return 2;
  return place > 0 ? 3 : null;
}

function initialOf(character: string): string {
  let initial = known.get(character);
  if (initial === undefined) known.set(character, (initial = search(character)));
  return initial;
}

function search(character: string): string {
  let found = '';
  for (let n = 0; n < LETTERS.length; n += 1) {
    if (order.compare(EDGES.charAt(n), character) > 0) break;
    found = LETTERS.charAt(n);
  }
  return found;
}
