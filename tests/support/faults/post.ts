import { Agent, request } from 'node:http';
import type { Client, Heard } from '../../../scripts/client.ts';

const agent = new Agent({ keepAlive: true });
/** The server lets a whole office, but no more, come from one address: who writes without a pause comes from several. */
const ADDRESSES = 50;
let turn = 0;

/** A command as somebody's outbox posts it, from one loopback address after the other; null is silence. */
export function post(client: Client, path: string, body: object): Promise<Heard | null> {
  const { hostname, port, origin } = new URL(client.origin);
  const text = JSON.stringify(body);
  const headers = {
    origin,
    cookie: client.cookie,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  };
  turn = (turn + 1) % ADDRESSES;
  const localAddress = `127.0.0.${2 + turn}`;
  return new Promise((resolve) => {
    const sent = request(
      { agent, host: hostname, port, path, method: 'POST', headers, localAddress },
      (heard) => {
        const parts: Buffer[] = [];
        heard.on('data', (part: Buffer) => parts.push(part));
        heard.on('error', () => resolve(null));
        heard.on('end', () => resolve(heardIn(heard.statusCode ?? 0, Buffer.concat(parts).toString())));
      },
    );
    sent.on('error', () => resolve(null));
    sent.end(text);
  });
}

/** Half an answer is none. */
function heardIn(status: number, text: string): Heard | null {
  try {
    return { status, body: JSON.parse(text) };
  } catch {
    return null;
  }
}
