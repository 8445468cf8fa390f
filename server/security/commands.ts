import { catalogue } from '../../shared/catalogue.ts';
import type { Principal } from '../../shared/roles.ts';
import type { Answer, Envelope } from '../../shared/wire.ts';
import { faults } from '../faults.ts';
import { idIn, whoOf, type SecurityEvent, type Visit } from './contract.ts';
import type { Security } from './security.ts';

/** The one door of commands, with who stands there. */
export type Submit = (principal: Principal, envelope: Envelope, from: From) => Promise<Answer>;
export type From = Omit<Visit, 'who'>;

/** Settings, and decisions about what is archived: acts of administration, whoever gives them. */
const SETTINGS = /^(unit|village|layer|book)\.|^incident\.(erase|recall)$/;
/** What a person may not do, or not there. */
const DENIED = new Set(['command.not-allowed', 'command.unknown-target', 'command.other-village']);

/**
 * Puts the security log around the door of commands: the journal says what was accepted; here stands which
 * acts of administration were asked for and what came of them, from where, and what a post was refused.
 */
export function watchCommands(
  security: Security,
  submit: (principal: Principal, envelope: Envelope, request?: string) => Promise<Answer>,
  report: (what: string, problem: unknown) => unknown,
): Submit {
  return async (principal, envelope, from) => {
    const visit = { ...from, who: whoOf(principal) };
    const named = { visit, ...whatIs(envelope) };
    const isAct = principal.role === 'administrator' || SETTINGS.test(envelope.type);
    const of = isAct ? await begin(security, named, report) : undefined;
    if (of === null) return faults.unavailable();
    const answer = await submit(principal, envelope, from.requestId ?? undefined);
    const outcome = outcomeOf(answer);
    if (outcome.code && DENIED.has(outcome.code))
      security.note({ what: 'denied.command', ...named, ...outcome, ...(of ? { of } : {}) });
    else if (of) security.note({ what: 'command.act', ...named, ...outcome, of });
    return answer;
  };
}

type Named = Pick<SecurityEvent, 'visit' | 'op' | 'about'>;

/** The number of the line that says that it begins; null when there can be none. */
async function begin(
  security: Security,
  named: Named,
  report: (what: string, problem: unknown) => unknown,
): Promise<number | null> {
  try {
    return (await security.must({ what: 'command.act', result: 'begun', ...named })).seq;
  } catch (problem) {
    report('the security log cannot be written: a command was not taken', problem);
    return null;
  }
}

function outcomeOf(answer: Answer): Pick<SecurityEvent, 'result' | 'code' | 'detail'> {
  if (answer.ok) return { result: 'ok', detail: { seq: answer.seq } };
  if ('refusal' in answer) return { result: 'refused', code: answer.refusal.code };
  return { result: 'failed', code: answer.fault.code };
}

/** The command and the row that it names by an id that can be one. A type that there is not is not kept in any form. */
function whatIs({ type, body }: Envelope): Pick<Named, 'op' | 'about'> {
  if (!catalogue.contract(type)) return { op: 'unknown' };
  return { op: type, ...idIn(body[`${type.slice(0, type.indexOf('.'))}Id`]) };
}
