/** Why a contact cannot be kept or read, with the status it has over HTTP. */
export const contactRefusals = {
  'contact.unknown': {
    status: 404,
    zh: '没有这个联系人，或已删除',
    en: 'There is no such contact, or it was deleted',
  },
  'contact.foreign': {
    status: 409,
    zh: '这个编号已由别人用于另一个联系人',
    en: 'Somebody else used this id for another contact already',
  },
  'contact.deleted': {
    status: 409,
    zh: '这个联系人已删除，不能再写',
    en: 'This contact was deleted and is not written again',
  },
} as const;
