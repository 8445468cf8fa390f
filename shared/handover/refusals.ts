/** Why a handover may not happen, in both languages, with what to do. */
export const handoverRefusals = {
  'handover.no-shift': {
    zh: '没有这个值班室的班，或它还没有发布',
    en: 'The duty room has no such shift, or it is not published',
  },
  'handover.not-begun': { zh: '这个班还没有开始', en: 'That shift has not begun' },
  'handover.unknown': { zh: '没有这条交接班记录', en: 'There is no such handover' },
  'handover.not-draft': {
    zh: '已经交班，不能再改；有新情况请先撤回',
    en: 'It is handed over and cannot change: recall it first if something new came up',
  },
  'handover.signing': {
    zh: '{name}已签字，要改请先撤回',
    en: '{name} has signed: recall it before you change it',
  },
  'handover.nothing-changed': { zh: '没有改动', en: 'Nothing was changed' },
  'handover.fault-note': {
    zh: '设备有故障，请在备注里写明',
    en: 'Something is at fault: say in the note what it is',
  },
  'handover.no-draft': {
    zh: '请先写本班情况摘要和设备检查',
    en: 'Write the summary and check the equipment first',
  },
  'handover.too-early': {
    zh: '离下班超过 {minutes} 分钟，还不能交班',
    en: 'The shift has more than {minutes} minutes to go: it cannot be handed over yet',
  },
  'handover.no-next': {
    zh: '下一班的值班表还没有发布，没有人可以接班',
    en: 'The next shift is not published: there is nobody to hand over to',
  },
  'handover.overtaken': {
    zh: '下一班已经交班，这次交接不能再办',
    en: 'The next shift has handed over already: this handover can no longer be made',
  },
  'handover.accept-first': {
    zh: '上一班已交班给您，请先接班',
    en: 'The shift before has handed over to you: accept that first',
  },
  'handover.no-post': {
    zh: '这个班没有这一岗，不用签字',
    en: 'That shift has no such post: nobody signs for it',
  },
  'handover.signed': { zh: '{name}已在{time}签字', en: '{name} signed at {time}' },
  'handover.not-yours': {
    zh: '要由{name}本人签字；不在场的，由同班人员写下原话代签',
    en: '{name} must sign in person; if absent, one of the same shift writes down the words',
  },
  'handover.not-your-side': {
    zh: '您不在这个班上，不能替这个班办交接',
    en: 'You are not on that shift and cannot act for it',
  },
  'handover.not-handed': { zh: '上一班还没有交班', en: 'The shift before has not handed over yet' },
  'handover.not-accepted': {
    zh: '接班人还没有全部签字，带班领导不能确认',
    en: 'Those who come have not all signed: the leader cannot confirm yet',
  },
  'handover.accepted': {
    zh: '已经接班，不能撤回；新情况请记为未办结事项',
    en: 'It is accepted and cannot be recalled: write down what is new as an open item',
  },
  'handover.nothing-to-recall': {
    zh: '还没有人签字，直接改就可以',
    en: 'Nobody has signed: change it directly',
  },
  'handover.not-late': { zh: '还没有到时间', en: 'It is not late yet' },
  'handover.late-noted': { zh: '已经记过迟接', en: 'It is noted as late already' },
  'handover.not-over': { zh: '还没有到归档时间', en: 'It is not time to archive it' },
} as const;
