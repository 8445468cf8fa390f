import type { Audience } from '../../../shared/roles.ts';
import type { Answer } from '../../../shared/wire.ts';
import { quantile } from '../../bench/row.ts';
import type { Act } from './duty.ts';
import type { Heard } from './heard.ts';

/** A command and what became of it; times on the shared clock, in milliseconds. */
export interface Kept {
  readonly act: Act;
  readonly sentAt: number;
  answeredAt: number | null;
  answer: Answer | null;
}

/** What became of many: how long until they were acknowledged, and from there until the last screen had them. */
export interface Given {
  readonly sent: number;
  readonly accepted: number;
  /** Refused with these codes: a duty of this kind is never refused. */
  readonly refused: readonly string[];
  readonly unanswered: number;
  readonly ackP50: number;
  readonly ackP99: number;
  readonly ackMax: number;
  readonly screenP50: number;
  readonly screenP99: number;
  /** From the first command to the last answer. */
  readonly ms: number;
}

export function given(kept: readonly Kept[], heard: ReadonlyMap<Audience, Heard>): Given {
  const acks: number[] = [];
  const screens: number[] = [];
  const refused: string[] = [];
  let [unanswered, lastAt] = [0, 0];
  for (const { act, sentAt, answeredAt, answer } of kept) {
    if (!answer || answeredAt === null) unanswered += 1;
    else if (answer.ok) {
      acks.push(answeredAt - sentAt);
      screens.push(Math.max(0, lastHeard(act.concerns, answer.seq, heard) - answeredAt));
      lastAt = Math.max(lastAt, answeredAt);
    } else if ('refusal' in answer) refused.push(`${act.envelope.type}: ${answer.refusal.code}`);
  }
  return {
    ...{ sent: kept.length, accepted: acks.length, refused: [...new Set(refused)], unanswered },
    ...{ ackP50: quantile(acks, 0.5), ackP99: quantile(acks, 0.99), ackMax: Math.max(...acks) },
    ...{ screenP50: quantile(screens, 0.5), screenP99: quantile(screens, 0.99) },
    ms: lastAt - (kept[0]?.sentAt ?? lastAt),
  };
}

/** When the last of all who may see it had it; Infinity when an audience that is there was not told. */
function lastHeard(concerns: readonly Audience[], seq: number, heard: ReadonlyMap<Audience, Heard>): number {
  const last = concerns.flatMap((audience) => {
    const told = heard.get(audience)?.bringing(seq);
    return told ? [told.length > 0 ? Math.max(...told.map(({ lastAt }) => lastAt)) : Infinity] : [];
  });
  return Math.max(...last);
}
