import type { Table, Row } from '../../shared/rows.ts';
import { canOwn, keyOf, type Kept, type Shelves } from './kept.ts';

/** A row of the archive and its table. */
export interface Archived {
  readonly table: Table;
  readonly row: Row;
}

/**
 * An archived row and what belongs to it in the archive, in layers: the row itself, what left the World in the same
 * entry, and then, layer by layer, what belongs to the rows before and left in another entry, as a report that was
 * merged into one of them. Empty when the row is not archived.
 */
export async function layersOf(
  shelves: Shelves,
  book: string,
  table: Table,
  id: string,
): Promise<Archived[][]> {
  const root = await shelves
    .get(table)
    ?.findOne({ _id: keyOf(book, id) })
    .lean<Kept>();
  if (!root || root.left === null) return [];
  const layers: Archived[][] = [[{ table, row: root.row }]];
  const known = new Set([`${table}/${id}`]);
  const add = async (filter: object) => {
    const fresh = (await findAll(shelves, { book, ...filter })).filter(
      (one) => !known.has(`${one.table}/${one.row.id}`),
    );
    for (const one of fresh) known.add(`${one.table}/${one.row.id}`);
    if (fresh.length > 0) layers.push(fresh);
    return fresh;
  };
  let owners = [...(await add({ left: root.left })), { table, row: root.row }].filter(owns);
  while (owners.length > 0) {
    const of = { $in: owners.map(({ row }) => row.id) };
    owners = (await add({ of, left: { $ne: null } })).filter(owns);
  }
  return layers;
}

/**
 * Removes an archived row and what belongs to it, the outermost layer first and the row itself last: if it is
 * interrupted, what is left is still found from the row, and the next time finishes it.
 */
export async function forget(shelves: Shelves, book: string, table: Table, id: string): Promise<void> {
  const layers = await layersOf(shelves, book, table, id);
  for (const layer of layers.reverse()) {
    for (const [name, shelf] of shelves) {
      const keys = layer.filter((one) => one.table === name).map(({ row }) => keyOf(book, row.id));
      if (keys.length > 0) await shelf.deleteMany({ _id: { $in: keys } });
    }
  }
}

/** The id of an attachment is its sender's choice: only what can have rows of its own is asked for them. */
function owns({ table }: Archived): boolean {
  return canOwn(table);
}

async function findAll(shelves: Shelves, filter: object): Promise<Archived[]> {
  const found: Archived[] = [];
  for (const [table, shelf] of shelves) {
    const kept = await shelf.find(filter).lean<Kept[]>();
    found.push(...kept.map(({ row }) => ({ table, row })));
  }
  return found;
}
