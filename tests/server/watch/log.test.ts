import { describe, expect, it } from 'vitest';
import { newRequestId, openLog, reporting } from '../../../server/log.ts';
import { openLines } from '../../../server/watch/lines.ts';
import type { Told } from '../../../server/books.ts';

function written(level = 'info') {
  const chunks: string[] = [];
  const log = openLog(level, { write: (chunk: string) => chunks.push(chunk) });
  const records = () =>
    chunks
      .join('')
      .trimEnd()
      .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log, records, text: () => chunks.join('') };
}

describe('a line of the log', () => {
  it.each(['\n', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '\u001b[2K', '\u0000'])(
    'stays one record with %j in what came in',
    (hostile) => {
      const { log, records, text } = written();
      const value = `before${hostile}{"level":60,"msg":"forged"}`;
      log.info({ value, [value]: 1 }, value);
      reporting(log)(value, new Error(value), value);
      expect(records()).toHaveLength(2);
      expect(records()[0]).toMatchObject({ level: 30, value, msg: value });
      expect(text().replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    },
  );

  it('holds no secret', () => {
    const { log, text } = written();
    log.info({
      password: 's3cret',
      token: 's3cret',
      asked: { cookie: 's3cret', headers: { cookie: 's3cret' } },
    });
    expect(text()).not.toContain('s3cret');
  });
});

describe('a fault', () => {
  it('is known by the id of its request', () => {
    const { log, records } = written();
    expect(reporting(log)('a request failed', new Error('x'), 'abcd1234')).toBe('abcd1234');
    expect(records()[0]).toMatchObject({ level: 50, request: 'abcd1234', msg: 'a request failed' });
  });

  it('that concerns several names them all, and has a number of its own', () => {
    const { log, records } = written();
    const id = reporting(log)('a commit', new Error('x'), ['a', 'b']);
    expect(records()[0]).toMatchObject({ id, requests: ['a', 'b'] });
    expect(id).toMatch(/^[0-9a-f]{8}$/);
    expect(newRequestId()).not.toBe(newRequestId());
  });
});

describe('lines about requests and commands', () => {
  const answered = { request: 'r', method: 'GET', route: 'GET /api/books', status: 200, ms: 1.234, who: 'a' };

  it('name route, status and account, and nothing of what was asked', () => {
    const { log, records } = written();
    const lines = openLines(log);
    lines.request(answered);
    const envelope = { id: 'c', book: 'real', type: 'report.submit', body: { words: '不进日志' } };
    const principal = { id: 'p', name: '王某', post: '主班' } as Told['principal'];
    lines.command({ principal, envelope, answer: { ok: true, seq: 7, at: '' }, request: 'r', ms: 2 });
    lines.close();
    const [request, command] = records();
    expect(request).toMatchObject({ ...answered, ms: 1.2, msg: 'request' });
    expect(command).toMatchObject({ request: 'r', command: 'c', who: 'p', outcome: 'accepted', seq: 7 });
    expect(JSON.stringify(command)).not.toMatch(/不进日志|王某/);
  });

  it('hold no type of a command that there is not: anything may stand there', () => {
    const { log, records } = written();
    const lines = openLines(log);
    const envelope = { id: 'c', book: 'real', type: '王某 13800000000', body: {} };
    const refusal = { code: 'command.unknown', zh: '', en: '' };
    const principal = { id: 'p', name: '王某', post: '主班' } as Told['principal'];
    lines.command({ principal, envelope, answer: { ok: false, refusal }, request: 'r', ms: 2 });
    lines.close();
    expect(records()[0]).toMatchObject({ type: 'unknown', outcome: 'refused' });
    expect(JSON.stringify(records())).not.toMatch(/王某|138/);
  });

  it('are few in a flood, and what probes ask is told only when the answer is no', () => {
    const { log, records } = written();
    const lines = openLines(log);
    for (let n = 0; n < 5_000; n += 1) lines.request(answered);
    const told = records().length;
    expect(told).toBeGreaterThan(100);
    expect(told).toBeLessThan(1_000);
    lines.request({ ...answered, route: 'GET /readyz' });
    lines.close();
    expect(records()).toHaveLength(told);
  });
});
