import type { Sentence } from '../../../shared/wire.ts';

/** One kind of trouble: what is told on walls and desks, in the words of those who sit there. */
export interface Kind {
  readonly what: Sentence;
  /** Whom to call and what still works. */
  readonly todo: Sentence;
}

/** Everything the auditor can find, the worst first: where there is room for one line it is the first. */
export const TROUBLES = {
  'store.away': {
    what: {
      zh: '数据库没有应答，新内容写不进去',
      en: 'The database does not answer: nothing can be recorded',
    },
    todo: {
      zh: '画面上的内容可以看；新险情先用纸记、电话处置，已登记的留在待发送里，恢复后自动发出。请马上通知系统管理员。',
      en: 'What is on the screen can be read. Take new reports down on paper and act by phone; what was entered here waits and is sent by itself. Call the system administrator now.',
    },
  },
  'disk.full': {
    what: {
      zh: '服务器磁盘已满，不能再登记',
      en: 'The disk of the server is full: nothing more can be recorded',
    },
    todo: {
      zh: '可以看，不能写。新险情先用纸记、电话处置。请马上通知系统管理员腾出空间，腾出后自动恢复。',
      en: 'Reading works, writing does not. Take new reports down on paper and act by phone. Call the system administrator now to free space; the rest comes back by itself.',
    },
  },
  'clock.stopped': {
    what: {
      zh: '定时提醒停了，到时限不会自动催办',
      en: 'The reminders have stopped: nothing is chased when its time is up',
    },
    todo: {
      zh: '收件、签收、事件处置照常。请自己盯住签收和上报时限，打电话催；并通知系统管理员重启服务器。',
      en: 'Reports, signing and incidents work as ever. Watch the deadlines yourselves and chase by phone; ask the system administrator to restart the server.',
    },
  },
  'records.behind': {
    what: {
      zh: '历史查询落后，查到的可能不全',
      en: 'The history lags behind: what is found there may be incomplete',
    },
    todo: {
      zh: '收件和事件照常，以值班台上的为准。十分钟后还没有恢复，请通知系统管理员。',
      en: 'Reports and incidents work as ever: go by the desk. Call the system administrator if it lasts ten minutes.',
    },
  },
  'disk.low': {
    what: { zh: '服务器磁盘快满了', en: 'The disk of the server is nearly full' },
    todo: {
      zh: '现在一切照常。请系统管理员今天腾出空间，满了就不能登记。',
      en: 'Everything works. The system administrator must free space today: when it is full nothing can be recorded.',
    },
  },
  'backup.old': {
    what: { zh: '超过一天没有备份', en: 'No backup for more than a day' },
    todo: {
      zh: '值守照常。请系统管理员今天检查备份。',
      en: 'Duty goes on as ever. The system administrator must look at the backup today.',
    },
  },
  'anchor.old': {
    what: {
      zh: '防篡改留存超过两小时没有更新',
      en: 'The proof against tampering is more than two hours old',
    },
    todo: {
      zh: '值守照常。请系统管理员检查留存文件夹。',
      en: 'Duty goes on as ever. The system administrator must look at the folder of the anchors.',
    },
  },
} as const satisfies Record<string, Kind>;

export type TroubleCode = keyof typeof TROUBLES;
export const TROUBLE_CODES = Object.keys(TROUBLES) as TroubleCode[];
