import { refuse, type Params, type Refusal, type Sentence } from '../../shared/refusal.ts';
import type { Reply } from '../http/route.ts';

interface Line extends Sentence {
  /** The status it has over HTTP. */
  readonly status: number;
}

/** Why somebody is not let in, or an account cannot be as asked: both languages, with what to do. */
export const accountRefusals = {
  'session.wrong': line(401, '用户名或密码不对', 'The name or the password is wrong'),
  'session.password-wrong': line(403, '密码不对', 'The password is wrong'),
  'session.wait': line(
    429,
    '试错次数过多，请等{seconds}秒再试',
    'Too many wrong tries: wait {seconds} seconds and try again',
  ),
  'session.busy': line(
    503,
    '同时登录的人太多，请过几秒再试',
    'Too many people are signing in: try again in a few seconds',
  ),
  'session.disabled': line(
    403,
    '这个账号已停用，请找管理员',
    'This account is disabled: ask an administrator',
  ),
  'session.none': line(401, '请先登录', 'Sign in first'),
  'session.not-desk': line(422, '只有值班台可以锁定', 'Only a desk can be locked'),
  'session.unknown': line(404, '没有这个登录', 'There is no such session'),
  'session.device-unknown': line(
    401,
    '这块大屏的令牌无效或已撤销，请找管理员重新生成',
    'The token of this wall is unknown or revoked: ask an administrator for a new one',
  ),
  'account.unknown': line(404, '没有这个账号', 'There is no such account'),
  'account.name-taken': line(409, '用户名“{name}”已有人用', 'The sign-in name “{name}” is taken'),
  'account.last-administrator': line(
    422,
    '这是最后一个管理员，不能停用或改岗',
    'This is the last administrator: it can be neither disabled nor given another role',
  ),
  'account.no-village': line(
    422,
    '村联络员“{name}”要选定一个村',
    'Choose the village of the village liaison “{name}”',
  ),
  'account.no-department': line(
    422,
    '部门联络员“{name}”要选定一个部门',
    'Choose the department of the department liaison “{name}”',
  ),
  'account.village-unknown': line(
    422,
    '“{name}”的村不在本单位',
    'The village of “{name}” does not belong to this unit',
  ),
  'account.password-common': line(
    422,
    '“{name}”的密码太常见，容易被猜中，请换一个，比如几个不相干的词',
    'The password of “{name}” is too common: choose another, for example a few words that have nothing to do with each other',
  ),
  'account.password-name': line(
    422,
    '“{name}”的密码里主要是姓名、用户名、电话或单位名称，请换一个',
    'The password of “{name}” is little more than a name, a phone or the unit: choose another',
  ),
  'account.device': line(
    422,
    '这是大屏设备，只能改名称、岗位说明或停用',
    'This is a wall: only its name and post can change, or it can be disabled',
  ),
  'account.nothing-changed': line(422, '没有改动', 'Nothing was changed'),
  'setup.code-wrong': line(
    401,
    '一次性代码不对，请看服务器启动时显示的代码',
    'The one-time code is wrong: see what the server printed when it started',
  ),
  'setup.done': line(409, '首次设置已完成，请登录', 'The first set-up is done: sign in'),
  'setup.running': line(
    409,
    '首次设置正在另一处进行，请过一分钟再看',
    'The first set-up is being done elsewhere: look again in a minute',
  ),
  'setup.no-administrator': line(
    422,
    '至少要有一个管理员账号',
    'At least one of the accounts must be an administrator',
  ),
  'setup.no-duty-officer': line(
    422,
    '至少要有一个值班员账号',
    'At least one of the accounts must be a duty officer',
  ),
  'setup.name-twice': line(422, '用户名“{name}”写了两次', 'The sign-in name “{name}” is given twice'),
} as const satisfies Record<string, Line>;

export type AccountCode = keyof typeof accountRefusals;

/** A refusal with the seconds after which it is worth asking again. */
export interface Waiting extends Refusal {
  readonly retryAfter: number;
}

/** The answer of the accounts' room when it says no. */
export function no(code: AccountCode, params: Params = {}): Refusal {
  return refuse(accountRefusals, code, params);
}

/** A no that passes by itself, after so many milliseconds. */
export function notYet(code: 'session.wait' | 'session.busy', ms: number): Waiting {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return { ...no(code, { seconds }), retryAfter: seconds };
}

/** A refusal as it goes over HTTP: its own status (422 when it comes from elsewhere) and, if it passes, when. */
export function refused(refusal: Refusal | Waiting, statuses: Record<string, Line> = accountRefusals): Reply {
  const { code, zh, en } = refusal;
  const status = statuses[code]?.status ?? 422;
  const body = { code, zh, en };
  if (!('retryAfter' in refusal)) return { status, body };
  return { status, body, headers: { 'retry-after': String(refusal.retryAfter) } };
}

function line(status: number, zh: string, en: string): Line {
  return { status, zh, en };
}
