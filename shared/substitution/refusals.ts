/** Why something about a substitution may not happen. */
export const substitutionRefusals = {
  'substitution.unknown': { zh: '没有这条换班申请', en: 'There is no such request' },
  'substitution.empty': { zh: '那一岗现在没有人', en: 'There is nobody in that post' },
  'substitution.self': { zh: '不能换给本人', en: 'Nobody can take over from himself' },
  'substitution.open': {
    zh: '这一岗已有一条待办的换班申请',
    en: 'There is an open request for that post already',
  },
  'substitution.not-asked': {
    zh: '要由{name}本人同意；电话同意的，请写下原话',
    en: '{name} must consent in person; if by telephone, write down the words',
  },
  'substitution.consented': { zh: '对方已经同意', en: 'The other has consented already' },
  'substitution.no-consent': { zh: '对方还没有同意', en: 'The other has not consented yet' },
  'substitution.closed': { zh: '这条申请已办结', en: 'This request is settled' },
  'substitution.changed': {
    zh: '排班在这期间变了，请重新提出',
    en: 'The roster has changed in the meantime: ask again',
  },
  'substitution.not-concerned': { zh: '这条变更与您无关', en: 'This change does not concern you' },
  'substitution.noted': { zh: '您已看过', en: 'You have seen it already' },
  'substitution.running': { zh: '还没有到时候', en: 'It is not yet time' },
} as const;
