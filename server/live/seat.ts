import type { Socket } from 'socket.io';
import type { Down, Up } from '../../shared/wire.ts';
import type { Session } from '../accounts/contract.ts';
import { Bucket } from './bucket.ts';
import { Outlet } from './outlet.ts';
import type { Screen } from './presence.ts';

/** What is known of one socket: who sits there, which room is heard, and the way out to it. */
export interface Seat extends Screen {
  readonly token: string;
  session: Session;
  readonly bucket: Bucket;
  room: string | null;
  readonly outlet: Outlet;
  /** Lets it go because it reads too slowly. */
  readonly cut: () => void;
}
export type Link = Socket<Up, Down, Record<string, never>, Seat>;

/** Seats somebody whose session was looked up. */
export function seatAt(socket: Link, token: string, session: Session, cut: (outlet: Outlet) => void): void {
  const outlet = new Outlet(socket.conn, socket.request.socket);
  const seat: Seat = {
    ...{ token, session, principal: session.principal, device: session.device },
    ...{ said: { attended: false, sound: null }, bucket: new Bucket(60, 20), room: null },
    ...{ outlet, cut: () => cut(outlet) },
  };
  Object.assign(socket.data, seat);
}

/** A handshake's headers are not needed again, its cookie least of all; the proxies' list says whose a command is. */
export function forgetHandshake({ request, handshake }: Link): void {
  const { 'x-forwarded-for': forwarded } = request.headers;
  request.rawHeaders = [];
  request.headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  Object.assign(handshake, { headers: request.headers, query: {}, auth: {} });
}

/** Desks and walls are told who is there; villages and departments are not. */
export function watchesPresence({ room }: Seat): boolean {
  return room !== null && /\|(desk|wall)$/.test(room);
}
