import { sentences } from '../../ui/language.ts';

/** What the door says. */
export const words = sentences({
  brand: { zh: '值守', en: 'Zhishou' },
  what: { zh: '乡镇应急值守', en: 'Duty and emergency response' },
  notClassified: {
    zh: '本系统为非涉密系统，严禁处理、存储、传输国家秘密和工作秘密',
    en: 'Not for classified matter: no state or work secrets may be processed, stored or sent here',
  },
  language: { zh: '语言', en: 'Language' },
  shade: { zh: '明暗', en: 'Theme' },
  light: { zh: '浅色', en: 'Light' },
  dark: { zh: '深色', en: 'Dark' },
  auto: { zh: '随系统', en: 'Auto' },
  signIn: { zh: '登录', en: 'Sign in' },
  signInLead: {
    zh: '用本人的账号，谁操作记在谁名下。',
    en: 'With your own account: what you do is recorded under your name.',
  },
  plainHttp: {
    zh: '连接没有加密：只在内部网络使用。手机定位、通知、断网打开都要 HTTPS，请管理员配置。',
    en: 'This connection is not encrypted: use it on an internal network only. Location, notices and opening offline need HTTPS: ask the administrator.',
  },
  asking: { zh: '正在连接…', en: 'Connecting…' },
  silent: {
    zh: '服务器没有应答，{n} 秒后再试',
    en: 'The server does not answer, trying again in {n} s',
  },
  silentNow: { zh: '服务器没有应答', en: 'The server does not answer' },
  retry: { zh: '现在重试', en: 'Try now' },

  wall: { zh: '大屏登录', en: 'Sign a wall in' },
  wallLead: {
    zh: '管理员在 设置 › 大屏 里生成令牌，只显示一次。',
    en: 'An administrator makes the token under Settings › Walls; it is shown once.',
  },
  token: { zh: '大屏令牌或地址', en: 'Token or address of the wall' },
  tokenNeeded: { zh: '请粘贴令牌', en: 'Paste the token' },
  openWall: { zh: '打开大屏', en: 'Open the wall' },
  toWall: { zh: '这是大屏，用令牌登录', en: 'This is a wall: sign in with a token' },
  toSignIn: { zh: '用账号登录', en: 'Sign in with an account' },
});
