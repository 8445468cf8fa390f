import { postNames, type Post } from '../../../shared/pattern/contract.ts';
import { allPatterns } from '../../../shared/pattern/onDay.ts';
import { shiftIdOf } from '../../../shared/shift/contract.ts';
import type { World } from '../../../shared/world.ts';
import { say } from '../../ui/language.ts';
import { shortDay } from '../day.ts';
import type { Cell } from '../grid/changes.ts';
import { isOver } from '../grid/lines.ts';

/** A place in another shift that could be exchanged, as a list offers it. */
export interface OtherPlace {
  readonly value: string;
  readonly label: string;
  readonly shiftId: string;
  readonly post: Post;
}

/** The places of published shifts that are not over whose holder could take this one and the other way round. */
export function otherPlaces(world: World, cell: Cell, holder: string | null, at: string): OtherPlace[] {
  const here = shiftIdOf(cell.patternId, cell.day);
  const me = holder ? world.tables.person.get(holder) : undefined;
  const names = new Map(allPatterns(world).map(({ id, name }) => [id, name]));
  return [...world.tables.shift.values()]
    .filter((one) => one.published && one.id !== here && !isOver(one, at))
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    .flatMap(({ id, day, patternId, posts }) =>
      (Object.entries(posts) as [Post, string | null][]).flatMap(([post, personId]) => {
        const person = personId ? world.tables.person.get(personId) : undefined;
        const fits =
          person && person.id !== holder && person.posts.includes(cell.post) && me?.posts.includes(post);
        if (!fits) return [];
        const name = names.get(patternId);
        const label = `${shortDay(day)} ${name ? say(name) : ''} ${say(postNames[post])} ${person.name}`;
        return [{ value: `${id}/${post}`, label, shiftId: id, post }];
      }),
    );
}
