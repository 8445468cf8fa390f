import { sentences } from './language.ts';

/** The few words that components say by themselves. None of them belongs to any trade. */
export const words = sentences({
  close: { zh: '关闭', en: 'Close' },
  cancel: { zh: '取消', en: 'Cancel' },
  confirm: { zh: '确定', en: 'Confirm' },
  save: { zh: '保存', en: 'Save' },
  retry: { zh: '重试', en: 'Try again' },
  undo: { zh: '撤销', en: 'Undo' },
  back: { zh: '返回', en: 'Back' },
  next: { zh: '下一步', en: 'Next' },
  previous: { zh: '上一步', en: 'Back' },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  search: { zh: '搜索', en: 'Search' },
  more: { zh: '更多', en: 'More' },
  menu: { zh: '菜单', en: 'Menu' },
  loading: { zh: '正在载入…', en: 'Loading…' },
  working: { zh: '正在处理…', en: 'Working…' },
  required: { zh: '必填', en: 'Required' },
  optional: { zh: '选填', en: 'Optional' },
  choose: { zh: '请选择', en: 'Choose' },
  seconds: { zh: '{n} 秒', en: '{n} s' },
  keys: { zh: '快捷键', en: 'Keyboard shortcuts' },
  corrected: { zh: '（已更正）', en: '(corrected)' },
  notices: { zh: '提示', en: 'Notices' },
});

/** The four levels: the character stays Chinese in both languages, since it is drawn on the sign itself. */
export const levelWords = {
  blue: { mark: '蓝', name: { zh: '蓝色', en: 'Blue' } },
  yellow: { mark: '黄', name: { zh: '黄色', en: 'Yellow' } },
  orange: { mark: '橙', name: { zh: '橙色', en: 'Orange' } },
  red: { mark: '红', name: { zh: '红色', en: 'Red' } },
} as const;

export type Level = keyof typeof levelWords;

/** Where a thing stands, as the status mark shows it. */
export const statusWords = sentences({
  todo: { zh: '待办', en: 'To do' },
  doing: { zh: '在办', en: 'In progress' },
  done: { zh: '办结', en: 'Done' },
  overdue: { zh: '逾期', en: 'Overdue' },
  offline: { zh: '离线', en: 'Offline' },
  online: { zh: '在线', en: 'Online' },
  standby: { zh: '待命', en: 'Standby' },
  proxy: { zh: '代报', en: 'By proxy' },
});

export type Status = keyof typeof statusWords;

/** How far something sent to a person has come. */
export const receiptWords = sentences({
  waiting: { zh: '未送达', en: 'Not delivered' },
  delivered: { zh: '已送达', en: 'Delivered' },
  signed: { zh: '已签收', en: 'Signed' },
  answered: { zh: '已反馈', en: 'Answered' },
});

export type Receipt = keyof typeof receiptWords;
