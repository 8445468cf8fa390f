import { afterAll, beforeAll, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Entry } from '../../shared/entry.ts';
import type { Audience } from '../../shared/roles.ts';
import type { Presence } from '../../shared/wire.ts';
import { TABLES, type Row } from '../../shared/rows.ts';
import { see } from '../../shared/see.ts';
import { emptyWorld, fold } from '../../shared/world.ts';
import type { Client } from '../../scripts/client.ts';
import { Screen } from '../support/screen.ts';
import { reportBody } from '../support/spine.ts';
import { openTownship, OTHER, OWN, type Township } from '../support/township.ts';

let town: Township;
beforeAll(async () => {
  town = await openTownship();
});
afterAll(() => town.close());

type Step =
  'report' | 'acknowledge' | 'move' | 'accept' | 'line' | 'figure' | 'verify' | 'close' | 'cut' | 'return';
const steps: Step[] = [
  'report',
  'acknowledge',
  'move',
  'accept',
  'line',
  'figure',
  'verify',
  'close',
  'cut',
  'return',
];
const script = fc.array(fc.record({ step: fc.constantFrom(...steps), pick: fc.nat(1_000) }), {
  minLength: 40,
  maxLength: 40,
});

/*
 * Whatever happens, and however often a screen is cut off, it holds exactly what its audience may see of the fold of
 * the whole journal. The seed is fixed here; a failing one belongs into the list.
 */
it.each([20260405, 7, 1991])(
  'every screen holds exactly what its audience may see (seed %i)',
  async (seed) => {
    const { people, wall } = town;
    const screens: [Audience, Screen, Client][] = [];
    const watch = async (audience: Audience, client: Client) =>
      void screens.push([audience, await new Screen(client).open(), client]);
    await watch('desk', people.dutyOfficer);
    await watch(`village/${OWN}`, people.villageLiaison);
    await watch(`village/${OTHER}`, people.otherLiaison);
    await watch('department/police', people.departmentLiaison);
    await watch('wall', wall);

    const [story] = fc.sample(script, { numRuns: 1, seed });
    for (const { step, pick } of story ?? []) {
      if (step === 'cut') await cut(screens[pick % screens.length] as [Audience, Screen, Client]);
      else await act(step, pick, screens[0]?.[1] as Screen, people.dutyOfficer);
    }
    const entries = await journal(people.auditor);
    const world = emptyWorld('real');
    fold(world, entries);
    for (const [audience, screen] of screens) {
      if (!screen.socket.connected) await screen.open();
      const expected = new Map<string, unknown>();
      for (const table of TABLES) {
        for (const row of world.tables[table].values() as IterableIterator<Row>) {
          const seen = see(audience, table, row);
          if (seen) expected.set(`${table}/${row.id}`, seen);
        }
      }
      await expect.poll(() => screen.rows, { timeout: 10_000, message: audience }).toEqual(expected);
      screen.close();
    }
    expect(world.tables.report.size).toBeGreaterThan(2);
  },
);

/** Cuts a screen off; it comes back at once, or only at the end. */
async function cut([, screen]: [Audience, Screen, Client]): Promise<void> {
  if (screen.socket.connected) screen.close();
  else await screen.open();
}

async function act(step: Step, pick: number, desk: Screen, officer: Client): Promise<void> {
  const ids = (table: string) =>
    [...desk.rows.keys()]
      .filter((key) => key.startsWith(`${table}/`))
      .map((key) => key.slice(table.length + 1));
  const one = (table: string) => {
    const all = ids(table);
    return all[pick % Math.max(1, all.length)] ?? 'none';
  };
  const [reportId, incidentId] = [one('report'), one('incident')];
  const village = pick % 2 ? OWN : OTHER;
  const commands: Record<Exclude<Step, 'cut'>, [string, object]> = {
    report: ['report.submit', reportBody(`起烟 ${pick}`, 'phone', village)],
    acknowledge: ['report.acknowledge', { reportId }],
    move: [
      'report.correct',
      {
        reportId,
        reason: '村写错了',
        villageId: village,
        place: { villageId: village, point: null, source: 'village', accuracy: null, detail: null },
      },
    ],
    accept: ['report.acceptAsIncident', { reportId, kind: 'N01', title: `林火 ${pick}` }],
    line: ['incident.addLine', { incidentId, words: `已到 ${pick}，电话 13912345678`, observedAt: null }],
    figure: [
      'incident.recordFigure',
      { incidentId, figure: 'burnedArea', value: pick / 100, source: '现场', observedAt: null },
    ],
    verify: [
      'incident.advance',
      { incidentId, to: pick % 3 ? 'responding' : 'verified', observedAt: null, reason: '核实' },
    ],
    close:
      pick % 2
        ? [
            'incident.advance',
            { incidentId, to: pick % 3 ? 'controlled' : 'closed', observedAt: null, reason: null },
          ]
        : ['incident.archive', { incidentId }],
    return: ['report.return', { reportId, reason: '请补充' }],
  };
  const [type, body] = commands[step as Exclude<Step, 'cut'>];
  const answer = await officer.submit({
    id: crypto.randomUUID(),
    book: 'real',
    type,
    body: body as Record<string, unknown>,
  });
  expect(answer.ok || 'refusal' in answer).toBe(true);
}

async function journal(client: Client): Promise<Entry[]> {
  const all: Entry[] = [];
  for (;;) {
    const { entries } = await client.get<{ entries: Entry[] }>(`/api/journal?after=${all.length}`);
    if (entries.length === 0) return all;
    all.push(...entries);
  }
}

it('tells whoever comes who is there, also when nobody came or went since', async () => {
  const { people, wall } = town;
  const liaison = await new Screen(people.villageLiaison).open();
  const told = async () => {
    const screen = new Screen(wall);
    const presence = new Promise<Presence>((resolve) => screen.socket.once('presence', resolve));
    await screen.open();
    const { villages } = await presence;
    screen.close();
    return villages;
  };
  await expect.poll(told, { timeout: 10_000 }).toEqual([OWN]);
  expect(await told()).toEqual([OWN]);
  liaison.close();
});
