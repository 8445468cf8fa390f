import { describe, expect, it } from 'vitest';
import type { FileRow } from '../../../server/files/contract.ts';
import { cleanName, disposition } from '../../../server/files/names.ts';

describe('a file name', () => {
  it.each([
    ['山火 现场.jpg', '山火 现场.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\win.ini', 'win.ini'],
    ['C:\\Users\\王\\a.doc', 'a.doc'],
    ['\\\\server\\share\\x.txt', 'x.txt'],
    ['.htaccess', 'htaccess'],
    ['a.txt...', 'a.txt'],
    ['a\u0000b\nc\td', 'abcd'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['zero\u200bwidth', 'zerowidth'],
    ['a"b<c>d|e?f*g:h', 'a_b_c_d_e_f_g_h'],
    ['%2e%2e%2f', '_2e_2e_2f'],
    ['CON', '_CON'],
    ['con.txt', '_con.txt'],
    ['console.txt', 'console.txt'],
    ['e\u0301.txt', '\u00e9.txt'],
    ['..', null],
    ['/', null],
    ['', null],
    [' \u200b ', null],
    [null, null],
  ])('%j is kept as %j', (name, kept) => {
    expect(cleanName(name)).toBe(kept);
  });

  it('is at most 100 characters, and none of them is cut in half', () => {
    expect(cleanName('火'.repeat(500))).toBe('火'.repeat(100));
    expect(cleanName('🔥'.repeat(101))).toBe('🔥'.repeat(100));
  });
});

describe('the Content-Disposition', () => {
  const row = (name: string | null, media = 'application/pdf') =>
    ({ name, media, hash: '0123456789abcdef'.repeat(4) }) as FileRow;

  it('is pure ASCII and escapes what would end it', () => {
    const header = disposition('attachment', [row('a\'b";c=火(1)*.pdf')]);
    expect(header).toBe(
      'attachment; filename="0123456789ab.pdf"; ' + "filename*=UTF-8''a%27b%22%3Bc%3D%E7%81%AB%281%29%2A.pdf",
    );
  });

  it('has the ending of what the file is, and a neutral name when there is none or more than one', () => {
    expect(disposition('attachment', [row('a.exe')])).toContain("UTF-8''a.exe.pdf");
    expect(disposition('attachment', [row('A.PDF')])).toContain("UTF-8''A.PDF");
    expect(disposition('attachment', [row(null)])).toContain("UTF-8''0123456789ab.pdf");
    expect(disposition('attachment', [row('a'), row('a')])).toContain("UTF-8''a.pdf");
    expect(disposition('attachment', [row('a'), row('b')])).toContain("UTF-8''0123456789ab.pdf");
    expect(disposition('attachment', [row('a', 'x/y')])).toContain("UTF-8''a.bin");
  });
});
