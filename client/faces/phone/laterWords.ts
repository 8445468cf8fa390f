import { sentences } from '../../ui/language.ts';

/* The words of what is fetched after the start. */

export const signInWords = sentences({
  title: { zh: '登录', en: 'Sign in' },
  name: { zh: '用户名', en: 'Name' },
  password: { zh: '密码', en: 'Password' },
  show: { zh: '显示', en: 'Show' },
  hide: { zh: '隐藏', en: 'Hide' },
  enter: { zh: '登录', en: 'Sign in' },
  missing: { zh: '请填用户名和密码', en: 'Fill in name and password' },
  stays: { zh: '登录后这部手机保持 180 天', en: 'This phone stays signed in for 180 days' },
  setup: { zh: '系统还没有完成首次设置', en: 'The first set-up is still to be done' },
});

export const leaveWords = sentences({
  title: { zh: '还有 {n} 项没有送达', en: '{n} {n|thing has|things have} not gone yet' },
  text: {
    zh: '退出后留在这部手机上，只有您再登录才会送出，别人看不到也送不了。',
    en: 'They stay on this phone and go only when you sign in again; nobody else sees or sends them.',
  },
  stay: { zh: '先不退出', en: 'Stay' },
  leave: { zh: '仍然退出', en: 'Sign out' },
});
