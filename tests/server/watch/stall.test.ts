import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const loop = fileURLToPath(new URL('../../support/stalling.ts', import.meta.url));

/** A process of its own whose event loop stands for a while, guarded; what it said, and how it ended. */
function stalling(limitMs: number, standMs: number) {
  const child = fork(loop, [String(limitMs), String(standMs)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const lines: string[] = [];
  if (child.stdout) createInterface(child.stdout).on('line', (line) => lines.push(line));
  return new Promise<{ lines: string[]; signal: string | null; code: number | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ lines, signal, code })),
  );
}

describe('an event loop that stands', () => {
  it('for a moment is told once it goes on, with where it stood', async () => {
    const { lines, code } = await stalling(15_000, 1_500);
    expect(code).toBe(0);
    const told = lines.map((line) => JSON.parse(line) as { ms: number; stack: string | null });
    const longest = told.reduce((a, b) => (a.ms > b.ms ? a : b));
    expect(longest.ms).toBeGreaterThan(1_400);
    expect(longest.stack).toContain('at burn ');
    expect(longest.stack).toContain('stalling.ts');
  });

  it('for longer than the limit ends its process, and says where it stood', async () => {
    const start = performance.now();
    const { lines, signal } = await stalling(2_000, 60_000);
    expect(signal).toBe('SIGKILL');
    expect(performance.now() - start).toBeLessThan(30_000);
    const last = JSON.parse(lines.at(-1) ?? '{}') as { level: number; ms: number; stack: string };
    expect(last).toMatchObject({ level: 60, msg: expect.stringContaining('event loop') as string });
    expect(last.ms).toBeGreaterThan(2_000);
    expect(last.stack).toContain('at burn ');
  });
});
