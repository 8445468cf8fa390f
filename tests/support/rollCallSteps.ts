import { GROUND } from './steps.ts';
import { people, uuid, VILLAGE_A, VILLAGE_B, type Step } from './world.ts';

/** A roll-call of the township and the answers to it: two villages, the duty room and the leader. */
const { officer, liaisonA, system } = people;
export const CALL = uuid(0x9001);
export const [A, B, DESK, LEADER] = [0, 1, 2, 3].map((n) => `${CALL}-${n}`) as [
  string,
  string,
  string,
  string,
];
const calling = { method: 'video', targets: [VILLAGE_A, VILLAGE_B, 'desk', 'leader'], answerMinutes: 5 };
export const call: Step = {
  type: 'rollCall.call',
  body: { ...calling, words: '夜间点名' },
  by: officer,
  id: CALL,
};
export const answered = (answerId: string, by = liaisonA): Step => ({
  type: 'rollCall.answer',
  body: { answerId, location: null },
  by,
});
export const recorded = (answerId: string, result = 'onPost', seconds: number | null = null) => ({
  ...{ answerId, channel: 'phone', result, words: '在值守点', seconds },
});
export const close: Step = { type: 'rollCall.close', body: { rollCallId: CALL }, by: system, wait: 10 };
export const called = [...GROUND, call];
/** Village A answered; the rest did not, and the time is over. */
export const closed = [...called, answered(A), close];
