import { KINDS, type KindCode } from '../../shared/kind.ts';
import type { Report } from '../../shared/report/contract.ts';

/**
 * A title to begin with: place and kind, as the banner's rule wants it (place, kind, casualties, progress). It is in
 * Chinese whatever the screen's language, for it goes into official papers.
 */
export function suggestedTitle(report: Report, village: string | null, kind: KindCode): string {
  const detail = report.place.detail ?? '';
  const place = village && detail.startsWith(village) ? detail : `${village ?? ''}${detail}`;
  return `${place}${KINDS[kind].zh}`.slice(0, 80);
}
