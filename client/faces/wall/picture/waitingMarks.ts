import { KINDS } from '../../../../shared/kind.ts';
import type { ReportMark } from '../../../map/marks.ts';
import { clockTime } from '../../../ui/when.ts';
import type { WallReport } from './rows.ts';

/** Reports that nobody acknowledged and that have a point, named by time and village. */
export function waitingMarks(
  waiting: readonly WallReport[],
  nameOf: (id: string | null) => string,
): ReportMark[] {
  return waiting.flatMap(({ id, kind, place, receivedAt, villageId }) => {
    if (!place.point) return [];
    const label = `${clockTime(receivedAt)} ${nameOf(villageId)}`;
    return { id, position: place.point, kind: KINDS[kind].glyph, waiting: true, label };
  });
}
