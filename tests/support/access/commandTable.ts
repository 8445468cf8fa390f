import { logCells } from './logCells.ts';
import { rollCallCells } from './rollCallCells.ts';
import type { Cells } from './table.ts';

const never = { township: '1111 L 3331 33333 31' };
/** By the duty desk alone, about anything; what there is not is refused for its own reason. */
const desk = {
  own: '1111 L 3331 yy333 31',
  other: '1111 L 3331 yy333 31',
  township: '1111 L 3331 yy333 31',
  missing: '1111 L 3331 nn333 31',
  malformed: '1111 L nnn1 nnn33 31',
};

/** By the office: the duty desk, and the administrator, who often is its clerk. */
const office = {
  township: '1111 L 3331 yyy33 31',
  missing: '1111 L 3331 nnn33 31',
  malformed: '1111 L nnn1 nnn33 31',
};
/** The same of what is not about anything that could be missing. */
const officeAtAll = { township: office.township, malformed: office.malformed };
const officeRefused = { township: office.missing, missing: office.missing, malformed: office.malformed };
const byLeader = {
  township: '1111 L 3331 3y333 31',
  missing: '1111 L 3331 3n333 31',
  malformed: '1111 L nnn1 nnn33 31',
};

/** By the duty desk alone, and about nothing that could be missing. */
const deskAtAll = { township: desk.township, malformed: desk.malformed };

/** By the duty desk, of what no village has a part in. */
const deskOnly = { township: desk.township, missing: desk.missing, malformed: desk.malformed };
const deskRefused = { ...deskOnly, township: desk.missing };

/** Commands over HTTP. Over the socket it is the same but for MALFORMED_SOCKET: there a post is asked after the form. */
export const COMMANDS: Readonly<Record<string, Cells>> = {
  'account.change': never,
  'book.open': never,
  'book.noteRestore': never,
  'book.openExercise': { township: '1111 L 3331 yyy33 31', malformed: '1111 L nnn1 nnn33 31' },
  'book.close': { township: '1111 L 3331 yyy33 31', missing: '1111 L nnn1 nnn33 31' },
  'unit.setUp': never,
  'unit.change': { township: '1111 L 3331 3yy33 31', malformed: '1111 L nnn1 nnn33 31' },
  'village.add': { township: '1111 L 3331 33y33 31', malformed: '1111 L nnn1 nnn33 31' },
  'village.rename': {
    own: '1111 L 3331 33y33 31',
    other: '1111 L 3331 33y33 31',
    missing: '1111 L 3331 33n33 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'village.pin': {
    own: '1111 L 3331 yyy33 31',
    other: '1111 L 3331 yyy33 31',
    missing: '1111 L 3331 nnn33 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'layer.import': { township: '1111 L 3331 yyy33 31', malformed: '1111 L nnn1 nnn33 31' },
  'layer.remove': {
    township: '1111 L 3331 yyy33 31',
    missing: '1111 L 3331 nnn33 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'report.submit': {
    own: '1111 L y331 yy333 31',
    other: '1111 L 3yy1 yy333 31',
    township: '1111 L 3331 yy333 31',
    missing: '1111 L 3331 nn333 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'report.acknowledge': desk,
  'report.verify': desk,
  'report.return': desk,
  'report.answer': {
    own: '1111 L y441 yy333 31',
    other: '1111 L 4yy1 yy333 31',
    township: '1111 L 4441 yy333 31',
    missing: '1111 L 4441 nn333 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'report.dismiss': desk,
  'report.merge': desk,
  'report.acceptAsIncident': desk,
  'report.join': desk,
  'report.correct': desk,
  'report.photoArrived': never,
  'report.escalate': never,
  'report.archive': never,
  'incident.open': desk,
  'incident.advance': desk,
  'incident.addLine': {
    own: '1111 L y441 yy333 31',
    other: '1111 L 4yy1 yy333 31',
    township: '1111 L 4441 yy333 31',
    missing: '1111 L 4441 nn333 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'incident.correctLine': desk,
  'incident.correct': desk,
  'incident.recordFigure': desk,
  'incident.grade': desk,
  'incident.archive': desk,
  'incident.recall': desk,
  'incident.erase': { ...byLeader, own: byLeader.township, other: byLeader.township },
  'calendar.setYear': officeAtAll,
  'pattern.arrange': { township: '1111 L 3331 3yy33 31', malformed: '1111 L nnn1 nnn33 31' },
  'person.add': officeAtAll,
  'person.change': office,
  'person.retire': office,
  'absence.file': office,
  'absence.end': office,
  'absence.archive': never,
  'shift.assign': office,
  'shift.fill': office,
  'shift.amend': byLeader,
  'roster.publish': { township: '1111 L 3331 3n333 31', malformed: '1111 L nnn1 nnn33 31' },
  'roster.archive': never,
  'substitution.ask': office,
  'substitution.askSwap': officeRefused,
  'substitution.consent': office,
  'substitution.approve': byLeader,
  'substitution.decline': office,
  'substitution.note': officeRefused,
  'substitution.lapse': never,
  'substitution.archive': never,
  'openItem.add': { township: desk.township, malformed: desk.malformed },
  'openItem.update': deskOnly,
  'openItem.close': deskOnly,
  'openItem.reopen': deskOnly,
  'openItem.archive': never,
  'handover.draft': deskRefused,
  'handover.hand': deskRefused,
  'handover.accept': deskRefused,
  'handover.confirm': deskRefused,
  'handover.recall': deskRefused,
  'handover.noteLate': never,
  'handover.archive': never,
  'attendance.signIn': officeRefused,
  'attendance.acknowledgeMissing': {
    township: '1111 L 3331 nn333 31',
    missing: '1111 L 3331 nn333 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'attendance.noteMissing': never,
  'attendance.archive': never,
  ...logCells,
  'zeroReport.plan': deskAtAll,
  'zeroReport.demand': deskAtAll,
  'zeroReport.endDemand': deskAtAll,
  // A liaison's own; the desk files with what was said, and is refused without.
  'zeroReport.file': {
    own: '1111 L y331 nn333 31',
    other: '1111 L 3yy1 nn333 31',
    missing: '1111 L 3331 nn333 31',
    malformed: desk.malformed,
  },
  'zeroReport.correct': {
    own: '1111 L y441 yy333 31',
    other: '1111 L 4yy1 yy333 31',
    missing: '1111 L 4441 nn333 31',
    malformed: desk.malformed,
  },
  'zeroReport.note': { missing: '1111 L 3331 nn333 31', malformed: desk.malformed },
  'zeroReport.open': never,
  'zeroReport.remind': never,
  'zeroReport.noteMissing': never,
  'zeroReport.archive': never,
  ...rollCallCells,
};
