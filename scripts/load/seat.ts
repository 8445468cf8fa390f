import type { Audience } from '../../shared/roles.ts';

/** Somebody of the township who is signed in, and where he is. */
export interface Seat {
  readonly kind: 'liaison' | 'desk' | 'wall';
  readonly villageId: string | null;
  readonly cookie: string;
  /** The loopback address he comes from. */
  readonly address: string;
  readonly audience: Audience;
}

/** How many there are of each. */
export interface Crew {
  readonly liaisons: number;
  readonly desks: number;
  readonly walls: number;
}

/** The mix of the reference load: 800 liaisons, 150 at desks, 50 walls, or a share of it. */
export function crewOf(clients: number): Crew {
  const walls = Math.round(clients * 0.05);
  const desks = Math.round(clients * 0.15);
  return { liaisons: clients - desks - walls, desks, walls };
}

/** What one address of an office is: all its desks and walls share it. */
export const OFFICE = '127.0.0.1';

/** Phones come from addresses of their own. */
export function phoneAddress(n: number): string {
  return `127.1.${1 + Math.floor(n / 250)}.${1 + (n % 250)}`;
}
