import type { Answer, Envelope } from '../../../shared/wire.ts';
import type { Session } from '../../accounts/contract.ts';
import type { Submit } from '../../security/commands.ts';
import type { Handle, Reply } from '../route.ts';
import type { RouteKey } from '../routes.ts';

/** The same door as the socket's `command`. */
export function commandHandlers(
  submit: Submit,
  touch: (token: string) => void,
): Pick<Record<RouteKey, Handle>, 'POST /api/commands'> {
  return {
    async 'POST /api/commands'(asked) {
      if (asked.token) touch(asked.token);
      const { id, principal } = asked.session as Session;
      const { address, requestId } = asked;
      const from = { address, requestId, session: id };
      return replyTo(await submit(principal, asked.body as Envelope, from));
    },
  };
}

/** 200 accepted, 422 refused (400 when malformed), 503 to be tried again, 507 likewise once the disk has room. */
function replyTo(answer: Answer): Reply {
  if (answer.ok) return { status: 200, body: answer };
  if ('refusal' in answer) return { status: STATUS[answer.refusal.code] ?? 422, body: answer };
  if (answer.fault.code === 'full') return { status: 507, body: answer, headers: { 'retry-after': '30' } };
  return { status: 503, body: answer, headers: { 'retry-after': '1' } };
}

const STATUS: Readonly<Record<string, number>> = {
  'command.malformed': 400,
  'command.unknown': 400,
  'command.not-allowed': 403,
  'command.other-village': 403,
  'command.unknown-target': 404,
  'command.no-book': 404,
  'command.stale': 409,
};
