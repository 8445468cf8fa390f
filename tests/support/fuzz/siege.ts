import { connect, type Socket } from 'node:net';

/** A bare connection. */
export interface Bare {
  readonly socket: Socket;
  /** Milliseconds it was open, once it is over, whoever ended it. */
  readonly over: Promise<number>;
}

export function bare(origin: string): Promise<Bare> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.once('error', reject);
    socket.once('connect', () => {
      const began = performance.now();
      socket.off('error', reject);
      socket.on('error', () => undefined);
      const over = new Promise<number>((done) => socket.once('close', () => done(performance.now() - began)));
      socket.resume();
      resolve({ socket, over });
    });
  });
}

/** Connections that say something and then no more, or a byte a second; resolves with how long the last one lived. */
export async function besiege(origin: string, count: number, head: string, drip = ''): Promise<number> {
  const all = await Promise.all(Array.from({ length: count }, () => bare(origin)));
  for (const { socket } of all) socket.write(head);
  const timer = setInterval(() => {
    if (drip) for (const { socket } of all) if (!socket.destroyed) socket.write(drip);
  }, 1_000);
  const lives = await Promise.all(all.map(({ over }) => over));
  clearInterval(timer);
  return Math.max(...lives);
}
