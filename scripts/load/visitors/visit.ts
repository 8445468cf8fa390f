import { request, type Agent } from 'node:http';

export interface Visit {
  readonly port: number;
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly address: string;
  readonly cookie?: string;
  readonly body?: object;
  readonly agent?: Agent;
}

export interface Reply {
  /** 0 for silence. */
  readonly status: number;
  readonly ms: number;
  /** Seconds after which it is worth asking again, where that was said. */
  readonly retryAfter: number | null;
  readonly body: Buffer;
}

const PATIENCE_MS = 15_000;

/** One request as a browser makes it; never throws. */
export function visit({ port, method = 'GET', path, address, cookie, body, agent }: Visit): Promise<Reply> {
  const start = performance.now();
  const text = body === undefined ? null : JSON.stringify(body);
  const headers = {
    origin: `http://127.0.0.1:${port}`,
    'accept-encoding': 'br',
    ...(cookie ? { cookie } : {}),
    ...(text === null
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  const where = { host: '127.0.0.1', port, path, localAddress: address, agent: agent ?? false };
  return new Promise((resolve) => {
    const done = (status: number, retryAfter: string | undefined, answer: Buffer) =>
      resolve({
        ...{ status, ms: performance.now() - start, body: answer },
        retryAfter: retryAfter === undefined ? null : Number(retryAfter),
      });
    const silent = () => done(0, undefined, Buffer.alloc(0));
    const asked = request({ ...where, method, headers, timeout: PATIENCE_MS }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', silent);
      response.on('end', () =>
        done(response.statusCode ?? 0, response.headers['retry-after'], Buffer.concat(parts)),
      );
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', silent);
    asked.end(text ?? undefined);
  });
}
