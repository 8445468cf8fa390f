/** A text in GBK: Node reads it and does not write it, so the table is turned round. */
export function gbk(text: string): Buffer {
  const codes = table();
  return Buffer.concat([...text].map((mark) => codes.get(mark) ?? Buffer.from(mark, 'latin1')));
}

function table(): Map<string, Buffer> {
  const decoder = new TextDecoder('gbk');
  const codes = new Map<string, Buffer>();
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const bytes = Buffer.from([high, low]);
      const mark = decoder.decode(bytes);
      if (low !== 0x7f && [...mark].length === 1 && !mark.includes('\uFFFD')) codes.set(mark, bytes);
    }
  return codes;
}
