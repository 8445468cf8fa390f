import { sentences } from '../ui/language.ts';

/** What signing in, accounts and sessions say. */
export const words = sentences({
  noAnswer: {
    zh: '服务器没有应答，请检查网络后再试',
    en: 'The server does not answer: check the network and try again',
  },
  notTaken: { zh: '服务器没有接受', en: 'The server did not accept it' },

  signInName: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  show: { zh: '显示', en: 'Show' },
  hide: { zh: '隐藏', en: 'Hide' },
  signIn: { zh: '登录', en: 'Sign in' },
  nameNeeded: { zh: '请填用户名', en: 'Enter the user name' },
  passwordNeeded: { zh: '请填密码', en: 'Enter the password' },
  waitSeconds: { zh: '请等 {n} 秒', en: 'Wait {n} s' },
  waitThenAgain: {
    zh: '刚才输错过，{n} 秒后自动再试，不用重新输入',
    en: 'Because of a wrong try just now it is tried again by itself in {n} s: nothing to type again',
  },
  forgot: {
    zh: '忘了密码？请管理员重设，本页不能找回。',
    en: 'Forgot the password? An administrator sets a new one; it cannot be recovered here.',
  },
  dutyRoom: { zh: '这是值班室的电脑', en: "This is the duty room's computer" },
  dutyRoomOn: {
    zh: '整班保持接收和响铃；30 分钟没人操作只锁定填写，不退出。',
    en: 'It receives and sounds through the whole shift; after 30 idle minutes it locks for writing and stays signed in.',
  },
  dutyRoomOff: {
    zh: '30 分钟没人操作就退出，适合公用电脑。',
    en: 'It signs out after 30 idle minutes: right for a shared computer.',
  },
  thisPhone: {
    zh: '这部手机 180 天内不用再登录；丢了请管理员立即撤销。',
    en: 'This phone stays signed in for 180 days; if it is lost, have an administrator revoke it at once.',
  },

  locked: { zh: '值班台已锁定', en: 'This desk is locked' },
  lockedBy: {
    zh: '{name} · {post}。照常接收和响铃，填写的内容都在。',
    en: '{name} · {post}. It still receives and sounds; everything typed is kept.',
  },
  unlock: { zh: '解锁', en: 'Unlock' },
  another: { zh: '换人登录', en: 'Somebody else' },
  backToUnlock: { zh: '返回解锁', en: 'Back to unlocking' },
  ended: { zh: '请重新登录', en: 'Sign in again' },
  endedWhy: {
    zh: '登录已到期或被撤销。填写的内容都在，登录后继续。',
    en: 'The session has ended or was revoked. Everything typed is kept: sign in and go on.',
  },

  oldPassword: { zh: '现在的密码', en: 'Current password' },
  newPassword: { zh: '新密码', en: 'New password' },
  passwordHint: {
    zh: '至少 8 位，越长越好，比如几个不相干的词',
    en: 'At least 8 characters, longer is better: a few unrelated words, for example',
  },
  tooShort: { zh: '密码至少 8 位', en: 'At least 8 characters' },
  changePassword: { zh: '改密码', en: 'Change password' },
  passwordChanged: {
    zh: '密码已改，其他设备上的登录都已退出',
    en: 'Password changed; every other device was signed out',
  },
  makeOne: { zh: '生成一个', en: 'Make one' },

  sessions: { zh: '登录设备', en: 'Signed-in devices' },
  who: { zh: '姓名', en: 'Name' },
  device: { zh: '设备', en: 'Device' },
  lastSeen: { zh: '最近使用', en: 'Last used' },
  signedInAt: { zh: '登录时间', en: 'Signed in' },
  address: { zh: '地址', en: 'Address' },
  thisOne: { zh: '本机', en: 'this one' },
  endSession: { zh: '退出', en: 'Sign out' },
  endSessionOf: { zh: '让 {name} 的这台设备退出', en: 'Sign this device of {name} out' },
  sure: { zh: '确定退出', en: 'Sign out now' },
  noSessions: { zh: '没有登录的设备', en: 'No device is signed in' },

  accounts: { zh: '账号', en: 'Accounts' },
  newAccount: { zh: '新建账号', en: 'New account' },
  name: { zh: '姓名', en: 'Name' },
  post: { zh: '职务', en: 'Post' },
  role: { zh: '岗位', en: 'Role' },
  village: { zh: '村', en: 'Village' },
  department: { zh: '部门', en: 'Department' },
  slot: { zh: 'AB角', en: 'First or second' },
  slotA: { zh: 'A角（先接）', en: 'A, answers first' },
  slotB: { zh: 'B角（替补）', en: 'B, stands in' },
  phone: { zh: '电话', en: 'Phone' },
  phoneHint: { zh: '只有值班室看得到', en: 'Seen by the duty room only' },
  disabled: { zh: '已停用', en: 'Disabled' },
  disable: { zh: '停用', en: 'Disable' },
  disableSure: { zh: '确定停用', en: 'Disable now' },
  enable: { zh: '启用', en: 'Enable' },
  save: { zh: '保存', en: 'Save' },
  cancel: { zh: '取消', en: 'Cancel' },
  needed: { zh: '必须填写', en: 'This is needed' },
  nameForm: {
    zh: '2–32 个字母、数字或汉字，可用 . _ -',
    en: '2 to 32 letters, figures or Chinese characters; . _ - are allowed',
  },
  phoneForm: { zh: '只能是数字、空格和 + - ( )', en: 'Figures, blanks and + - ( ) only' },
  newPasswordFor: { zh: '设新密码（选填）', en: 'Set a new password (optional)' },
  resetHint: {
    zh: '设新密码会让这个账号在所有设备上退出',
    en: 'A new password signs this account out everywhere',
  },
  saved: { zh: '已保存', en: 'Saved' },
  filter: { zh: '找姓名、职务、村', en: 'Find by name, post or village' },
  noneFound: { zh: '没有找到', en: 'Nothing found' },

  wallName: { zh: '大屏放在哪里', en: 'Where the wall hangs' },
  wallNameHint: { zh: '例如：值班室大屏', en: 'For example: duty room' },
  makeToken: { zh: '生成令牌', en: 'Make a token' },
  token: { zh: '大屏地址（只显示这一次）', en: 'Address of the wall (shown this once)' },
  tokenHint: {
    zh: '在大屏的浏览器里打开这个地址，令牌会存进浏览器并从地址里消失。关掉这里就再也看不到，丢了就停用、重新生成。',
    en: "Open it in the wall's browser: the token is kept there and leaves the address. Once this is closed it cannot be seen again; if it is lost, disable it and make a new one.",
  },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  copyByHand: { zh: '请手动选中复制', en: 'Select and copy it by hand' },
  revokeWall: { zh: '撤销', en: 'Revoke' },
  revokeSure: { zh: '确定撤销', en: 'Revoke now' },
  noWalls: { zh: '还没有大屏', en: 'No wall yet' },
  loading: { zh: '正在读取…', en: 'Loading…' },
  retry: { zh: '再试', en: 'Try again' },
});

export const roleWords = sentences({
  administrator: { zh: '管理员', en: 'Administrator' },
  dutyOfficer: { zh: '值班员', en: 'Duty officer' },
  leader: { zh: '带班领导', en: 'Leader on duty' },
  villageLiaison: { zh: '村联络员', en: 'Village liaison' },
  departmentLiaison: { zh: '部门联络员', en: 'Department liaison' },
  auditor: { zh: '审计员', en: 'Auditor' },
  wall: { zh: '大屏', en: 'Wall' },
  system: { zh: '系统', en: 'System' },
});

export const deviceWords = sentences({
  desk: { zh: '值班台', en: 'Duty desk' },
  phone: { zh: '手机', en: 'Phone' },
  other: { zh: '电脑', en: 'Computer' },
  wall: { zh: '大屏', en: 'Wall' },
});

export const departmentWords = sentences({
  police: { zh: '派出所', en: 'Police' },
  health: { zh: '卫生院', en: 'Health centre' },
  forestry: { zh: '林业站', en: 'Forestry' },
  power: { zh: '供电所', en: 'Power supply' },
  water: { zh: '水利站', en: 'Water' },
  transport: { zh: '交通', en: 'Transport' },
  telecom: { zh: '通信', en: 'Telecom' },
  civil: { zh: '民政', en: 'Civil affairs' },
  school: { zh: '学校', en: 'School' },
});
