/** Why something about a zero report may not happen. */
export const zeroReportRefusals = {
  'zeroReport.not-asked': {
    zh: '乡里还没有规定零报告时间',
    en: 'No times for zero reports are set yet',
  },
  'zeroReport.no-such-time': {
    zh: '{time} 不是规定的零报告时间，请刷新后再报',
    en: '{time} is not a time at which zero reports are due: look again and file for the right one',
  },
  'zeroReport.village-unknown': { zh: '没有这个村', en: 'There is no such village' },
  'zeroReport.already-filed': {
    zh: '{time} 已由{name}报过；有误请用“更正”',
    en: 'Filed by {name} at {time} already: correct it if it is wrong',
  },
  'zeroReport.proxy-reason': {
    zh: '代报要写明原因、方式和对方原话',
    en: 'To file for a village, say why, how you heard and what was said',
  },
  'zeroReport.own': {
    zh: '本村自己报，不能写代报',
    en: 'Your own village’s report is not filed for another',
  },
  'zeroReport.say-what': {
    zh: '有人不安全时请写明情况，并马上上报',
    en: 'If somebody is not safe, say what happened, and report it at once',
  },
  'zeroReport.unknown': {
    zh: '没有这条零报告，或已归档',
    en: 'There is no such zero report, or it is archived',
  },
  'zeroReport.not-filed': { zh: '这条零报告还没有报', en: 'This zero report is not filed yet' },
  'zeroReport.nothing-changed': { zh: '没有改动', en: 'Nothing was changed' },
  'zeroReport.on-time': {
    zh: '按时报的不用说明，只有未报、迟报才写',
    en: 'It came on time: only a late or missing one wants a note',
  },
  'zeroReport.times-twice': { zh: '时间 {time} 写了两次', en: 'The time {time} is given twice' },
  'zeroReport.no-time-left': {
    zh: '结束时间太近：到时一次也报不上',
    en: 'It ends too soon: not one report would fall due',
  },
  'zeroReport.too-long': { zh: '加密报告一次最多 15 天', en: 'More frequent reports last 15 days at most' },
  'zeroReport.no-demand': { zh: '现在没有加密报告', en: 'Nobody is asked more often now' },
  'zeroReport.already-open': { zh: '这个时间已经开始收', en: 'That time is open already' },
  'zeroReport.closed': { zh: '这个时间已经截止', en: 'That time is closed already' },
  'zeroReport.nobody-missing': { zh: '各村都已报', en: 'Every village has filed' },
  'zeroReport.not-yet': { zh: '还没有到时候', en: 'It is not yet time' },
} as const;
