import type { Model } from 'mongoose';
import type { Audience } from '../../shared/roles.ts';
import { see } from '../../shared/see.ts';
import { sought } from './findable.ts';
import { ownersOf, type Kept } from './kept.ts';
import type { Question, Remembered } from './records.ts';

/**
 * Answers a question to one collection, newest first. A page ends only where an entry's rows end: the next one begins
 * before its `first`, so a row that shares it would be lost. It may therefore be longer than was asked for.
 */
export async function ask(model: Model<Kept>, question: Question): Promise<Remembered[]> {
  const { table, audience, of, before, limit } = question;
  const filter = filterOf(question);
  const earlier = before === undefined ? {} : { first: { $lt: before } };
  const page = await model
    .find({ ...filter, ...earlier })
    .sort({ first: -1, _id: -1 })
    .limit(limit)
    .lean<Kept[]>();
  const rest = page.length < limit ? [] : await restOf(model, filter, page[page.length - 1]);
  return [...page, ...rest].flatMap(({ row, first, left }) => {
    const seen = see(audience, table, row);
    // Whose it is, is a field like others: not to be found out by those who are not shown it.
    if (!seen || (of && !ownersOf(seen).includes(of))) return [];
    return [{ first, archived: left !== null, row: seen }];
  });
}

/** The rows that share the `first` of the last one of a page. */
async function restOf(model: Model<Kept>, filter: object, last: Kept | undefined): Promise<Kept[]> {
  if (!last) return [];
  const same = { ...filter, first: last.first, _id: { $lt: last._id } };
  return model.find(same).sort({ first: -1, _id: -1 }).lean<Kept[]>();
}

function filterOf({ book, audience, find, of }: Question): object {
  const parts = find ? sought(audience, find) : [];
  return {
    book,
    audiences: { $in: marksOf(audience) },
    ...(of ? { of } : {}),
    ...(parts.length > 0 ? { find: { $all: parts } } : {}),
  };
}

/** The marks of the rows an audience may see: its own, and of what is shown to every village or department. */
function marksOf(audience: Audience): string[] {
  const [kind, name] = audience.split('/', 2);
  if (name === undefined) return [audience];
  return [...new Set([audience, `${kind}/`])];
}
