import type { Answer, Fault } from '../../shared/wire.ts';
import { findSession, noteLocked, signedInAs } from '../account/session.ts';

/**
 * Lets something out only while this browser is signed in as the account it belongs to, whichever tab changed that:
 * nothing of one person goes under another one's cookie. A no to the session itself is noted where screens see it.
 */
export function guarded<Args extends unknown[]>(account: string, send: (...args: Args) => Promise<Answer>) {
  return async (...args: Args): Promise<Answer> => {
    if (signedInAs() !== account) return { ok: false, fault: SIGNED_OUT };
    const answer = await send(...args);
    const code = !answer.ok && 'fault' in answer ? answer.fault.code : null;
    if (code === 'signed-out') void findSession();
    if (code === 'locked') noteLocked();
    return answer;
  };
}

const SIGNED_OUT: Fault = {
  code: 'signed-out',
  zh: '登录已失效，请重新登录；内容已保留',
  en: 'You are signed out: sign in again; what you wrote is kept',
};
