import type { Answer, Fault } from '../shared/wire.ts';

type Faulty = Extract<Answer, { fault: Fault }>;
const fault = (code: Fault['code'], zh: string, en: string): Faulty => ({
  ok: false,
  fault: { code, zh, en },
});

/** The answers that are neither yes nor no: the client keeps the command and repeats it under the same id. */
export const faults = {
  unavailable: () =>
    fault(
      'unavailable',
      '数据库暂时连不上，内容已保留，会自动重试',
      'The store is away for the moment: kept, and tried again by itself',
    ),
  unknown: () =>
    fault(
      'unknown',
      '还不知道是否写入成功，会自动重试，不会重复',
      'Not known yet whether it was written: tried again by itself, never twice',
    ),
  busy: () => fault('busy', '系统正忙，会自动重试', 'Too much at once: tried again by itself'),
  full: () =>
    fault(
      'full',
      '服务器磁盘已满，内容已保留；请管理员腾出空间，之后会自动上报',
      'The server’s disk is full: kept, and sent by itself once the administrator has made room',
    ),
  locked: () => fault('locked', '值班台已锁定，请先解锁', 'This desk has locked itself: unlock it first'),
  signedOut: () =>
    fault(
      'signed-out',
      '登录已失效，请重新登录；内容已保留',
      'You are signed out: sign in again; what you wrote is kept',
    ),
  internal: (id: string): Faulty => ({
    ok: false,
    fault: {
      code: 'internal',
      zh: `系统出错（编号 ${id}），会自动重试`,
      en: `Something went wrong (number ${id}): tried again by itself`,
      id,
    },
  }),
};
