/** Where a test may end the process, in the order a command passes them. */
export const POINTS = [
  'desk.decided',
  'desk.appending',
  'desk.appended',
  'desk.answered',
  'live.sending',
  'records.projecting',
  'records.projected',
  'snapshot.writing',
  'snapshot.moved',
  'erasure.begun',
  'erasure.journal',
  'store.committing',
  'store.written',
  'store.committed',
] as const;
export type Point = (typeof POINTS)[number];

/** A secret shorter than this is none. */
const SECRET_LENGTH = 32;

/**
 * What a test wants of this process: to be killed at a point, the n-th time it comes by. Null unless NODE_ENV is
 * `test` and FAILPOINT begins with the secret that FAILPOINT_SECRET gives: `<secret>:<point>:<n>`.
 */
export function wantedIn(environment: NodeJS.ProcessEnv): { point: Point; left: number } | null {
  const { NODE_ENV, FAILPOINT = '', FAILPOINT_SECRET: secret = '' } = environment;
  if (NODE_ENV !== 'test' || secret.length < SECRET_LENGTH || !FAILPOINT.startsWith(`${secret}:`))
    return null;
  const [name, times] = FAILPOINT.slice(secret.length + 1).split(':');
  const point = POINTS.find((one) => one === name);
  return point && Number(times) > 0 ? { point, left: Number(times) } : null;
}

const wanted = wantedIn(process.env);

/** Nothing at all, except in a test that was started to be killed right here. */
export function failpoint(point: Point): void {
  if (wanted === null || wanted.point !== point) return;
  wanted.left -= 1;
  if (wanted.left === 0) process.kill(process.pid, 'SIGKILL');
}
