import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fanOut } from '../../../client/map/labels/fan.ts';
import { boxAt, common, type LabelPlace, type LabelRequest } from '../../../client/map/labels/label.ts';
import { placeLabels } from '../../../client/map/labels/placeLabels.ts';

const view = { left: 0, top: 0, right: 1200, bottom: 900 };
const chip = (id: string, x: number, y: number, more: Partial<LabelRequest> = {}): LabelRequest => ({
  id,
  x,
  y,
  clear: 14,
  width: 110,
  height: 22,
  rank: 1,
  style: 'chip',
  keep: true,
  ...more,
});

/** Pairs of shown labels that overlap. */
function clashes(requests: readonly LabelRequest[], places: ReadonlyMap<string, LabelPlace>): string[] {
  const shown = requests.filter(({ id }) => places.get(id)!.shown);
  const boxes = shown.map((request) => boxAt(request, places.get(request.id)!));
  return shown.flatMap((a, n) =>
    shown
      .slice(n + 1)
      .flatMap((b, m) => (common(boxes[n]!, boxes[n + 1 + m]!) > 0 ? [`${a.id} ${b.id}`] : [])),
  );
}

describe('placing labels', () => {
  it('puts one above its mark, and a second that would meet it elsewhere', () => {
    const requests = [chip('upper', 400, 300), chip('lower', 420, 330)];
    const places = placeLabels(requests, [], view);
    expect(places.get('upper')).toMatchObject({ leader: 0, shown: true });
    expect(places.get('upper')!.dy).toBeLessThan(0);
    expect(clashes(requests, places)).toEqual([]);
  });

  it('sends the lower one down on a leader line where its sides are taken', () => {
    const wall = { left: 200, right: 600, top: 330, bottom: 372 };
    const crowd = [chip('a', 400, 300), chip('b', 400, 350, { clear: 4 })];
    const places = placeLabels(crowd, [wall], view);
    expect(places.get('b')!.leader).toBeGreaterThan(0);
    expect(clashes(crowd, places)).toEqual([]);
  });

  it('says less where there is no room for all', () => {
    const walls = [
      { left: 0, right: 1200, top: 0, bottom: 380 },
      { left: 0, right: 1200, top: 420, bottom: 900 },
      { left: 0, right: 330, top: 380, bottom: 420 },
      { left: 490, right: 1200, top: 380, bottom: 420 },
    ];
    const places = placeLabels([chip('a', 400, 400, { brief: 50 })], walls, view);
    expect(places.get('a')).toMatchObject({ shown: true, brief: true });
  });

  it('keeps clear of the furniture and inside the view', () => {
    const tools = { left: 1100, top: 0, right: 1200, bottom: 400 };
    const requests = [chip('a', 1080, 200), chip('b', 3, 3), chip('c', 1190, 890)];
    const places = placeLabels(requests, [tools], view);
    for (const request of requests) {
      const box = boxAt(request, places.get(request.id)!);
      expect(common(box, tools)).toBe(0);
      expect(common(box, view)).toBeCloseTo(110 * 22);
    }
  });

  it('hides a name that has no room, never one that must be seen', () => {
    const everything = { left: 0, top: 0, right: 1200, bottom: 900 };
    const name = chip('name', 100, 100, { style: 'name', keep: false });
    const places = placeLabels([name, chip('incident', 500, 500)], [everything], view);
    expect(places.get('name')!.shown).toBe(false);
    expect(places.get('incident')!.shown).toBe(true);
  });

  it('does not depend on the order in which rows come', () => {
    const requests = Array.from({ length: 30 }, (_, n) =>
      chip(`i${n}`, 100 + (n % 6) * 60, 100 + Math.floor(n / 6) * 50),
    );
    expect(placeLabels([...requests].reverse(), [], view)).toEqual(placeLabels(requests, [], view));
  });

  const places = fc.array(
    fc.record({ x: fc.integer({ min: 0, max: 1200 }), y: fc.integer({ min: 0, max: 900 }) }),
    { minLength: 1, maxLength: 60 },
  );

  it('never lets two shown chips overlap when they may be left out', () => {
    fc.assert(
      fc.property(places, (spots) => {
        const requests = spots.map(({ x, y }, n) => chip(`i${n}`, x, y, { keep: false }));
        expect(clashes(requests, placeLabels(requests, [], view))).toEqual([]);
      }),
    );
  });

  it('shows all of them without overlap when there is room', () => {
    const cells = fc.shuffledSubarray(
      Array.from({ length: 24 }, (_, n) => ({ x: 120 + (n % 6) * 190, y: 120 + Math.floor(n / 6) * 190 })),
    );
    const jitter = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 48, maxLength: 48 });
    fc.assert(
      fc.property(cells, jitter, (spots, off) => {
        const requests = spots.map(({ x, y }, n) => chip(`i${n}`, x + off[2 * n]!, y + off[2 * n + 1]!));
        const placed = placeLabels(requests, [], view);
        expect([...placed.values()].every((place) => place.shown && !place.brief)).toBe(true);
        expect(clashes(requests, placed)).toEqual([]);
      }),
    );
  });
});

describe('marks on one spot', () => {
  it('stand side by side, the first where it belongs', () => {
    const moves = fanOut(['a', 'b', 'c'].map((id) => ({ id, x: 50, y: 50, radius: 15 })));
    expect(moves.get('a')).toEqual({ dx: 0, dy: 0 });
    expect(moves.get('b')!.dx).toBeGreaterThan(25);
    expect(moves.get('c')).not.toEqual(moves.get('b'));
  });

  it('never hide one another, however many', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: fc.integer({ min: 0, max: 80 }), y: fc.integer({ min: 0, max: 80 }) }), {
          maxLength: 14,
        }),
        (spots) => {
          const discs = spots.map((spot, n) => ({ id: `d${n}`, ...spot, radius: 13 }));
          const moves = fanOut(discs);
          const at = discs.map(({ id, x, y }) => ({ x: x + moves.get(id)!.dx, y: y + moves.get(id)!.dy }));
          for (const [n, a] of at.entries()) {
            for (const b of at.slice(n + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(19);
          }
        },
      ),
    );
  });
});
