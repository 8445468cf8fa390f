/** One line of a table: its number as an editor counts, from 1, and its cells without blanks around them. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * A table that was pasted or read from CSV: separated by tabs, commas (also full-width ones) or semicolons, whichever
 * the first line has; quotes as in RFC 4180. Empty lines are left out but counted.
 */
export function cellsOf(text: string): TableRow[] {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const separator = separatorIn(plain.split('\n').find((line) => line.trim() !== '') ?? '');
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let began = 1;
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (cells.some((one) => one !== '')) rows.push({ line: began, cells });
    cells = [];
    began = line + 1;
  };
  for (let at = 0; at < plain.length; at += 1) {
    const letter = plain.charAt(at);
    if (isQuoted) {
      if (letter === '"' && plain.charAt(at + 1) === '"') cell += plain.charAt((at += 1));
      else if (letter === '"') isQuoted = false;
      else cell += letter;
    } else if (letter === '"' && cell.trim() === '') [isQuoted, cell] = [true, ''];
    else if (letter === separator) endCell();
    else if (letter === '\n') endRow();
    else cell += letter;
    if (letter === '\n') line += 1;
  }
  endRow();
  return rows;
}

function separatorIn(first: string): string {
  const candidates = ['\t', ',', '，', ';', '；'];
  return candidates.find((candidate) => first.includes(candidate)) ?? '\t';
}
