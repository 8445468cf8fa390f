import type { World } from '../../world.ts';
import type { OpenEntry } from '../contract.ts';

/** What somebody wrote down for those who come. */
export function* openItemRows(world: World): Iterable<OpenEntry> {
  for (const item of world.tables.openItem.values()) {
    const { id, words, owner, ownerId, dueAt, progress, next, openedAt, closedAt } = item;
    if (closedAt !== null) continue;
    const person = ownerId === null ? null : (world.tables.person.get(ownerId)?.name ?? null);
    yield {
      key: `openItem/${id}`,
      kind: 'openItem',
      about: { table: 'openItem', id },
      title: { zh: words, en: words },
      since: openedAt,
      dueAt,
      owner: [person, owner].filter(Boolean).join(' · ') || null,
      progress: progress === null ? null : { zh: progress, en: progress },
      next,
    };
  }
}
