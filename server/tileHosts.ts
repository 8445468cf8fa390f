import type { World } from '../shared/world.ts';

/**
 * The hosts of the map tiles that the unit has chosen: pages may load pictures from there and from nowhere else. A
 * setting of old that names no host opens nothing; it never stands in the way of a page.
 */
export function tileHosts(world: World): string[] {
  const base = world.tables.unit.get('unit')?.base;
  if (base?.type !== 'tiles') return [];
  const letters = base.url.includes('{s}') ? [...(base.subdomains ?? 'abc')] : [''];
  return letters.flatMap((letter) => {
    const address = base.url.replace(/\{s\}/g, letter).replace(/\{[^}]*\}/g, '0');
    return URL.canParse(address) ? [new URL(address).origin] : [];
  });
}
