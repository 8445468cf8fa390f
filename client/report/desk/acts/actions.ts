import type { CommandType } from '../../../../shared/catalogue.ts';
import type { Report } from '../../../../shared/report/contract.ts';
import { isSettled } from '../inbox/inbox.ts';

/** What may be done about a report, in the order of its buttons. */
export const ACTS = [
  'report.acknowledge',
  'report.verify',
  'report.acceptAsIncident',
  'report.join',
  'report.merge',
  'report.return',
  'report.answer',
  'report.dismiss',
  'report.correct',
] as const satisfies readonly CommandType[];
export type ActName = (typeof ACTS)[number];

/**
 * The actions that a report allows where it stands, of those the person may give: the first one is the next step.
 *
 * @param incidents how many incidents are open, `others` how many other reports could take it in
 */
export function actsFor(
  report: Report,
  may: (type: CommandType) => boolean,
  { incidents, others }: { incidents: number; others: number },
): ActName[] {
  const open = !isSettled(report);
  const signed = open && report.acknowledgedAt !== null;
  const fits: Record<ActName, boolean> = {
    'report.acknowledge': open && !signed,
    'report.verify': signed && report.state !== 'verified',
    'report.acceptAsIncident': open,
    'report.join': open && incidents > 0,
    'report.merge': signed && others > 0,
    'report.return': signed && report.state !== 'returned',
    'report.answer': report.state === 'returned',
    'report.dismiss': signed,
    'report.correct': true,
  };
  return ACTS.filter((name) => fits[name] && may(name));
}
