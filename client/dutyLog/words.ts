import { sentences } from '../ui/language.ts';

/** The duty log and the lines by hand. */
export const words = sentences({
  title: { zh: '值班日志', en: 'Duty log' },
  ofShift: { zh: '本班 {n} 条', en: '{n} {n|line|lines} this shift' },
  ofToday: { zh: '今日 {n} 条', en: '{n} {n|line|lines} today' },
  none: { zh: '还没有记录', en: 'Nothing written yet' },
  noneMore: {
    zh: '没有情况也要记一条“本班无异常情况”',
    en: 'If nothing happens, that is an entry too',
  },
  add: { zh: '记一条', en: 'Add a line' },
  what: { zh: '类别', en: 'Kind' },
  said: { zh: '记什么', en: 'What to note' },
  save: { zh: '记下', en: 'Save' },
  cancel: { zh: '取消', en: 'Cancel' },
  needWords: { zh: '请写内容', en: 'Write something' },
  nothing: { zh: '本班无异常情况', en: 'Nothing unusual in this shift' },
  correct: { zh: '更正', en: 'Correct' },
  correctLine: { zh: '更正“{words}”', en: 'Correct “{words}”' },
  better: { zh: '改为', en: 'It should say' },
  reason: { zh: '更正原因', en: 'Why' },
});
