/** Why something about an incident may not happen, in both languages, with what to do. */
export const incidentRefusals = {
  'incident.unknown': { zh: '没有这个事件，或已归档', en: 'There is no such incident, or it is archived' },
  'incident.already': { zh: '事件已是这个状态', en: 'The incident is in that state already' },
  'incident.not-from-here': { zh: '不能从“{from}”到“{to}”', en: 'It cannot go from “{from}” to “{to}”' },
  'incident.reason-needed': { zh: '请写明原因', en: 'Give a reason' },
  'incident.not-closed': { zh: '办结后才能归档', en: 'Close the incident before archiving it' },
  'incident.not-archived': { zh: '只有已归档的事件才能这样做', en: 'Only an archived incident allows this' },
  'incident.not-graded': {
    zh: '社会安全事件不分级（突发事件应对法第三条）',
    en: 'Social-security incidents have no grade (Emergency Response Law, art. 3)',
  },
  'incident.line-unknown': {
    zh: '没有这一条，或已更正过',
    en: 'There is no such line, or it was corrected already',
  },
  'incident.nothing-changed': { zh: '没有要更正的内容', en: 'Nothing to correct' },
  'incident.village-unknown': { zh: '没有这个村', en: 'There is no such village' },
  'incident.no-place': { zh: '请选村或在地图上选点', en: 'Choose a village or a point on the map' },
  'incident.future': { zh: '时间不能晚于现在', en: 'The time cannot be later than now' },
} as const;

/** The states in words, for refusals and screens. */
export const incidentStates = {
  registered: { zh: '接报', en: 'Registered' },
  verifying: { zh: '核实中', en: 'Verifying' },
  verified: { zh: '已核实', en: 'Verified' },
  falseAlarm: { zh: '误报', en: 'False alarm' },
  responding: { zh: '处置中', en: 'Responding' },
  controlled: { zh: '已控制', en: 'Controlled' },
  closed: { zh: '办结', en: 'Closed' },
} as const;
