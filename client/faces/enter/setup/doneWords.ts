import { sentences } from '../../../ui/language.ts';

/** What the last steps of the set-up say: the safe connection, and what to do first. */
export const doneWords = sentences({
  securityTitle: { zh: '连接安全吗？', en: 'Is the connection safe?' },
  securityFine: {
    zh: '现在用的是 HTTPS，下面的功能都能用。',
    en: 'This is HTTPS: everything below works.',
  },
  securityPlain: {
    zh: '现在用的是普通 HTTP。值班台、收件、地图、声音都能用；下面几项不能用，不影响先用起来。',
    en: 'This is plain HTTP. The desk, reports, the map and sound work; the following does not, and can wait.',
  },
  works: { zh: '能用', en: 'Works' },
  worksNot: { zh: '不能用', en: 'Does not work' },
  location: { zh: '手机自动定位', en: 'Location on phones' },
  locationWithout: {
    zh: '联络员只能选村或在地图上点位置',
    en: 'Liaisons choose the village, or a point on the map',
  },
  offline: { zh: '没有信号时打开手机页面', en: 'Opening the phone page without signal' },
  offlineWithout: {
    zh: '已打开的页面断网也能填，恢复后自动发；关掉再开就要有信号',
    en: 'An open page can be filled in offline and sends later; once closed it needs signal to open',
  },
  notices: { zh: '系统通知', en: 'Notices by the system' },
  noticesWithout: {
    zh: '只有打开着的值班台会响',
    en: 'Only a desk that is open sounds',
  },
  awake: { zh: '大屏和手机屏幕常亮', en: 'Screens kept awake' },
  awakeWithout: { zh: '请在电源设置里关掉休眠', en: 'Turn sleep off in the power settings' },
  secrecy: { zh: '密码和内容加密传输', en: 'Passwords and contents encrypted' },
  secrecyWithout: {
    zh: '只在单位内部网络使用，不要放到公网',
    en: "Use it on the unit's own network only, never on the open internet",
  },
  howTo: {
    zh: '怎么办：由懂网络的同志在前面放一台 HTTPS 反向代理，并设 PUBLIC_ORIGINS 和 TRUST_PROXY（见 README）；做好后本页会显示“能用”。',
    en: 'What to do: have somebody who knows the network put an HTTPS reverse proxy in front and set PUBLIC_ORIGINS and TRUST_PROXY (see the README); this page then says “works”.',
  },

  doneTitle: { zh: '可以开始值守了', en: 'Ready for duty' },
  doneLead: {
    zh: '先把账号单打印或复制出来：离开本页以后，密码就再也看不到了。',
    en: 'Print or copy the account sheet first: once you leave this page the passwords cannot be seen again.',
  },
  print: { zh: '打印账号单', en: 'Print the account sheet' },
  copy: { zh: '复制账号单', en: 'Copy the account sheet' },
  copied: { zh: '已复制', en: 'Copied' },
  copyByHand: { zh: '复制不了，请打印', en: 'Cannot copy: print it' },
  toDesk: { zh: '进入值班台', en: 'Open the desk' },
  leaveAsk: {
    zh: '账号单还没打印或复制。再按一次就离开，密码不再显示。',
    en: 'The sheet was neither printed nor copied. Press again to leave; the passwords are then gone.',
  },
  hintWall: {
    zh: '大屏：设置 › 大屏 里生成令牌。',
    en: 'A wall: make its token under Settings › Walls.',
  },
  hintPhone: {
    zh: '联络员：用手机打开 {address} 登录。',
    en: 'Liaisons: open {address} on the phone and sign in.',
  },
  hintPins: {
    zh: '村的位置：值班台地图上“标定位置”。',
    en: "Places of villages: “Pin places” on the desk's map.",
  },
  hintDemo: {
    zh: '想看演示：在服务器上运行 npm run demo，另开一套，不碰这里的数据。',
    en: 'A demonstration: run npm run demo on the server; it is an installation of its own and touches nothing here.',
  },
  shared: { zh: '发给大家的网址', en: 'The address for everybody' },
  sharedHint: {
    zh: '印在每张账号条上：要别的电脑和手机能打开',
    en: 'It is printed on every slip: other computers and phones must reach it',
  },
  sharedLocal: {
    zh: '现在是本机地址，别人打不开。请填服务器的地址，例如 http://10.0.0.5:8080',
    en: "This is the machine's own address: nobody else can open it. Fill in the server's, such as http://10.0.0.5:8080",
  },
  sheet: { zh: '{unit} 账号单', en: 'Accounts of {unit}' },
  sheetNote: {
    zh: '裁开发给本人；本人登录后请改密码，纸条销毁。',
    en: 'Cut apart and give each to its owner, who changes the password and destroys the slip.',
  },
  address: { zh: '网址', en: 'Address' },
});

export const stepWords = sentences({
  code: { zh: '输入一次性代码', en: 'One-time code' },
  codeNote: { zh: '在服务器窗口里', en: "In the server's window" },
  codeDone: { zh: '已核对', en: 'Checked' },
  unit: { zh: '单位和村', en: 'Unit and villages' },
  unitNote: { zh: '示例，或粘贴一张表', en: 'The example, or a table' },
  accounts: { zh: '建立第一批账号', en: 'First accounts' },
  accountsNote: { zh: '管理员、值班员、联络员', en: 'Administrator, officers, liaisons' },
  map: { zh: '地图来源', en: 'Map' },
  mapNote: { zh: '示意底图或在线地图', en: 'Schematic or online' },
  security: { zh: '安全连接检查', en: 'Safe connection' },
  securityNote: { zh: '手机定位、离线需要 HTTPS', en: 'Location and offline need HTTPS' },
  done: { zh: '完成', en: 'Done' },
  doneNote: { zh: '打印账号单，进入值班台', en: 'Print the sheet, open the desk' },
});
