import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveClock } from '../../../client/live/clock.ts';
import { Link, type LinkParts } from '../../../client/live/link.ts';
import { LiveWorld } from '../../../client/live/world.ts';
import type { Audience } from '../../../shared/roles.ts';
import { TABLES } from '../../../shared/rows.ts';
import { chance } from './chance.ts';
import { Net } from './net.ts';
import { id, OFFICER, Peer, report, VILLAGES } from './peer.ts';

beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 3, 5, 5, 28) }));
afterEach(() => vi.useRealTimers());

function setUp(audience: Audience = 'village/a', parts: Partial<LinkParts> = {}, seed = 1) {
  const peer = new Peer();
  const luck = chance(seed);
  const net = new Net(peer, luck, audience);
  const world = new LiveWorld('real', (flush) => flush());
  const clock = new LiveClock();
  const dial = { socket: net.dial, http: net.dial };
  const link = new Link({ world, clock, dial, snapshot: net.snapshot, random: luck.next, ...parts });
  const held = () =>
    TABLES.flatMap((table) => [...world.rowsOf(table)].map(([key, row]) => [table, key, row] as const));
  let last = 100;
  const say = (villageId: string) =>
    peer.submit(OFFICER, { id: id((last += 1)), type: 'report.submit', body: report(villageId) });
  return { peer, net, world, clock, link, luck, held, say };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('the link', () => {
  it('asks for the rows at once, says hello with their seq, and follows', async () => {
    const { link, net, world, held, peer, say } = setUp();
    link.start();
    await pass(200);
    expect(link.state.value).toBe('connected');
    expect(net.hellos).toBe(1);
    say('a');
    say('b');
    await pass(50);
    expect(held()).toEqual(peer.rows('village/a'));
    expect([...world.rowsOf('report').values()]).toHaveLength(1);
  });

  it('comes back at random between 1 and 10 seconds, and says until when it waits', async () => {
    const { link, net, held, peer, say } = setUp();
    link.start();
    await pass(200);
    net.cutAll();
    expect(link.state.value).toBe('lost');
    const wait = (link.retryAt.value ?? 0) - Date.now();
    expect(wait).toBeGreaterThanOrEqual(1000);
    expect(wait).toBeLessThanOrEqual(10_000);
    say('a');
    await pass(wait + 100);
    expect(link.state.value).toBe('connected');
    expect(link.retryAt.value).toBeNull();
    expect(held()).toEqual(peer.rows('village/a'));
  });

  it('never waits longer than ten seconds, however often it failed', async () => {
    const { link, net } = setUp();
    net.weather = { lose: 0, repeat: 0, cut: 0, refuse: 1 };
    link.start();
    const waits: number[] = [];
    for (let n = 0; n < 60; n += 1) {
      await pass(500);
      if (link.retryAt.value) waits.push(link.retryAt.value - Date.now());
    }
    expect(Math.max(...waits)).toBeLessThanOrEqual(10_000);
    net.weather = { ...net.weather, refuse: 0 };
    await pass(11_000);
    expect(link.state.value).toBe('connected');
  });

  it('notices a lost frame with the next one or with the heartbeat, and fetches the rows', async () => {
    const { link, net, held, peer, say } = setUp();
    link.start();
    await pass(200);
    net.weather = { lose: 1, repeat: 0, cut: 0, refuse: 0 };
    say('a');
    net.weather = { lose: 0, repeat: 0, cut: 0, refuse: 0 };
    await pass(100);
    expect(held()).not.toEqual(peer.rows('village/a'));
    net.beat();
    await pass(200);
    expect(held()).toEqual(peer.rows('village/a'));
    expect(link.state.value).toBe('connected');
  });

  it('fetches everything anew when a restored store begins another epoch', async () => {
    const { link, net, world, peer } = setUp();
    link.start();
    await pass(200);
    peer.epoch = 'epoch-2';
    net.cutAll();
    await pass(11_000);
    expect(world.epoch).toBe('epoch-2');
    expect(link.state.value).toBe('connected');
  });

  it('fetches everything anew when it sees with other eyes than before', async () => {
    const { link, net, held, peer, say } = setUp();
    link.start();
    await pass(200);
    say('a');
    say('b');
    await pass(100);
    expect(held()).toEqual(peer.rows('village/a'));
    net.audience = 'village/b';
    net.part({ why: 'rights' });
    await pass(3000);
    expect(held()).toEqual(peer.rows('village/b'));
  });

  it('ends when the session was revoked, and begins again after a new sign-in', async () => {
    const onSignedOut = vi.fn();
    const { link, net } = setUp('village/a', { onSignedOut });
    link.start();
    await pass(200);
    net.part({ why: 'revoked' });
    expect(link.state.value).toBe('signed-out');
    expect(onSignedOut).toHaveBeenCalledOnce();
    await pass(60_000);
    expect(net.connections).toBe(0);
    link.resume();
    await pass(200);
    expect(link.state.value).toBe('connected');
  });

  it('waits as long as a server that restarts asks for', async () => {
    const { link, net } = setUp();
    link.start();
    await pass(200);
    net.part({ why: 'restart', retryAfterMs: 7000 });
    const wait = (link.retryAt.value ?? 0) - Date.now();
    expect(wait).toBeGreaterThanOrEqual(7000);
    expect(wait).toBeLessThanOrEqual(8000);
  });

  it('says again after each hello whether somebody attends', async () => {
    const { link, net } = setUp();
    link.attend({ attended: true, sound: true });
    link.start();
    await pass(200);
    net.cutAll();
    await pass(11_000);
    expect(net.heard).toEqual([
      { attended: true, sound: true },
      { attended: true, sound: true },
    ]);
  });

  it('does not trust a line that was long silent when the page wakes up', async () => {
    const { link, net } = setUp();
    link.start();
    await pass(200);
    vi.setSystemTime(Date.now() + 3_600_000);
    link.wake();
    await pass(200);
    expect(net.dialled).toBe(2);
    expect(link.state.value).toBe('connected');
  });
});

describe('where no socket gets through', () => {
  it('takes the way round over HTTP after three failures, and comes back to the socket', async () => {
    const peers = setUp();
    const { net, world, clock, say, held, peer } = peers;
    let open = false;
    const link = new Link({
      ...{ world, clock, snapshot: net.snapshot, random: () => 0 },
      dial: { socket: (ears) => (open ? net.dial : net.wall)(ears), http: net.dial },
    });
    link.start();
    await pass(5000);
    expect([link.state.value, link.way.value]).toEqual(['connected', 'http']);
    open = true;
    await pass(50_000);
    expect([link.state.value, link.way.value]).toEqual(['connected', 'socket']);
    expect(net.connections).toBe(1);
    say('a');
    await pass(100);
    expect(held()).toEqual(peer.rows('village/a'));
  });
});

/** Seeds that once failed stay here by name. */
const REMEMBERED: Readonly<Record<string, number>> = {};
const SEEDS = [...Object.values(REMEMBERED), ...Array.from({ length: 40 }, (_, n) => n + 1)];

describe('whatever the network does', () => {
  it.each(SEEDS)('what a screen holds is see(fold) in the end (seed %i)', async (seed) => {
    const audience = (['desk', 'village/a', 'wall'] as const)[seed % 3] ?? 'desk';
    const { peer, net, link, luck, held } = setUp(audience, {}, seed);
    net.weather = { lose: 0.15, repeat: 0.15, cut: 0.1, refuse: 0.2 };
    link.start();
    for (let step = 0; step < 120; step += 1) {
      act(peer, luck, step);
      if (luck.happens(0.04)) net.cutAll();
      if (luck.happens(0.1)) net.beat();
      if (luck.happens(0.01)) peer.epoch = `epoch-${step}`;
      await pass(luck.below(400));
    }
    net.weather = { lose: 0, repeat: 0, cut: 0, refuse: 0 };
    await pass(30_000);
    net.beat();
    await pass(1000);
    expect(link.state.value).toBe('connected');
    expect(sorted(held())).toEqual(sorted(peer.rows(audience)));
  });
});

function act(peer: Peer, luck: ReturnType<typeof chance>, step: number): void {
  const reports = [...peer.world.tables.report.keys()];
  const reportId = reports.length > 0 ? luck.pick(reports) : '';
  const bodies: [type: string, body: Record<string, unknown>][] = [
    ['report.submit', report(luck.pick(VILLAGES), `第 ${step} 条`)],
    ['report.acknowledge', { reportId }],
    ['report.return', { reportId, reason: '请补充地点' }],
    ['report.answer', { reportId, words: '在村西头' }],
    ['report.correct', { reportId, reason: '报错了村', villageId: luck.pick(VILLAGES) }],
    ['report.acceptAsIncident', { reportId, kind: 'N01', title: '林草火情' }],
  ];
  const [type, body] = luck.pick(bodies);
  peer.submit(OFFICER, { id: id(1000 + step), type, body });
}

function sorted(rows: readonly (readonly [string, string, object])[]) {
  return [...rows].sort((a, b) => `${a[0]}/${a[1]}`.localeCompare(`${b[0]}/${b[1]}`));
}
