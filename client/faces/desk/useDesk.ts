import { onScopeDispose, shallowReactive, watch } from 'vue';
import type { Point } from '../../../shared/geo.ts';
import type { Report } from '../../../shared/report/contract.ts';
import type { Reopened } from '../../live/keep/parcel.ts';

/** What is open on the desk. The ids are in the address, so that a reload and a copied link come back here. */
export interface DeskView {
  reportId: string | null;
  incidentId: string | null;
  /** The village that the inbox is narrowed to. */
  villageId: string | null;
  /** The form for a call is open. */
  calling: boolean;
  /** A refused report that is being put right in it. */
  reopened: Reopened | null;
  /** A report that has left the World, as the records have it: to be read, no more. */
  remembered: Report | null;
  /** The form that makes the open report an incident. */
  turning: boolean;
  /** The form for an incident without a report is open. */
  opening: boolean;
  /** Who asked for a point of the map. */
  taking: ((point: Point) => void) | null;
  /** The map is asked to show a place. */
  shown: { point: Point; at: number } | null;
}

const KEYS = { r: 'reportId', i: 'incidentId', v: 'villageId' } as const;

/** What is open, and the ways in which one thing leads to another. */
export function useDesk() {
  const view = shallowReactive<DeskView>({
    ...{ reportId: null, incidentId: null, villageId: null },
    ...{ calling: false, reopened: null, remembered: null },
    ...{ opening: false, turning: false, taking: null, shown: null },
  });
  const read = () => Object.assign(view, inAddress(location.hash));
  read();
  addEventListener('hashchange', read);
  onScopeDispose(() => removeEventListener('hashchange', read));
  watch(
    () => asAddress(view),
    (hash) => {
      if (hash !== location.hash)
        history.replaceState(history.state, '', hash || location.pathname + location.search);
    },
  );
  return { view, ...doings(view) };
}
export type Desk = ReturnType<typeof useDesk>;

function doings(view: DeskView) {
  return {
    openReport: (id: string | null, remembered: Report | null = null) =>
      Object.assign(view, { reportId: id, remembered, calling: false, turning: false }),
    openIncident: (id: string | null) => Object.assign(view, { incidentId: id, opening: false }),
    /** The same village again shows all of them. */
    narrow(id: string | null): void {
      view.villageId = view.villageId === id ? null : id;
    },
    call: (reopened: Reopened | null = null) => Object.assign(view, { calling: true, reopened }),
    endCall: () => Object.assign(view, { calling: false, reopened: null, taking: null }),
    /** Opens a report with the form that makes it an incident. */
    turn: (id: string) => Object.assign(view, { reportId: id, calling: false, turning: true }),
    /** The next press on the map goes to whoever asked; asking again takes it back. */
    take(taker: ((point: Point) => void) | null): void {
      view.taking = view.taking ? null : taker;
    },
    show(point: Point): void {
      view.shown = { point, at: Date.now() };
    },
    /** What Escape closes, the nearest thing first; false when there is nothing. */
    back(): boolean {
      if (view.taking) view.taking = null;
      else if (view.opening) view.opening = false;
      else if (view.turning) view.turning = false;
      else if (view.calling) Object.assign(view, { calling: false, reopened: null });
      else if (view.reportId) view.reportId = null;
      else if (view.incidentId) view.incidentId = null;
      else if (view.villageId) view.villageId = null;
      else return false;
      return true;
    },
  };
}

function inAddress(hash: string): Pick<DeskView, 'reportId' | 'incidentId' | 'villageId'> {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  return { reportId: said.get('r'), incidentId: said.get('i'), villageId: said.get('v') };
}

function asAddress(view: DeskView): string {
  const said = new URLSearchParams();
  for (const [key, name] of Object.entries(KEYS)) {
    const id = view[name];
    if (id !== null) said.set(key, id);
  }
  const text = said.toString();
  return text === '' ? '' : `#${text}`;
}
