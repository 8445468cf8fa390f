import type { Presence, PresenceUp, Trouble } from '../../shared/wire.ts';
import type { Principal } from '../../shared/roles.ts';

/** One connected screen. */
export interface Screen {
  readonly principal: Principal;
  readonly device: 'desk' | 'phone' | 'other' | 'wall';
  said: PresenceUp;
}

/** What one server's own screens amount to. */
export function presenceOf(screens: Iterable<Screen>): Presence {
  const villages = new Set<string>();
  let [desks, attendedDesks, soundingDesks, walls] = [0, 0, 0, 0];
  for (const { principal, device, said } of screens) {
    if (principal.villageId) villages.add(principal.villageId);
    if (device === 'wall') walls += 1;
    if (device !== 'desk') continue;
    desks += 1;
    if (said.attended) attendedDesks += 1;
    if (said.sound) soundingDesks += 1;
  }
  return { villages: [...villages].sort(), desks, attendedDesks, soundingDesks, walls };
}

/** What two servers see together. */
export function sumOf(a: Presence, b: Presence): Presence {
  return {
    villages: [...new Set([...a.villages, ...b.villages])].sort(),
    desks: a.desks + b.desks,
    attendedDesks: a.attendedDesks + b.attendedDesks,
    soundingDesks: a.soundingDesks + b.soundingDesks,
    walls: a.walls + b.walls,
    ...troublesOf(a, b),
  };
}

/** What either of two servers has found, each once and since the earlier of the two. */
function troublesOf(a: Presence, b: Presence): Pick<Presence, 'troubles'> {
  const all = new Map<string, Trouble>();
  for (const trouble of [...(a.troubles ?? []), ...(b.troubles ?? [])]) {
    const known = all.get(trouble.code);
    if (!known || Date.parse(trouble.since) < Date.parse(known.since)) all.set(trouble.code, trouble);
  }
  return all.size > 0 ? { troubles: [...all.values()] } : {};
}
