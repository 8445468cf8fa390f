import { randomBytes } from 'node:crypto';
import { deflateRawSync, crc32 } from 'node:zlib';
import { CFB, utils } from '@e965/xlsx';
import { book, sheetOf } from './layouts.ts';

/** A file that nobody should open, and what is to be said of it. */
export interface Hostile {
  readonly what: string;
  readonly bytes: Buffer;
  readonly code: string;
}

/** Files against which the reader is tried, made when they are needed: none is kept. */
export function hostiles(): Hostile[] {
  const good = book({
    Sheet1: sheetOf([
      ['日期', '主班'],
      ['4月1日', '周东'],
    ]),
  });
  const parts = unzipped(good);
  const withPart = (name: string, bytes: Buffer | string) =>
    zip([...parts, { name, bytes: Buffer.from(bytes) }]);
  const sheet = (xml: string) =>
    zip(
      parts.map((part) =>
        part.name === 'xl/worksheets/sheet1.xml' ? { ...part, bytes: Buffer.from(xml) } : part,
      ),
    );
  const cut = [0.05, 0.3, 0.6, 0.9, 0.99].map((share) => ({
    what: `a workbook cut off at ${share * 100} %`,
    bytes: good.subarray(0, Math.floor(good.length * share)),
    code: 'import.damaged',
  }));
  return [
    {
      what: 'a zip bomb that says how large it is',
      bytes: withPart('xl/a.xml', Buffer.alloc(200e6)),
      code: 'import.bomb',
    },
    {
      what: 'a zip bomb of a ratio of a thousand',
      bytes: withPart('xl/a.xml', Buffer.alloc(40e6)),
      code: 'import.bomb',
    },
    {
      what: 'a zip bomb that lies about its size',
      bytes: lying(withPart('xl/a.xml', Buffer.alloc(30e6)), 30e6),
      code: 'import.damaged',
    },
    { what: 'ten thousand entries', bytes: zip(many(10_000)), code: 'import.bomb' },
    {
      what: 'two entries of one name',
      bytes: withPart('xl/workbook.xml', '<workbook/>'),
      code: 'import.damaged',
    },
    { what: 'a million rows', bytes: rowsOf(1_000_000), code: 'import.bomb' },
    { what: 'six thousand rows', bytes: rowsOf(6_000), code: 'import.too-many-rows' },
    {
      what: 'six thousand lines of text',
      bytes: Buffer.from('4月1日,周东\n'.repeat(6_000)),
      code: 'import.too-many-rows',
    },
    { what: 'macros', bytes: withPart('xl/vbaProject.bin', randomBytes(2_000)), code: 'import.macro' },
    {
      what: 'macros in an older workbook',
      bytes: compound(['/Workbook', '/_VBA_PROJECT_CUR/VBA/dir']),
      code: 'import.macro',
    },
    {
      what: 'a workbook under a password',
      bytes: compound(['/EncryptionInfo', '/EncryptedPackage']),
      code: 'import.encrypted',
    },
    { what: 'a document of Word', bytes: compound(['/WordDocument', '/1Table']), code: 'import.not-a-sheet' },
    { what: 'an older workbook of random bytes', bytes: compound(['/Workbook']), code: 'sheets' },
    {
      what: 'a zip that is no workbook',
      bytes: zip([{ name: 'a.txt', bytes: Buffer.from('x') }]),
      code: 'import.not-a-sheet',
    },
    {
      what: 'a picture',
      bytes: Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(500)]),
      code: 'import.not-a-sheet',
    },
    {
      what: 'a web page',
      bytes: Buffer.from('<html><table><tr><td>日期</td></tr></table></html>'),
      code: 'import.not-a-sheet',
    },
    { what: 'random bytes', bytes: randomBytes(4_096), code: 'import.not-a-sheet' },
    { what: 'words without a table', bytes: Buffer.from('本月值班照旧'), code: 'import.not-a-sheet' },
    {
      what: 'a quote that never ends',
      bytes: Buffer.from(`日期,主班\n"${'周'.repeat(100_000)}`),
      code: 'import.damaged',
    },
    { what: 'a sheet that claims every cell there is', bytes: sheet(WIDE), code: 'sheets' },
    { what: 'validations over every cell there is', bytes: sheet(VALIDATED), code: 'sheets' },
    { what: 'cells merged over every cell there is', bytes: sheet(MERGED), code: 'sheets' },
    { what: 'an entity from elsewhere', bytes: sheet(ENTITY), code: 'sheets' },
    { what: 'a sheet called __proto__', bytes: zip(renamed(parts, '__proto__')), code: 'sheets' },
    ...cut,
  ];
}

const sheetXml = (inside: string, before = '') =>
  `<?xml version="1.0"?>${before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${inside}</worksheet>`;
const cells = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>日期</t></is></c></row></sheetData>';
const WIDE = sheetXml(`<dimension ref="A1:XFD1048576"/>${cells}`);
const VALIDATED = sheetXml(
  `${cells}<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>`,
);
const MERGED = sheetXml(`${cells}<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>`);
const ENTITY = sheetXml(
  cells.replace('日期', '&leak;'),
  '<!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>',
);

interface Part {
  readonly name: string;
  readonly bytes: Buffer;
}

function rowsOf(count: number): Buffer {
  const row = (r: number) => `<row r="${r}"><c r="A${r}" t="inlineStr"><is><t>4月1日</t></is></c></row>`;
  const xml = Array.from({ length: count }, (_none, n) => row(n + 1)).join('');
  const parts = unzipped(book({ Sheet1: utils.aoa_to_sheet([['日期']]) }));
  return zip(
    parts.map((part) =>
      part.name === 'xl/worksheets/sheet1.xml'
        ? { ...part, bytes: Buffer.from(sheetXml(`<sheetData>${xml}</sheetData>`)) }
        : part,
    ),
  );
}

function many(count: number): Part[] {
  return Array.from({ length: count }, (_none, n) => ({ name: `xl/${n}.xml`, bytes: Buffer.alloc(0) }));
}

function renamed(parts: readonly Part[], name: string): Part[] {
  return parts.map((part) =>
    part.name === 'xl/workbook.xml'
      ? { ...part, bytes: Buffer.from(part.bytes.toString().replace('name="Sheet1"', `name="${name}"`)) }
      : part,
  );
}

function unzipped(bytes: Buffer): Part[] {
  const { FullPaths, FileIndex } = CFB.read(bytes, { type: 'buffer' }) as unknown as {
    FullPaths: string[];
    FileIndex: { content?: Uint8Array }[];
  };
  return FullPaths.flatMap((path, n) => {
    const name = path.replace(/^[^/]*\//, '');
    const content = FileIndex[n]?.content;
    return content && content.length > 0 && name !== '' && !name.startsWith('\u0001')
      ? [{ name, bytes: Buffer.from(content) }]
      : [];
  });
}

/** A zip, well formed. */
export function zip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of parts) {
    const packed = deflateRawSync(bytes, { level: 6 });
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, title]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** The same zip, with every mention of a size made small. */
function lying(bytes: Buffer, size: number): Buffer {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(size);
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(mark); at >= 0; at = copy.indexOf(mark, at + 4)) copy.writeUInt32LE(9_000, at);
  return copy;
}

function compound(paths: readonly string[]): Buffer {
  const file = CFB.utils.cfb_new() as object;
  for (const path of paths) CFB.utils.cfb_add(file as never, path, randomBytes(5_000) as never);
  return CFB.write(file as never, { type: 'buffer' }) as Buffer;
}
