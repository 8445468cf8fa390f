import { incidentNumber, type Incident } from '../../../../shared/incident/contract.ts';
import { KINDS } from '../../../../shared/kind.ts';
import type { Report } from '../../../../shared/report/contract.ts';
import type { BaseMap as UnitBase, Unit } from '../../../../shared/unit/contract.ts';
import type { Village } from '../../../../shared/village/contract.ts';
import type { BaseMap, IncidentMark, ReportMark, VillageMark } from '../../../map/marks.ts';
import { isSettled } from '../../../report/desk/inbox/inbox.ts';
import { clockTime } from '../../../ui/when.ts';

/** The villages as the map wants them. The seat is the one named like the unit (土城子乡, 土城子村), else the first. */
export function villageMarks(
  villages: readonly Village[],
  unit: Pick<Unit, 'name'> | undefined,
): VillageMark[] {
  const ordered = [...villages].sort((a, b) => a.order - b.order);
  const stem = unit?.name.slice(0, -1) ?? '';
  const seat = ordered.find(({ name }) => stem !== '' && name.slice(0, -1) === stem) ?? ordered[0];
  return ordered.map((village) => {
    const { id, name, position, surveyed } = village;
    return { id, name, position, surveyed, seat: village === seat };
  });
}

/** An incident without a point stands at its village, and is drawn so; one without either has no mark. */
export function incidentMarks(
  incidents: readonly Incident[],
  villageOf: (id: string) => Village | undefined,
): IncidentMark[] {
  return incidents.flatMap((incident) => {
    const { id, title, kind, place, villageId, grade, state } = incident;
    const village = villageOf(place.villageId ?? villageId ?? '');
    const position = place.point ?? village?.position;
    if (!position) return [];
    const mark = { id, title, position, grade, number: incidentNumber(incident), kind: KINDS[kind].glyph };
    return [{ ...mark, approximate: place.point === null, state: shownState(state) }];
  });
}

/** So many reports that were signed for are on the map at once: the latest. What waits is always there. */
const MOST_SIGNED = 30;

/**
 * Reports with a point of their own, until they are settled: then their incident stands for them. The one that is
 * open elsewhere is there, however old.
 */
export function reportMarks(
  reports: readonly Report[],
  nameOf: (id: string | null) => string,
  open: string | null,
): ReportMark[] {
  const placed = reports.filter((report) => report.place.point && (!isSettled(report) || report.id === open));
  const waits = ({ id, state }: Report) => state === 'submitted' || id === open;
  const signed = placed.filter((report) => !waits(report)).sort((a, b) => b.seq - a.seq);
  return [...placed.filter(waits), ...signed.slice(0, MOST_SIGNED)].flatMap((report) => {
    const { id, place, kind, state, villageId, receivedAt } = report;
    const label = `${clockTime(receivedAt)} ${nameOf(villageId)}`;
    const mark = { id, kind: KINDS[kind].glyph, waiting: state === 'submitted', label };
    return place.point ? [{ ...mark, position: place.point }] : [];
  });
}

export function baseMap(base: UnitBase | undefined): BaseMap {
  if (!base || base.type === 'schematic') return { type: 'schematic' };
  const { subdomains, ...rest } = base;
  return subdomains === null ? rest : { ...rest, subdomains };
}

function shownState(state: Incident['state']): IncidentMark['state'] {
  if (state === 'closed' || state === 'falseAlarm') return 'closed';
  return state === 'controlled' ? 'controlled' : 'open';
}
