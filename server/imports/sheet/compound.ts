import { CFB } from '@e965/xlsx';

/** What stands against opening a compound file: it is locked, carries macros, or is no workbook. Null: nothing. */
export function compound(bytes: Buffer): 'import.encrypted' | 'import.macro' | 'import.not-a-sheet' | null {
  const { FullPaths } = CFB.read(bytes, { type: 'buffer' }) as { FullPaths: string[] };
  const names = FullPaths.map((path) => path.replace(/^[^/]*\//, ''));
  if (names.includes('EncryptedPackage')) return 'import.encrypted';
  if (names.some((name) => /^(_VBA_PROJECT_CUR|Macros|VBA)(\/|$)/i.test(name))) return 'import.macro';
  return names.includes('Workbook') || names.includes('Book') ? null : 'import.not-a-sheet';
}
