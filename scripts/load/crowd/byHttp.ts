import { request } from 'node:http';
import type { Answer, Envelope } from '../../../shared/wire.ts';
import type { Seat } from '../seat.ts';

/** How often somebody was told to come again, and how often without being told when. */
export const put = { off: 0, withoutWhen: 0 };

const SILENT_MS = 1_000;
const PATIENCE_MS = 10_000;

/** A command over HTTP, under its id until it is answered for good: after 429 and 503 not sooner than was said. */
export function byHttp(
  port: number,
  seat: Seat,
  envelope: Envelope,
  answered: (answer: Answer) => void,
): void {
  const again = (ms: number) =>
    void setTimeout(() => byHttp(port, seat, envelope, answered), ms + Math.random() * 1_000);
  const body = JSON.stringify(envelope);
  const headers = {
    ...{ cookie: seat.cookie, origin: `http://127.0.0.1:${port}`, 'content-type': 'application/json' },
    'content-length': Buffer.byteLength(body),
  };
  const where = { host: '127.0.0.1', port, path: '/api/commands', localAddress: seat.address, agent: false };
  const asked = request({ ...where, method: 'POST', headers, timeout: PATIENCE_MS }, (response) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.on('error', () => again(SILENT_MS));
    response.on('end', () => {
      const { statusCode = 0, headers: said } = response;
      if (statusCode !== 429 && statusCode !== 503)
        return answered(JSON.parse(Buffer.concat(parts).toString()) as Answer);
      const when = said['retry-after'];
      put.off += 1;
      if (when === undefined) put.withoutWhen += 1;
      again(Number(when ?? 1) * 1_000);
    });
  });
  asked.on('timeout', () => asked.destroy(new Error('no answer')));
  asked.on('error', () => again(SILENT_MS));
  asked.end(body);
}
