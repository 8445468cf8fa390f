import { get } from 'node:http';

/** What a server says of itself at `/metrics`, and what the system says of its process. */
export interface Watched {
  /** One value, or the sum over all values of a label that were asked for. */
  gauge(name: string, labels?: string): Promise<number>;
  /** Resident memory so far, in megabytes, one a second, with the second it was read. */
  readonly memory: readonly Reading[];
  end(): void;
}
interface Reading {
  readonly at: number;
  readonly mb: number;
}

export function watch({ port, memory }: { port: number; memory(): Promise<number> }): Watched {
  const readings: Reading[] = [];
  const start = performance.now();
  const read = async () => {
    const mb = await memory().catch(() => null);
    if (mb) readings.push({ at: (performance.now() - start) / 1_000, mb });
  };
  const timer = setInterval(() => void read(), 1_000);
  return {
    memory: readings,
    async gauge(name, labels = '') {
      const { body } = await fetched(port, '/metrics');
      const values = body
        .split('\n')
        .filter((line) => line.startsWith(labels ? `${name}{${labels}` : `${name}`));
      return values.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    },
    end: () => clearInterval(timer),
  };
}

export interface Fetched {
  readonly status: number;
  readonly ms: number;
  readonly body: string;
}

/** One GET over a connection of its own, as a probe does it; a silence is status 0 after ten seconds. */
export function fetched(port: number, path: string): Promise<Fetched> {
  const start = performance.now();
  return new Promise((resolve) => {
    const done = (status: number, body = '') => resolve({ status, ms: performance.now() - start, body });
    const asked = get({ host: '127.0.0.1', port, path, agent: false, timeout: 10_000 }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', () => done(0));
      response.on('end', () => done(response.statusCode ?? 0, Buffer.concat(parts).toString()));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => done(0));
    asked.on('close', () => done(0)); // no-op when it was answered
  });
}

/** Asks for a path so often until told to stop: the slowest answer, and how many were none. */
export function probe(
  port: number,
  path: string,
  everyMs = 200,
): { end(): Promise<{ max: number; failed: number }> } {
  const asked: Promise<Fetched>[] = [];
  const timer = setInterval(() => asked.push(fetched(port, path)), everyMs);
  return {
    async end() {
      clearInterval(timer);
      const all = await Promise.all(asked);
      const failed = all.filter(({ status }) => status !== 200).length;
      return { max: Math.max(0, ...all.map(({ ms }) => ms)), failed };
    },
  };
}
