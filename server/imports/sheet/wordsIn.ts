/**
 * The text of a file in UTF-8, in UTF-16 with its mark, or in GB 18030 (and so GBK), as Chinese offices still save it;
 * null when it is none, or a web page that only calls itself a table.
 */
export function wordsIn(bytes: Buffer): string | null {
  const text = decoded(bytes);
  if (text === null || /[^\P{Cc}\t\n\r\f]/u.test(text)) return null;
  return /^\s*(<|%PDF|\{\\rtf)/.test(text) ? null : text;
}

function decoded(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return as('utf-16le', bytes);
  return as('utf-8', bytes) ?? as('gb18030', bytes);
}

function as(encoding: string, bytes: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (problem) {
    if (problem instanceof TypeError) return null;
    throw problem;
  }
}
