import type { CommandType } from './catalogue.ts';
import type { World } from './world.ts';

/** What an account may be. `wall` is a device with a token; `system` is the server itself (clock, files, accounts). */
export const ROLES = [
  'administrator',
  'dutyOfficer',
  'leader',
  'villageLiaison',
  'departmentLiaison',
  'auditor',
  'wall',
] as const;
export type Role = (typeof ROLES)[number] | 'system';

/** Who is asking. What the journal keeps of it is id, name and post. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly role: Role;
  /** The village of a village liaison. */
  readonly villageId: string | null;
  /** The department of a department liaison. */
  readonly departmentId: string | null;
}

/** The server itself. */
export const SYSTEM: Principal = {
  id: 'system',
  name: '系统',
  post: '值守',
  role: 'system',
  villageId: null,
  departmentId: null,
};

/** One line of the table: who may, and whose village it must be when a village liaison does it. */
export interface RoleLine {
  readonly roles: readonly Role[];
  /** The village the command concerns; a liaison of another one is answered as if the thing did not exist. */
  readonly village?: (world: World, body: Readonly<Record<string, unknown>>) => string | null | undefined;
}

const DESK = ['dutyOfficer', 'leader'] as const;
/** Whoever keeps the roster and its lists: often a clerk of the office. */
const OFFICE = [...DESK, 'administrator'] as const;
const ofReport: RoleLine['village'] = (world, body) =>
  world.tables.report.get(String(body.reportId))?.villageId;
const ofIncident: RoleLine['village'] = (world, body) =>
  world.tables.incident.get(String(body.incidentId))?.villageId;
const ofZeroReport: RoleLine['village'] = (world, body) =>
  world.tables.zeroReport.get(String(body.zeroReportId))?.villageId;
const ofAnswer: RoleLine['village'] = (world, body) =>
  world.tables.rollCallAnswer.get(String(body.answerId))?.villageId;
const ofBody: RoleLine['village'] = (_world, body) => body.villageId as string | null;

/**
 * Who may command what. A command without a line here does not compile: nothing is allowed by being forgotten.
 * tests/story/access.test.ts walks it, role by role, own village and another.
 */
export const MAY: Readonly<Record<CommandType, RoleLine>> = {
  'account.change': { roles: ['system'] },
  'book.open': { roles: ['system'] },
  'book.openExercise': { roles: [...DESK, 'administrator'] },
  'book.close': { roles: [...DESK, 'administrator'] },
  'book.noteRestore': { roles: ['system'] },
  'unit.setUp': { roles: ['system'] },
  'unit.change': { roles: ['administrator', 'leader'] },
  'village.add': { roles: ['administrator'] },
  'village.rename': { roles: ['administrator'] },
  'village.pin': { roles: [...DESK, 'administrator'] },
  'layer.import': { roles: [...DESK, 'administrator'] },
  'layer.remove': { roles: [...DESK, 'administrator'] },
  'report.submit': { roles: [...DESK, 'villageLiaison'], village: ofBody },
  'report.acknowledge': { roles: DESK },
  'report.verify': { roles: DESK },
  'report.return': { roles: DESK },
  'report.answer': { roles: [...DESK, 'villageLiaison'], village: ofReport },
  'report.dismiss': { roles: DESK },
  'report.merge': { roles: DESK },
  'report.acceptAsIncident': { roles: DESK },
  'report.join': { roles: DESK },
  'report.correct': { roles: DESK },
  'report.photoArrived': { roles: ['system'] },
  'report.escalate': { roles: ['system'] },
  'report.archive': { roles: ['system'] },
  'incident.open': { roles: DESK },
  'incident.advance': { roles: DESK },
  'incident.addLine': { roles: [...DESK, 'villageLiaison'], village: ofIncident },
  'incident.correctLine': { roles: DESK },
  'incident.correct': { roles: DESK },
  'incident.recordFigure': { roles: DESK },
  'incident.grade': { roles: DESK },
  'incident.archive': { roles: DESK },
  'incident.recall': { roles: DESK },
  'incident.erase': { roles: ['leader'] },
  'calendar.setYear': { roles: OFFICE },
  'pattern.arrange': { roles: ['leader', 'administrator'] },
  'person.add': { roles: OFFICE },
  'person.change': { roles: OFFICE },
  'person.retire': { roles: OFFICE },
  'absence.file': { roles: OFFICE },
  'absence.end': { roles: OFFICE },
  'absence.archive': { roles: ['system'] },
  'shift.assign': { roles: OFFICE },
  'shift.fill': { roles: OFFICE },
  'shift.amend': { roles: ['leader'] },
  'roster.publish': { roles: ['leader'] },
  'roster.archive': { roles: ['system'] },
  'substitution.ask': { roles: OFFICE },
  'substitution.askSwap': { roles: OFFICE },
  'substitution.consent': { roles: OFFICE },
  'substitution.approve': { roles: ['leader'] },
  'substitution.decline': { roles: OFFICE },
  'substitution.note': { roles: OFFICE },
  'substitution.lapse': { roles: ['system'] },
  'substitution.archive': { roles: ['system'] },
  'openItem.add': { roles: DESK },
  'openItem.update': { roles: DESK },
  'openItem.close': { roles: DESK },
  'openItem.reopen': { roles: DESK },
  'openItem.archive': { roles: ['system'] },
  'handover.draft': { roles: DESK },
  'handover.hand': { roles: DESK },
  'handover.accept': { roles: DESK },
  'handover.confirm': { roles: DESK },
  'handover.recall': { roles: DESK },
  'handover.noteLate': { roles: ['system'] },
  'handover.archive': { roles: ['system'] },
  'attendance.signIn': { roles: OFFICE },
  'attendance.acknowledgeMissing': { roles: DESK },
  'attendance.noteMissing': { roles: ['system'] },
  'attendance.archive': { roles: ['system'] },
  'call.register': { roles: DESK },
  'call.correct': { roles: DESK },
  'call.handle': { roles: DESK },
  'call.close': { roles: DESK },
  'call.archive': { roles: ['system'] },
  'dutyLog.addLine': { roles: DESK },
  'dutyLog.correctLine': { roles: DESK },
  'dutyLog.archive': { roles: ['system'] },
  'zeroReport.plan': { roles: DESK },
  'zeroReport.demand': { roles: DESK },
  'zeroReport.endDemand': { roles: DESK },
  'zeroReport.file': { roles: [...DESK, 'villageLiaison'], village: ofBody },
  'zeroReport.correct': { roles: [...DESK, 'villageLiaison'], village: ofZeroReport },
  'zeroReport.note': { roles: DESK },
  'zeroReport.open': { roles: ['system'] },
  'zeroReport.remind': { roles: ['system'] },
  'zeroReport.noteMissing': { roles: ['system'] },
  'zeroReport.archive': { roles: ['system'] },
  'rollCall.noteReceived': { roles: DESK },
  'rollCall.call': { roles: DESK },
  'rollCall.callByClock': { roles: ['system'] },
  'rollCall.setPlan': { roles: ['leader', 'administrator'] },
  'rollCall.answer': { roles: [...DESK, 'villageLiaison'], village: ofAnswer },
  'rollCall.record': { roles: DESK },
  'rollCall.noteReturn': { roles: DESK },
  'rollCall.setTask': { roles: DESK },
  'rollCall.closeTask': { roles: DESK },
  'rollCall.close': { roles: ['system'] },
  'rollCall.archive': { roles: ['system'] },
};

/** Whether a principal may give a command; `hidden` when it must look as if its object did not exist. */
export function may(
  world: World,
  principal: Principal,
  type: CommandType,
  body: Readonly<Record<string, unknown>>,
): 'yes' | 'no' | 'hidden' {
  const line = MAY[type];
  if (!line.roles.includes(principal.role)) return 'no';
  if (principal.role !== 'villageLiaison') return 'yes';
  const village = line.village?.(world, body);
  return typeof village === 'string' && village === principal.villageId ? 'yes' : 'hidden';
}

/** Whether a command says itself whose village it is: a liaison who names another is told so, nothing is given away. */
export function saysVillage(type: CommandType): boolean {
  return MAY[type].village === ofBody;
}

/** The audience a principal belongs to: it decides which rows it is sent. */
export function audienceOf(principal: Principal): Audience {
  if (principal.role === 'villageLiaison') return `village/${principal.villageId ?? ''}`;
  if (principal.role === 'departmentLiaison') return `department/${principal.departmentId ?? ''}`;
  return principal.role === 'wall' ? 'wall' : 'desk';
}

export type Audience = 'desk' | 'wall' | `village/${string}` | `department/${string}`;
