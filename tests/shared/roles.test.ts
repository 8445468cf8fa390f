import { describe, expect, it } from 'vitest';
import { catalogue, type CommandType } from '../../shared/catalogue.ts';
import { audienceOf, may, MAY, ROLES, SYSTEM, type Role } from '../../shared/roles.ts';
import { filing } from '../support/nouns/zeroReport.ts';
import { accepted, GROUND, INCIDENT, REPORT, submitted } from '../support/steps.ts';
import { CALL, call } from '../support/rollCallSteps.ts';
import { people, roomAfter, VILLAGE_A, VILLAGE_B } from '../support/world.ts';

/** The table once more, read the other way: what each role may do. Whoever changes one, changes both. */
const DESK = [
  ...['book.openExercise', 'book.close', 'village.pin', 'layer.import', 'layer.remove'],
  ...['report.submit', 'report.acknowledge', 'report.verify', 'report.return', 'report.answer'],
  ...['report.dismiss', 'report.merge', 'report.acceptAsIncident', 'report.join', 'report.correct'],
  ...['incident.open', 'incident.advance', 'incident.addLine', 'incident.correctLine', 'incident.correct'],
  ...['incident.recordFigure', 'incident.grade', 'incident.archive', 'incident.recall'],
  'attendance.acknowledgeMissing',
  ...['rollCall.noteReceived', 'rollCall.call', 'rollCall.answer', 'rollCall.record'],
  ...['rollCall.noteReturn', 'rollCall.setTask', 'rollCall.closeTask'],
  ...['call.register', 'call.correct', 'call.handle', 'call.close', 'dutyLog.addLine', 'dutyLog.correctLine'],
  ...[
    'zeroReport.plan',
    'zeroReport.demand',
    'zeroReport.endDemand',
    'zeroReport.file',
    'zeroReport.correct',
  ],
  'zeroReport.note',
];
const ROSTER = [
  ...['calendar.setYear', 'person.add', 'person.change', 'person.retire', 'absence.file', 'absence.end'],
  ...['shift.assign', 'shift.fill', 'substitution.ask', 'substitution.askSwap', 'substitution.consent'],
  ...['substitution.decline', 'substitution.note', 'attendance.signIn'],
];
const HANDOVER = [
  ...['openItem.add', 'openItem.update', 'openItem.close', 'openItem.reopen'],
  ...['handover.draft', 'handover.hand', 'handover.accept', 'handover.confirm', 'handover.recall'],
];
const GROUND_WORK = ['book.openExercise', 'book.close', 'village.pin', 'layer.import', 'layer.remove'];
const ALLOWED: Readonly<Record<Role, readonly string[]>> = {
  administrator: [
    ...GROUND_WORK,
    ...ROSTER,
    'unit.change',
    'village.add',
    'village.rename',
    'pattern.arrange',
    'rollCall.setPlan',
  ],
  dutyOfficer: [...HANDOVER, ...DESK, ...ROSTER],
  leader: [
    ...[...HANDOVER, ...DESK, ...ROSTER, 'unit.change', 'incident.erase', 'pattern.arrange'],
    ...['shift.amend', 'roster.publish', 'substitution.approve', 'rollCall.setPlan'],
  ],
  villageLiaison: [
    'rollCall.answer',
    'report.submit',
    'report.answer',
    'incident.addLine',
    'zeroReport.file',
    'zeroReport.correct',
  ],
  departmentLiaison: [],
  auditor: [],
  wall: [],
  system: [
    'account.change',
    'book.open',
    'book.noteRestore',
    'unit.setUp',
    'report.photoArrived',
    'report.escalate',
    'report.archive',
    'absence.archive',
    'roster.archive',
    'substitution.lapse',
    'substitution.archive',
    'openItem.archive',
    'handover.noteLate',
    'handover.archive',
    'call.archive',
    'dutyLog.archive',
    'attendance.noteMissing',
    'attendance.archive',
    ...['rollCall.callByClock', 'rollCall.close', 'rollCall.archive'],
    'zeroReport.open',
    'zeroReport.remind',
    'zeroReport.noteMissing',
    'zeroReport.archive',
  ],
};
const bodies: Partial<Record<CommandType, Record<string, unknown>>> = {
  'report.submit': { villageId: VILLAGE_A },
  'report.answer': { reportId: REPORT },
  'incident.addLine': { incidentId: INCIDENT },
  'rollCall.answer': { answerId: `${CALL}-0` },
  'zeroReport.file': { villageId: VILLAGE_A },
  'zeroReport.correct': { zeroReportId: `2026-04-05-1700-${VILLAGE_A}` },
};
const DUE = '2026-04-05T17:00:00.000+08:00';
const ZERO = [
  { type: 'zeroReport.plan', body: { times: ['17:00'], remindMinutes: 0 }, by: people.leader },
  { type: 'zeroReport.file', body: filing(VILLAGE_A, DUE), by: people.liaisonA },
] as const;
const { world } = roomAfter([...GROUND, call, submitted(), accepted(), ...ZERO]);
const everybody = Object.values(people);

describe('the table of who may what', () => {
  it('has a line for every command, and none for another', () => {
    expect(Object.keys(MAY).sort()).toEqual([...catalogue.commandTypes].sort());
  });
  it('knows the roles there are, and gives every command to somebody', () => {
    for (const { roles } of Object.values(MAY)) {
      expect(roles.length).toBeGreaterThan(0);
      for (const role of roles) expect([...ROLES, 'system']).toContain(role);
    }
  });
  it('asks for the village wherever a liaison may do something', () => {
    for (const [type, { roles, village }] of Object.entries(MAY))
      expect(village !== undefined, type).toBe(roles.includes('villageLiaison'));
  });
  it('lets no one be what he is not: one of each role is among the people here', () => {
    expect(new Set(everybody.map(({ role }) => role))).toEqual(new Set([...ROLES, 'system']));
  });
  it.each(everybody)('$post ($id) may do what is his, and nothing else', (principal) => {
    const own = principal.villageId === null || principal.villageId === VILLAGE_A;
    for (const type of catalogue.commandTypes) {
      const allowed = ALLOWED[principal.role].includes(type);
      const answer = allowed ? (own ? 'yes' : 'hidden') : 'no';
      expect(may(world, principal, type, bodies[type] ?? {}), type).toBe(answer);
    }
  });
  it('hides from a liaison what is not of his village, as it hides what does not exist', () => {
    for (const type of ['report.submit', 'report.answer', 'incident.addLine'] as const) {
      expect(may(world, people.liaisonB, type, bodies[type] ?? {})).toBe('hidden');
      const none = { villageId: null, reportId: 'none', incidentId: 'none' };
      expect(may(world, people.liaisonA, type, none)).toBe('hidden');
    }
    expect(may(world, people.liaisonB, 'report.submit', { villageId: VILLAGE_B })).toBe('yes');
    const nowhere = { ...people.liaisonA, villageId: null };
    expect(may(world, nowhere, 'report.submit', { villageId: null })).toBe('hidden');
  });
});

it('everybody belongs to an audience by his role', () => {
  const audiences = Object.fromEntries(everybody.map((one) => [one.id, audienceOf(one)]));
  expect(audiences).toEqual({
    officer: 'desk',
    leader: 'desk',
    administrator: 'desk',
    auditor: 'desk',
    system: 'desk',
    wall: 'wall',
    department: 'department/police',
    'liaison-a': `village/${VILLAGE_A}`,
    'liaison-b': `village/${VILLAGE_B}`,
  });
  expect(audienceOf({ ...people.liaisonA, villageId: null })).toBe('village/');
  expect(audienceOf({ ...people.department, departmentId: null })).toBe('department/');
  expect(SYSTEM).toMatchObject({ id: 'system', role: 'system', villageId: null });
});
