/**
 * The beginnings that most guessed passwords are made of, without the figures and signs people hang on them
 * (“password1!”, “Admin@123”, “woaini1314”). Short on purpose: length does the work, this takes out the obvious.
 */
export const COMMON = new Set(
  `
  a aa aaa ab abc abcd abcde abcdef abcdefg abcdefgh asd asdf asdfg asdfgh asdfghjkl qaz qazwsx qazwsxedc qwe
  qweasd qweasdzxc qwer qwert qwerty qwertyui qwertyuiop zxc zxcv zxcvb zxcvbn zxcvbnm zaq zaqwsx wsx q w z x
  admin administrator adminadmin root rootroot user username guest test tester testing temp default system
  manager master super superman supervisor operator oracle mysql mongo mongodb server login signin pass
  passwd password passwordpassword passphrase pwd secret access change changeme changeit letmein welcome
  hello helloworld whatever trustno computer internet windows samsung apple iphone huawei xiaomi lenovo
  iloveyou loveyou lovely love forever princess sunshine shadow flower summer winter spring autumn
  monday sunday january february march april june july august september october november december
  monkey dragon tiger eagle chicken cookie ginger pepper buster hunter ranger soccer football baseball
  basketball hockey jordan michael jennifer jessica ashley daniel thomas charlie andrew robert george
  matthew joshua nicole amanda maggie killer freedom mustang corvette ferrari mercedes porsche starwars
  batman pokemon naruto chelsea liverpool arsenal barcelona juventus google facebook linkedin qq qqqq
  weixin wechat taobao alibaba baidu tencent china zhongguo zhonghua beijing shanghai neimenggu tongliao
  naiman woaini woaiwo aini aiwo wodemima mima mimamima nihao nihaoma laopo laogong baobei baobao
  zhang zhangsan wang wangwu lisi li liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma
  caonima tianya dearbook shenqi jiayou gongxi facai dalian
  zhishou zhiban zhihui yingji jiuyuan anquan duty dutyroom dutydesk emergency rescue township village
  government office police fire firefighter hospital
  值守 值班 值班室 值班员 应急 应急值守 管理员 密码 我爱你 你好 测试 中国 系统
`
    .trim()
    .split(/\s+/),
);

/** Rows and walks of a keyboard, as fingers run over them. */
export const WALKS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'qazwsxedcrfvtgbyhnujmikolp',
  'qweasdzxc',
  '147258369',
  '741852963',
  '1qazxsw23edcvfr45tgb',
  '!@#$%^&*()',
  '1314520',
  '5201314',
] as const;
