import { crc32, deflateRawSync } from 'node:zlib';

/** One file of a zip. */
export interface Part {
  readonly name: string;
  readonly text: string;
}

/** The parts as a zip (APPNOTE 6.3), each deflated, without times: the same parts give the same bytes. */
export function zipped(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, text } of parts) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const fields = fieldsOf(bytes, packed, title.length);
    const local = Buffer.concat([LOCAL, fields, title, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([CENTRAL, fields, rest, title]));
    locals.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  return Buffer.concat([...locals, list, endOf(parts.length, list.length, at)]);
}

const LOCAL = Buffer.from('PK\x03\x04', 'latin1');
const CENTRAL = Buffer.from('PK\x01\x02\x14\x00', 'latin1');
const END = Buffer.from('PK\x05\x06', 'latin1');
/** 1 January 1980, the first day a zip knows. */
const NO_DAY = 0x21;

/** What the local header and the directory have in common: from the version needed to the length of extra fields. */
function fieldsOf(bytes: Buffer, packed: Buffer, nameLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt16LE(NO_DAY, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}

function endOf(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([END, end]);
}
