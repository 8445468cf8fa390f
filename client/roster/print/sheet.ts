import { POSTS, type Post } from '../../../shared/pattern/contract.ts';
import type { Person } from '../../../shared/person/contract.ts';
import type { World } from '../../../shared/world.ts';
import { ask } from '../../live/http.ts';
import { say } from '../../ui/language.ts';
import { postNames } from '../../../shared/pattern/contract.ts';
import type { Line } from '../grid/lines.ts';

type Names = ReadonlyMap<string, Person>;

/** One line of the sheet: names with their telephone numbers where they are known. */
export interface SheetLine {
  readonly line: Line;
  readonly rests: boolean;
  readonly cells: readonly { readonly name: string; readonly note: string }[];
}

export function sheetLines(
  lines: readonly Line[],
  world: World,
  names: Names,
  phones: ReadonlyMap<string, string>,
): SheetLine[] {
  return lines.map((line) => {
    const posts = world.tables.shift.get(line.id)?.posts ?? {};
    const rests = line.kind.type === 'restday' || line.kind.type === 'holiday';
    const cells = POSTS.map((post) => {
      const person = names.get(posts[post] ?? '');
      const office = post === 'leader' && person ? `（${person.post}）` : '';
      return { name: `${person?.name ?? ''}${office}`, note: phones.get(person?.id ?? '') ?? '' };
    });
    return { line, rests, cells };
  });
}

/** Who was to be there before somebody else came: 主班 张三→李四. */
export function changesIn({ id }: Line, world: World, names: Names): string {
  const shift = world.tables.shift.get(id);
  if (!shift?.original) return '';
  const nameOf = (personId: string | null | undefined) => names.get(personId ?? '')?.name ?? '—';
  return POSTS.filter((post) => (shift.original?.[post] ?? null) !== (shift.posts[post] ?? null))
    .map((post) => `${say(postNames[post])} ${nameOf(shift.original?.[post])}→${nameOf(shift.posts[post])}`)
    .join('；');
}

/** The telephone numbers of those on a month's roster, for paper alone; whoever may not read them gets none. */
export async function phonesOf(world: World, lines: readonly Line[]): Promise<Map<string, string>> {
  const ids = new Set(lines.flatMap(({ id }) => holdersOf(world, id)));
  const people = [...ids].flatMap((id) => world.tables.person.get(id) ?? []);
  const found = await Promise.all(
    people.map(async ({ id, contactId }): Promise<[string, string] | null> => {
      const heard = contactId ? await ask('GET', `/api/contacts/${contactId}`) : null;
      const phone = heard?.status === 200 && (heard.body as { phone?: string | null }).phone;
      return phone ? [id, phone] : null;
    }),
  );
  return new Map(found.filter((one) => one !== null));
}

function holdersOf(world: World, shiftId: string): string[] {
  const posts = world.tables.shift.get(shiftId)?.posts ?? {};
  return (Object.keys(posts) as Post[]).flatMap((post) => posts[post] ?? []);
}
