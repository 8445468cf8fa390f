import * as fc from 'fast-check';
import { catalogue, type CommandType } from '../../shared/catalogue.ts';
import { MAY, type Principal } from '../../shared/roles.ts';
import { MAKERS, type Dice } from './makers.ts';
import { DUTY_LIST, filled, may, PUBLISHED } from './nouns/duty.ts';
import { desk, EXERCISE, GROUND } from './steps.ts';
import { openRoom, people, roomAfter, type Room, type Step } from './world.ts';

/** Fixed, so that a run is a run. Seeds that failed become named tests. */
export const SEED = Number(process.env.SEED ?? 20_260_405);

/** How a property is drawn; `SEED=7 RUNS=20 npx vitest …` looks elsewhere, and twenty times as long. */
export function drawing(runs: number): { seed: number; numRuns: number; interruptAfterTimeLimit: number } {
  const times = Number(process.env.RUNS ?? 1);
  return { seed: SEED, numRuns: runs * times, interruptAfterTimeLimit: 60_000 * times };
}

/** A command before it meets a World: what it is about is chosen from the rows that are there then. */
export interface Move {
  readonly type: CommandType;
  readonly rolls: readonly number[];
}

/** How often a command is tried; those that are not named, once in a while. */
const WEIGHTS: Partial<Record<CommandType, number>> = {
  'report.submit': 26,
  'report.acknowledge': 14,
  'report.verify': 3,
  'report.return': 9,
  'report.answer': 10,
  'report.dismiss': 2,
  'report.merge': 5,
  'report.acceptAsIncident': 8,
  'report.join': 5,
  'report.correct': 9,
  'report.photoArrived': 7,
  'report.escalate': 3,
  'report.archive': 3,
  'incident.open': 3,
  'incident.advance': 26,
  'incident.addLine': 5,
  'incident.correctLine': 4,
  'incident.correct': 5,
  'incident.recordFigure': 3,
  'incident.grade': 4,
  'incident.archive': 10,
  'incident.recall': 4,
  'incident.erase': 2,
  'person.add': 12,
  'absence.file': 2,
  'absence.end': 2,
  'absence.archive': 2,
  'shift.assign': 3,
  'shift.fill': 12,
  'shift.amend': 10,
  'roster.publish': 8,
  'substitution.ask': 8,
  'substitution.askSwap': 3,
  'substitution.consent': 8,
  'substitution.approve': 8,
  'substitution.decline': 2,
  'substitution.note': 6,
  'roster.archive': 4,
  'substitution.lapse': 4,
  'substitution.archive': 8,
  'attendance.signIn': 6,
  'attendance.acknowledgeMissing': 4,
  'attendance.noteMissing': 4,
  'attendance.archive': 4,
  'call.register': 6,
  'call.handle': 4,
  'call.close': 2,
  'dutyLog.addLine': 2,
  'dutyLog.archive': 2,
  'zeroReport.plan': 4,
  'zeroReport.demand': 2,
  'zeroReport.file': 6,
  'zeroReport.correct': 3,
  'zeroReport.note': 3,
  'zeroReport.open': 6,
  'zeroReport.remind': 4,
  'zeroReport.noteMissing': 4,
  'zeroReport.archive': 3,
  'openItem.add': 4,
  'openItem.update': 2,
  'openItem.close': 4,
  'openItem.reopen': 2,
  'handover.draft': 4,
  'handover.hand': 4,
  'handover.accept': 4,
  'handover.confirm': 4,
  'handover.recall': 3,
  'handover.noteLate': 3,
  'handover.archive': 3,
  'rollCall.call': 4,
  'rollCall.setPlan': 2,
  'rollCall.answer': 6,
  'rollCall.record': 4,
  'rollCall.noteReturn': 3,
  'rollCall.setTask': 3,
  'rollCall.closeTask': 4,
  'rollCall.close': 4,
  'rollCall.archive': 4,
  'rollCall.callByClock': 4,
  'layer.import': 2,
  'layer.remove': 2,
};

const move: fc.Arbitrary<Move> = fc.record({
  type: fc.oneof(
    ...catalogue.commandTypes.map((type) => ({ weight: WEIGHTS[type] ?? 1, arbitrary: fc.constant(type) })),
  ),
  rolls: fc.array(fc.nat(9_999), { minLength: 16, maxLength: 16 }),
});

/** Commands by all kinds of people, in the real book or in an exercise: most could be given, many are refused. */
export interface Shift {
  readonly drill: boolean;
  /** Whether a month's roster is published before it begins. */
  readonly rostered: boolean;
  readonly moves: readonly Move[];
}

export function shift(most: number): fc.Arbitrary<Shift> {
  const moves = fc.array(move, { minLength: Math.ceil(most / 2), maxLength: most, size: 'max' });
  return fc.record({ drill: fc.boolean(), rostered: fc.boolean(), moves });
}

/** Plays a shift and returns the room as it is afterwards. */
export function play({ drill, rostered, moves }: Shift): Room {
  const real = roomAfter(rostered ? [...GROUND, ...DUTY_LIST, filled(may()), PUBLISHED] : GROUND);
  const opening = { kind: 'demonstration', title: '演示', startsAt: '2026-12-31T20:00:00+08:00', speed: 3 };
  const room = drill ? roomAfter([desk('book.openExercise', opening)], openRoom(EXERCISE, real.world)) : real;
  for (const one of moves) room.submit(stepOf(room, one));
  return room;
}

/** What a move is in the World as it stands. */
export function stepOf(room: Room, { type, rolls }: Move): Step {
  const dice = diceOf(rolls);
  const by = whoGives(type, dice);
  const body = MAKERS[type](room, dice, by);
  const named = room.world.tables.report.get(String(body.reportId))?.seq;
  const ifSeq = named !== undefined && dice.chance(10) ? named - (dice.chance(20) ? 1 : 0) : undefined;
  return { type, body, by: ownLiaison(room, body, by, dice), ...(ifSeq === undefined ? {} : { ifSeq }) };
}

const everybody: readonly Principal[] = Object.values(people);

function whoGives(type: CommandType, dice: Dice): Principal {
  const allowed = everybody.filter(({ role }) => MAY[type].roles.includes(role));
  return dice.one(dice.chance(90) ? allowed : everybody) ?? people.officer;
}

/** Most liaisons speak of their own village. */
function ownLiaison(room: Room, body: Step['body'], by: Principal, dice: Dice): Principal {
  if (by.role !== 'villageLiaison' || dice.chance(15)) return by;
  const { report, incident } = room.world.tables;
  const about = report.get(String(body.reportId)) ?? incident.get(String(body.incidentId));
  return everybody.find(({ villageId }) => villageId && villageId === about?.villageId) ?? by;
}

function diceOf(rolls: readonly number[]): Dice {
  let next = 0;
  const roll = (sides: number) => (rolls[next++ % rolls.length] ?? 0) % sides;
  return {
    roll,
    chance: (percent) => roll(100) < percent,
    one: (list) => list[roll(Math.max(1, list.length))],
  };
}
