import type { Cell } from '../sheet/task.ts';
import { plain } from './plain.ts';

/** Somebody as a cell names him. */
export interface Named {
  readonly name: string;
  /** The office beside the name, as 副乡长; null when there is none. */
  readonly office: string | null;
  readonly phones: readonly string[];
}

/**
 * The people of a cell: `张三(副乡长)`, `张 三`, `张三 13800000000`, `张三、李四`, one under the other. Names that the
 * duty list has are known as they are, with whatever stands before or behind them; words that mean nobody are nobody.
 *
 * @param known names of the duty list without spaces, the longest first
 */
export function namesIn(cell: Cell | undefined, known: readonly string[]): Named[] {
  const text = plain(cell);
  if (typeof cell === 'number' || text === '' || NOBODY.test(text)) return [];
  const pieces = text.split(DIVIDER).flatMap((piece) => unspaced(piece, known));
  return pieces.reduce<Named[]>((named, piece) => joinedTo(named, piece, known), []);
}

/** Telephone numbers in a cell: mobile ones, and those of an office with or without its area code. */
export function phonesIn(cell: Cell | undefined): string[] {
  return [...plain(cell).matchAll(PHONE)].map(([phone]) => phone.replace(/[\s-]/g, ''));
}

const NOBODY = /^[-—–/\\×xX.·\s]*$|^(无|空|待定|空缺|轮休|休息|休)$/;
const DIVIDER = /[、,;，；/\n\r]+/;
const PHONE = /(?<!\d)(?:1[3-9]\d(?:[\s-]?\d){8}|0\d{2,3}[\s-]?\d{7,8}|\d{7,8}|6\d{5})(?!\d)/g;

/** Parts that a space divides; but `张 三` is one name, and so is what stands in brackets. */
function unspaced(piece: string, known: readonly string[]): string[] {
  const whole = piece.trim();
  const squeezed = whole.replace(/\s+/g, '');
  if (squeezed === '') return [];
  if (known.includes(squeezed)) return [squeezed];
  const parts = whole.replace(PHONE, (phone) => ` ${phone.replace(/\s/g, '')} `).split(/\s+(?![^(]*\))/);
  return parts
    .filter((part) => part !== '')
    .reduce<string[]>((all, part) => {
      const last = all.at(-1);
      if (last !== undefined && /^\p{Script=Han}$/u.test(last) && /^\p{Script=Han}{1,2}$/u.test(part))
        return [...all.slice(0, -1), last + part];
      return [...all, part];
    }, []);
}

/** A piece is somebody, or more about the one before: his number, or his office in brackets. */
function joinedTo(named: Named[], piece: string, known: readonly string[]): Named[] {
  const phones = phonesIn(piece);
  const words = piece
    .replace(PHONE, '')
    .replace(/\(\s*\)/g, '')
    .replace(/(电话|手机|联系方式|Tel)[::]?/gi, '');
  const inside = /\(([^)]*)\)?/.exec(words)?.[1]?.trim() || null;
  const outside = words
    .replace(/\([^)]*\)?/g, '')
    .replace(/[:：)]/g, '')
    .trim();
  const last = named.at(-1);
  if (last && (outside === '' || (OFFICE.test(outside) && !known.some((name) => outside.includes(name))))) {
    const office = last.office ?? inside ?? (outside === '' ? null : outside);
    return [...named.slice(0, -1), { ...last, office, phones: [...last.phones, ...phones] }];
  }
  if (outside === '') return named;
  const name =
    known.find((one) => outside === one) ??
    known.find((one) => outside.startsWith(one) || outside.endsWith(one));
  if (name !== undefined) {
    const rest = outside.replace(name, '').trim();
    return [...named, { name, office: inside ?? (rest === '' ? null : rest), phones }];
  }
  const [bare, beside] = apart(outside);
  return [...named, { name: bare, office: inside ?? beside, phones }];
}

/** A name that nobody knows, apart from the office before or behind it: 副乡长张三, 张三副书记. */
function apart(words: string): [name: string, office: string | null] {
  const before = new RegExp(`^(.*${OFFICE.source})(\\p{Script=Han}{2,4})$`, 'u').exec(words);
  if (before) return [before.at(-1) as string, before[1] as string];
  const behind = new RegExp(`^(\\p{Script=Han}{2,3}?)((?:副|党委|人大)*${OFFICE.source}.*)$`, 'u').exec(
    words,
  );
  return behind ? [behind[1] as string, behind[2] as string] : [words, null];
}

/** What is an office and no name. */
const OFFICE =
  /(书记|乡长|镇长|主任|委员|主席|部长|所长|站长|局长|队长|干事|科员|干部|人大|武装|党委|副职|主管)/;
