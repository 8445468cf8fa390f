import { deserialize } from 'bson';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { parseMessage, type Request } from '../../../server/embedded/wire/message.ts';

/** A way to the store on which everything that is asked of it can be seen. */
export interface Tap {
  readonly uri: string;
  close(): Promise<void>;
}

/**
 * Listens between a server and its store (both on Unix sockets) and tells each command that goes by: its name and its
 * body, with the documents that came beside it.
 */
export async function openTap(
  uri: string,
  folder: string,
  told: (name: string, body: Readonly<Record<string, unknown>>) => void,
): Promise<Tap> {
  const host = /^mongodb:\/\/([^/]+)\//.exec(uri)?.[1] ?? '';
  const path = join(folder, 'tap.sock');
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(decodeURIComponent(host));
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => open.delete(socket));
    }
    const take = messages((message) => {
      const { body, sections } = parseMessage(message);
      told(Object.keys(body)[0] ?? '', { ...body, ...documentsOf(sections) });
    });
    near.on('data', take);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    uri: uri.replace(host, encodeURIComponent(path)),
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function documentsOf(sections: Request['sections']): Record<string, unknown[]> {
  const lists = Object.entries(sections).map(
    ([name, docs]) => [name, docs.map((doc) => deserialize(doc))] as const,
  );
  return Object.fromEntries(lists);
}

/** Whole messages out of what arrives in pieces. */
function messages(take: (message: Buffer) => void): (chunk: Buffer) => void {
  let held: Buffer = Buffer.alloc(0);
  return (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
      const length = held.readInt32LE(0);
      take(held.subarray(0, length));
      held = held.subarray(length);
    }
  };
}
