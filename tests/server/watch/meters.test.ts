import { describe, expect, it } from 'vitest';
import { openCounts } from '../../../server/watch/measure/counts.ts';
import { Counter, Gauge, Histogram } from '../../../server/watch/measure/meters.ts';

describe('the text of the measurements', () => {
  it('is Prometheus’ format, with values that cannot break out of their quotes', () => {
    const counter = new Counter('a_total', 'first line\nsecond \\ line', ['kind', 'way']);
    counter.add(['x"y\\z\n', 'in']);
    counter.add(['x"y\\z\n', 'in'], 2);
    expect(counter.text()).toBe(
      '# HELP a_total first line\\nsecond \\\\ line\n# TYPE a_total counter\na_total{kind="x\\"y\\\\z\\n",way="in"} 3\n',
    );
  });

  it('tells a counter without labels from the beginning, and a gauge only what it has', () => {
    expect(new Counter('b_total', 'b').text()).toContain('\nb_total 0\n');
    const gauge = new Gauge('c', 'c', 'of');
    gauge.setAll([['one', 1]]);
    gauge.setAll([['two', 2.5]]);
    expect(gauge.text()).toBe('# HELP c c\n# TYPE c gauge\nc{of="two"} 2.5\n');
    const single = new Gauge('d', 'd');
    single.set(null);
    expect(single.text()).toBe('# HELP d d\n# TYPE d gauge\n');
  });

  it('counts times in buckets that add up, the bound belonging to its bucket', () => {
    const times = new Histogram('t_seconds', 't', ['way']);
    for (const ms of [1, 4, 100, 20_000]) times.observe(ms, ['in']);
    const lines = times.text().split('\n');
    expect(lines).toContain('t_seconds_bucket{way="in",le="0.001"} 1');
    expect(lines).toContain('t_seconds_bucket{way="in",le="0.005"} 2');
    expect(lines).toContain('t_seconds_bucket{way="in",le="0.1"} 3');
    expect(lines).toContain('t_seconds_bucket{way="in",le="10"} 3');
    expect(lines).toContain('t_seconds_bucket{way="in",le="+Inf"} 4');
    expect(lines).toContain('t_seconds_sum{way="in"} 20.105');
    expect(lines).toContain('t_seconds_count{way="in"} 4');
  });
});

describe('the counts', () => {
  const textOf = (counts: ReturnType<typeof openCounts>) => counts.meters.map((one) => one.text()).join('');

  it('know accepted, refused and unknown apart, and no type that is not in the catalogue', () => {
    const counts = openCounts();
    const refusal = { code: 'x', zh: 'x', en: 'x' };
    counts.command('report.submit', { ok: true, seq: 1, at: '' }, 3);
    counts.command('report.submit', { ok: false, refusal }, 3);
    counts.command('report.submit', { ok: false, fault: { code: 'busy', zh: '', en: '' } }, 3);
    counts.command('evil"} 1', { ok: false, refusal }, 3);
    const text = textOf(counts);
    for (const outcome of ['accepted', 'refused', 'unknown'])
      expect(text).toContain(`zhishou_commands_total{type="report.submit",outcome="${outcome}"} 1`);
    expect(text).toContain('zhishou_commands_total{type="unknown",outcome="refused"} 1');
    expect(text).not.toContain('evil');
  });

  it('know sign-ins and what was turned away', () => {
    const counts = openCounts();
    counts.request('POST /api/session', 201, 5);
    counts.request('POST /api/session', 401, 5);
    counts.request('GET /api/journal', 403, 5);
    const text = textOf(counts);
    expect(text).toContain('zhishou_sign_ins_total{outcome="accepted"} 1');
    expect(text).toContain('zhishou_sign_ins_total{outcome="refused"} 1');
    expect(text).toContain('zhishou_refusals_total{reason="not allowed"} 1');
  });

  it('cost a command next to nothing', () => {
    const counts = openCounts();
    const rounds = 200_000;
    const count = () => {
      for (let n = 0; n < rounds; n += 1) counts.command('report.submit', { ok: true, seq: n, at: '' }, 3);
    };
    count();
    const perCommand = [0, 0, 0].map(() => {
      const before = process.cpuUsage();
      count();
      return process.cpuUsage(before).user / rounds;
    });
    expect(Math.min(...perCommand)).toBeLessThan(10); // microseconds; a command takes hundreds
  });
});
