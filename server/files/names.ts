import type { FileRow } from './contract.ts';

/** The ending a file gets when it is handed out: by what it is, never by what its name says. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'text/plain': 'txt',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/3gpp': '3gp',
  'application/geo+json': 'geojson',
};

const LONGEST = 100;

/**
 * A file name as it may be shown and handed on: the last part of a path, without control characters, without the
 * invisible ones that turn the direction of writing, without what a file system reads as something else. Null when
 * nothing is left.
 */
export function cleanName(name: string | null): string | null {
  const last = (name ?? '').normalize('NFC').split(/[/\\]/).at(-1) as string;
  const plain = last
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*%]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const short = [...plain].slice(0, LONGEST).join('').trimEnd();
  return short === '' ? null : short.replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i, '_$1');
}

/**
 * The `Content-Disposition` of a file. The name it was uploaded with is used only if everybody who stored these
 * bytes called them so: one village must not learn what another calls its files.
 */
export function disposition(how: 'inline' | 'attachment', rows: readonly FileRow[]): string {
  const [first] = rows as [FileRow];
  const ending = ENDINGS[first.media] ?? 'bin';
  const neutral = `${first.hash.slice(0, 12)}.${ending}`;
  const agreed = rows.every((row) => row.name === first.name) ? first.name : null;
  const name = agreed === null ? neutral : withEnding(agreed, ending);
  return `${how}; filename="${neutral}"; filename*=UTF-8''${encoded(name)}`;
}

function withEnding(name: string, ending: string): string {
  return name.toLowerCase().endsWith(`.${ending}`) ? name : `${name}.${ending}`;
}

/** RFC 8187: more characters are to be escaped than `encodeURIComponent` does. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*!~]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
