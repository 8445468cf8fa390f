import { readFile, stat } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { compoundKind } from './compound.ts';

const PHOTOS = new Set(['image/jpeg', 'image/png', 'image/webp']);
const DOCUMENTS = new Set([
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'video/3gpp',
]);
const LONGEST_TEXT = 5 * 1024 * 1024;

/** What a file is by its own bytes: a photo, the media type of a document or video, or null: not taken. */
export async function kindOf(path: string): Promise<'photo' | string | null> {
  const type = await typeOf(path);
  if (type === null) return null;
  if (!type) return (await isPlainText(path)) ? 'text/plain' : null;
  if (PHOTOS.has(type.mime)) return 'photo';
  if (DOCUMENTS.has(type.mime)) return type.mime;
  return type.mime === 'application/x-cfb' ? compoundKind(path) : null;
}

/** Null when the file contradicts itself: a zip that promises gigabytes, a header that ends nowhere. */
async function typeOf(path: string) {
  try {
    return await fileTypeFromFile(path);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).errno !== undefined) throw problem;
    return null;
  }
}

/** Words in UTF-8: no control characters, and nothing a browser or a shell would want to carry out. */
async function isPlainText(path: string): Promise<boolean> {
  if ((await stat(path)).size > LONGEST_TEXT) return false;
  const text = decode(await readFile(path));
  if (text === null || /[^\P{Cc}\t\n\r\f]/u.test(text)) return false;
  return (
    !/^\s*(<|#!)/.test(text) && !/<(!doctype|html|head|body|svg|script|iframe|\?xml|\?php)\b/i.test(text)
  );
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (problem) {
    if (problem instanceof TypeError) return null;
    throw problem;
  }
}
