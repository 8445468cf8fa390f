import { sentences } from '../../ui/language.ts';

/** The form of the month's roster on paper. */
export const sheetWords = sentences({
  title: { zh: '{unit}{year}年{month}月值班安排表', en: '{unit}: duty roster {year}-{month}' },
  day: { zh: '日期', en: 'Day' },
  weekday: { zh: '星期', en: 'Weekday' },
  shift: { zh: '班次', en: 'Shift' },
  remark: { zh: '备注（调班）', en: 'Changes' },
  phone: { zh: '值班电话', en: 'Duty telephone' },
  hours: { zh: '值班时间', en: 'Hours' },
  rules: {
    zh: '值班要求：1. 提前 10 分钟到岗，当面交接。2. 24 小时在岗，不脱岗、不空岗，不由他人顶替。3. 值班电话不得转移呼叫。4. 接报即报带班领导，按时限上报。5. 换班、代班须经带班领导同意并报党政办备案。',
    en: 'Rules: 1. Be there 10 minutes early and hand over in person. 2. The post is held for 24 hours and by nobody else. 3. The duty telephone is not diverted. 4. What comes in goes to the leader at once, and upward in time. 5. Swaps and substitutions need the leader’s consent and are filed.',
  },
  madeBy: { zh: '制表人：', en: 'Made by:' },
  checkedBy: { zh: '审核人：', en: 'Checked by:' },
  issuedBy: { zh: '签发人：{name}', en: 'Issued by: {name}' },
  draft: { zh: '未发布（草表）', en: 'Draft, not published' },
});
