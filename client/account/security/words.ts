import { sentences, type Sentence } from '../../ui/language.ts';

/** What the security log says. */
export const words = sentences({
  title: { zh: '安全日志', en: 'Security log' },
  intro: {
    zh: '谁登录、谁被拒、谁查阅或导出、管理员做了什么。只有审计员能看，谁也不能改、不能删。',
    en: 'Who signed in, who was refused, who read or exported, what administrators did. Only auditors read it; nobody can change it or take from it.',
  },
  kind: { zh: '类别', en: 'Kind' },
  person: { zh: '人员', en: 'Person' },
  day: { zh: '日期', en: 'Day' },
  everybody: { zh: '所有人', en: 'Everybody' },
  more: { zh: '更早的', en: 'Earlier ones' },
  none: { zh: '没有记录', en: 'Nothing recorded' },
  noneNext: { zh: '换个类别、人员或日期再看', en: 'Try another kind, person or day' },
  nobody: { zh: '未登录', en: 'Nobody signed in' },
  server: { zh: '服务器', en: 'The server' },
  times: { zh: '{n} 次', en: '{n} times' },
  rows: { zh: '{n} 条', en: '{n} {n|row|rows}' },
  session: { zh: '登录 {id}', en: 'session {id}' },
  request: { zh: '请求 {id}', en: 'request {id}' },
  object: { zh: '对象 {id}', en: 'object {id}' },
});

export const kindWords = sentences({
  all: { zh: '全部', en: 'All' },
  session: { zh: '登录', en: 'Sessions' },
  denied: { zh: '被拒', en: 'Refused' },
  read: { zh: '查阅', en: 'Reading' },
  admin: { zh: '管理', en: 'Administration' },
  server: { zh: '系统', en: 'System' },
});

export const resultWords = sentences({
  begun: { zh: '未完成', en: 'Cut short' },
  ok: { zh: '成功', en: 'Done' },
  refused: { zh: '拒绝', en: 'Refused' },
  failed: { zh: '失败', en: 'Failed' },
});

/** What happened, by its name in the log; a name that is not here is shown as it is. */
export const whatWords: Readonly<Record<string, Sentence>> = sentences({
  'session.signIn': { zh: '登录', en: 'Sign in' },
  'session.signInDevice': { zh: '大屏登录', en: 'Wall signs in' },
  'session.signOut': { zh: '退出', en: 'Sign out' },
  'session.end': { zh: '让一台设备退出', en: 'End a session' },
  'session.lock': { zh: '锁定', en: 'Lock' },
  'session.unlock': { zh: '解锁', en: 'Unlock' },
  'session.password': { zh: '改自己的密码', en: 'Change own password' },
  'denied.request': { zh: '越权请求', en: 'Request' },
  'denied.command': { zh: '越权操作', en: 'Command' },
  'denied.origin': { zh: '来路不明的网页', en: 'Page from elsewhere' },
  'denied.limit': { zh: '请求过多', en: 'Too many requests' },
  'denied.socket': { zh: '实时连接', en: 'Live connection' },
  'read.journal': { zh: '读值班账', en: 'Read the journal' },
  'read.records': { zh: '查历史记录', en: 'Search the records' },
  'read.retention': { zh: '看到期清单', en: 'Read what is due' },
  'read.file': { zh: '取附件', en: 'Fetch a file' },
  'read.contact': { zh: '看联系电话', en: 'Read a contact' },
  'export.roster': { zh: '导出值班表', en: 'Export a roster' },
  'read.accounts': { zh: '看账号', en: 'Read the accounts' },
  'read.sessions': { zh: '看登录设备', en: 'Read the sessions' },
  'read.security': { zh: '看安全日志', en: 'Read this log' },
  'account.create': { zh: '新建账号', en: 'New account' },
  'account.change': { zh: '改账号', en: 'Change an account' },
  'device.create': { zh: '新建大屏', en: 'New wall' },
  'feed.create': { zh: '新建日历订阅', en: 'New calendar subscription' },
  'feed.revoke': { zh: '撤销日历订阅', en: 'Revoke a subscription' },
  'contact.write': { zh: '记联系电话', en: 'Keep a contact' },
  'contact.delete': { zh: '删联系电话', en: 'Delete a contact' },
  'command.act': { zh: '管理操作', en: 'Act of administration' },
  'setup.code': { zh: '首次设置代码', en: 'Set-up code' },
  'setup.run': { zh: '首次设置', en: 'First set-up' },
  'server.start': { zh: '服务器启动', en: 'Server starts' },
  'server.stop': { zh: '服务器停止', en: 'Server stops' },
  'clock.set': { zh: '时钟被调整', en: 'The clock was set' },
  'log.pruned': { zh: '删去到期记录', en: 'Lines past their time removed' },
  'log.lost': { zh: '有记录没写进去', en: 'Lines were lost' },
});

/** Acts and reasons in words, where there are words; else as they are called. */
export const opWords: Readonly<Record<string, Sentence>> = sentences({
  'unit.change': { zh: '改单位设置', en: 'Change the settings' },
  'village.add': { zh: '添加村', en: 'Add a village' },
  'village.rename': { zh: '村改名', en: 'Rename a village' },
  'village.pin': { zh: '标定村位置', en: 'Pin a village' },
  'layer.import': { zh: '导入图层', en: 'Import a layer' },
  'layer.remove': { zh: '移除图层', en: 'Remove a layer' },
  'book.openExercise': { zh: '开始演练', en: 'Begin an exercise' },
  'book.close': { zh: '结束演练', en: 'End an exercise' },
  'incident.erase': { zh: '抹除事件', en: 'Erase an incident' },
  'incident.recall': { zh: '调回事件', en: 'Recall an incident' },
});

export const codeWords: Readonly<Record<string, Sentence>> = sentences({
  'session.wrong': { zh: '用户名或密码不对', en: 'name or password wrong' },
  'session.password-wrong': { zh: '密码不对', en: 'password wrong' },
  'session.wait': { zh: '试错太多', en: 'too many wrong tries' },
  'session.busy': { zh: '登录排队已满', en: 'too many at once' },
  'session.disabled': { zh: '账号已停用', en: 'account disabled' },
  'session.device-unknown': { zh: '令牌无效', en: 'token unknown' },
  'http.signed-out': { zh: '没有登录或已到期', en: 'signed out or over' },
  'http.not-allowed': { zh: '岗位不允许', en: 'not for this post' },
  'http.origin': { zh: '来源不被允许', en: 'origin not allowed' },
  'http.too-many': { zh: '超过每分钟上限', en: 'over the limit of a minute' },
  'command.not-allowed': { zh: '岗位不允许', en: 'not for this post' },
  'command.unknown-target': { zh: '不是他的对象', en: 'not his to see' },
  'command.other-village': { zh: '不是他的村', en: 'not his village' },
  'log.many': { zh: '太多，不再逐条记', en: 'too many to be told apart' },
});
