import { sentences } from '../ui/language.ts';

/** What the incident screens say. States and figures have their words in shared/incident. */
export const words = sentences({
  incidents: { zh: '在办事件', en: 'Open incidents' },
  none: { zh: '没有在办事件', en: 'No open incidents' },
  noneNext: { zh: '报告核实后“转事件”，或直接登记', en: 'Turn a report into one, or open one directly' },
  open: { zh: '登记事件', en: 'Open incident' },
  received: { zh: '接报', en: 'Received' },
  since: { zh: '已', en: 'for' },
  close: { zh: '收起', en: 'Close' },
  back: { zh: '全部事件', en: 'All incidents' },
  progress: { zh: '进度', en: 'Progress' },
  more: { zh: '更多', en: 'More' },

  ungraded: { zh: '未定级', en: 'Not graded' },
  noGrade: { zh: '社会安全事件不分级', en: 'No grade by law' },
  grade: { zh: '初判', en: 'Grade' },
  grade1: { zh: '特别重大', en: 'Extremely serious' },
  grade2: { zh: '重大', en: 'Serious' },
  grade3: { zh: '较大', en: 'Relatively serious' },
  grade4: { zh: '一般', en: 'Ordinary' },
  takeBack: { zh: '撤回定级', en: 'Take the grade back' },
  basis: { zh: '依据', en: 'Basis' },
  setGrade: { zh: '定级', en: 'Set grade' },

  figures: { zh: '数据', en: 'Figures' },
  addFigure: { zh: '记数据', en: 'Add figure' },
  figure: { zh: '项目', en: 'What' },
  value: { zh: '数值', en: 'Value' },
  source: { zh: '来源', en: 'Source' },
  sourceHint: { zh: '谁说的、怎么得来的', en: 'Who said so, how it was found' },
  notANumber: { zh: '请填不小于 0 的数', en: 'A number, 0 or more' },

  timeline: { zh: '大事记', en: 'Chronology' },
  lines: { zh: '{n} 条', en: '{n} {n|line|lines}' },
  addLine: { zh: '记一条', en: 'Add a line' },
  lineHint: { zh: '一句话：谁、什么时候、做了什么', en: 'One sentence: who, when, what' },
  observedAt: { zh: '发生时间', en: 'When it happened' },
  observedHint: { zh: '不填即为现在', en: 'Empty means now' },
  correct: { zh: '更正', en: 'Correct' },
  correctIncident: { zh: '更正事件', en: 'Correct the incident' },
  reason: { zh: '原因', en: 'Reason' },
  reasonNeeded: { zh: '请写明原因', en: 'Give a reason' },
  wordsNeeded: { zh: '请写内容', en: 'Write something' },
  save: { zh: '保存', en: 'Save' },
  recordedLater: { zh: '{time} 记录', en: 'recorded {time}' },

  opened: { zh: '登记事件：{title}', en: 'Incident opened: {title}' },
  became: { zh: '转为 {state}', en: 'Now: {state}' },
  figureIs: { zh: '{name} {value} {measure}', en: '{name} {value} {measure}' },
  graded: { zh: '定级 {grade}', en: 'Graded {grade}' },
  corrected: { zh: '更正了{fields}', en: 'Corrected: {fields}' },
  reportJoined: { zh: '并入一条报告', en: 'A report was joined' },
  reportJoinedOf: { zh: '并入报告：{words}', en: 'Report joined: {words}' },
  recalled: { zh: '从档案调回', en: 'Recalled from the archive' },

  kind: { zh: '类型', en: 'Type' },
  title: { zh: '标题', en: 'Title' },
  titleHint: { zh: '地点、类型、伤亡、重要进展', en: 'Place, type, casualties, progress' },
  titleNeeded: { zh: '请写标题', en: 'Give it a title' },
  village: { zh: '村', en: 'Village' },
  place: { zh: '具体地点', en: 'Exact place' },
  placeNeeded: { zh: '请选村或在地图上选点', en: 'Choose a village or a point on the map' },
  noVillage: { zh: '不属于任何村', en: 'Of no village' },
  pick: { zh: '地图选点', en: 'Pick on the map' },
  picked: { zh: '已选点 {lat}, {lng}', en: 'Point {lat}, {lng}' },
  toldBy: { zh: '信息来源', en: 'Source of information' },
  receivedAt: { zh: '接报时间', en: 'Time received' },
  receivedNeeded: { zh: '请填接报时间', en: 'Give the time received' },
  accept: { zh: '转为事件', en: 'Make it an incident' },
  acceptSub: { zh: '同时签收这条报告', en: 'Acknowledges the report too' },

  archive: { zh: '归档', en: 'Archive' },
  archiveAsk: {
    zh: '归档后从各屏撤下，可在历史里查看和调回。',
    en: 'It leaves every screen; it can be found and recalled in the history.',
  },
  locate: { zh: '在地图上看', en: 'Show on the map' },
  reports: { zh: '来源报告 {n}', en: '{n} source {n|report|reports}' },
  gone: { zh: '这个事件已归档或看不到了', en: 'This incident is archived or out of sight' },
});

/** What the button that leads to a state says. */
export const steps = sentences({
  registered: { zh: '登记', en: 'Register' },
  verifying: { zh: '开始核实', en: 'Verify' },
  verified: { zh: '核实无误', en: 'Verified' },
  falseAlarm: { zh: '误报', en: 'False alarm' },
  responding: { zh: '开始处置', en: 'Respond' },
  controlled: { zh: '得到控制', en: 'Controlled' },
  closed: { zh: '办结', en: 'Close' },
});

/** The words of a corrected field. */
export const fields = sentences({
  kind: { zh: '类型', en: 'type' },
  title: { zh: '标题', en: 'title' },
  villageId: { zh: '村', en: 'village' },
  place: { zh: '地点', en: 'place' },
  happenedAt: { zh: '发生时间', en: 'time happened' },
  foundAt: { zh: '发现时间', en: 'time found' },
});
