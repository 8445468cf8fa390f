import { commas } from './commas.ts';
import { compound } from './compound.ts';
import { no, type Answer } from './task.ts';
import { wordsIn } from './wordsIn.ts';
import { workbook } from './workbook.ts';
import { unfit } from './zip.ts';

/**
 * The cells of a table by what its bytes say it is, whatever its name: a zip that is a workbook, a compound file that
 * is an older one, or text with commas. Everything that could be a bomb is measured before it is opened.
 */
export function openTable(bytes: Buffer): Answer {
  if (bytes.length > 22 && bytes.readUInt32LE(0) === ZIP) {
    const wrong = unfit(bytes);
    return wrong ? no(wrong) : workbook(bytes);
  }
  if (bytes.length >= 512 && bytes.subarray(0, 8).equals(COMPOUND)) {
    const wrong = compound(bytes);
    return wrong ? no(wrong) : workbook(bytes);
  }
  const text = wordsIn(bytes);
  return text === null ? no('import.not-a-sheet') : commas(text);
}

const ZIP = 0x04034b50;
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
