import { expect, test } from 'vitest';
import { decodeText } from '../../../client/faces/enter/setup/villages/decodeText.ts';

const bytes = (...values: number[]) => new Uint8Array(values);

test.each([
  ['UTF-8', new TextEncoder().encode('高和村'), '高和村'],
  ['GB18030, as Chinese Excel writes', bytes(0xb8, 0xdf, 0xba, 0xcd, 0xb4, 0xe5), '高和村'],
  ['UTF-16 with its mark', bytes(0xff, 0xfe, 0xd8, 0x9a, 0x8c, 0x54, 0x51, 0x67), '高和村'],
])('a file in %s is read', (_how, file, text) => {
  expect(decodeText(file)).toEqual({ text });
});

test.each([
  ['xlsx', bytes(0x50, 0x4b, 0x03, 0x04, 0x14)],
  ['xls', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1)],
])('a workbook (%s) is told from a text', (_kind, file) => {
  expect(decodeText(file)).toEqual({ workbook: true });
});
