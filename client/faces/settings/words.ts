import { sentences } from '../../ui/language.ts';

/** What the settings say. */
export const words = sentences({
  title: { zh: '设置', en: 'Settings' },
  sections: { zh: '设置项', en: 'Sections' },
  unit: { zh: '单位与报警', en: 'Unit and alarms' },
  villages: { zh: '村', en: 'Villages' },
  base: { zh: '底图', en: 'Base map' },
  accounts: { zh: '账号', en: 'Accounts' },
  walls: { zh: '大屏', en: 'Walls' },
  security: { zh: '安全日志', en: 'Security log' },
  sessions: { zh: '登录设备', en: 'Signed-in devices' },
  password: { zh: '我的密码', en: 'My password' },

  save: { zh: '保存', en: 'Save' },
  saved: { zh: '已保存', en: 'Saved' },
  cancel: { zh: '取消', en: 'Cancel' },
  waiting: { zh: '待发送，会自动再发', en: 'Waiting to be sent, tried again by itself' },
  retention: { zh: '归档多少天后该抹除', en: 'Days after archiving until erasure is due' },
  retentionHint: {
    zh: '30–36500 天；到期的事件列在“历史”里，由带班领导逐件决定',
    en: 'From 30 to 36500; what is due stands in the history, a leader decides on each',
  },
  retentionForm: { zh: '请填 30 到 36500 的整数', en: 'A whole number from 30 to 36500' },
  needed: { zh: '必须填写', en: 'This is needed' },
  readOnly: { zh: '您的岗位只能查看', en: 'Your post may look, not change' },

  unitName: { zh: '单位名称', en: 'Name of the unit' },
  superior: { zh: '报送上级', en: 'Reports to' },
  dutyPhone: { zh: '值班电话', en: 'Duty phone' },
  dutyPhoneHint: {
    zh: '值班室的办公电话，联络员手机上“打电话”拨这个号',
    en: "The office number of the duty room: what “Call” dials on the liaisons' phones",
  },
  phoneForm: { zh: '3–20 个数字，可用空格、+ 和 -', en: '3 to 20 figures; blanks, + and - are allowed' },
  alarmFrom: { zh: '哪些来报要响铃', en: 'Which reports sound' },
  alarmHint: {
    zh: '响到有人签收为止；低于这一档的只显示不响',
    en: 'They sound until somebody signs; less urgent ones only show',
  },
  minutes: { zh: '几分钟没签收算超时', en: 'Minutes until unsigned counts as late' },
  minutesHint: { zh: '1–120 分钟，超时后升级提醒', en: '1 to 120 minutes; then it is escalated' },
  minutesForm: { zh: '请填 1 到 120 的整数', en: 'A whole number from 1 to 120' },
  fromCritical: { zh: '只有特急', en: 'Critical only' },
  fromUrgent: { zh: '紧急和特急', en: 'Urgent and critical' },
  fromRoutine: { zh: '全部', en: 'All' },

  villageList: { zh: '{n} 个村', en: '{n} {n|village|villages}' },
  code: { zh: '区划代码', en: 'Division code' },
  name: { zh: '村名', en: 'Name' },
  alias: { zh: '另一种写法', en: 'Other spelling' },
  aliasHint: { zh: '搜索时一样能找到', en: 'Search finds it as well' },
  place: { zh: '位置', en: 'Place' },
  surveyed: { zh: '已标定', en: 'Pinned' },
  placeholder: { zh: '演示位置', en: 'Placeholder' },
  pinHint: {
    zh: '还有 {n} 个村在演示位置：在地图上用“标定位置”拖到实际位置，会记下谁在什么时候标的。',
    en: '{n} {n|village is|villages are} at a placeholder: drag them to their real places with “Pin places” on the map; who and when is recorded.',
  },
  rename: { zh: '改名', en: 'Rename' },
  addVillage: { zh: '添加村', en: 'Add a village' },
  codeForm: { zh: '12 位数字，可不填', en: '12 figures, or nothing' },
  position: { zh: '坐标（选填）', en: 'Position (optional)' },
  positionHint: {
    zh: '纬度, 经度（WGS-84），例如 42.352, 120.803；不填先放在乡镇中间',
    en: 'Latitude, longitude (WGS-84), such as 42.352, 120.803; empty: in the middle for now',
  },
  positionForm: { zh: '请写成“纬度, 经度”', en: 'Write “latitude, longitude”' },

  baseIntro: {
    zh: '示意底图由村的位置生成，不连外网。也可以用在线地图，要能访问它的网址。',
    en: "The schematic map is made from the villages' positions and needs no network. An online map needs its address to be reachable.",
  },
  schematic: { zh: '示意底图', en: 'Schematic map' },
  tiles: { zh: '在线地图', en: 'Online map' },
  preset: { zh: '常用来源', en: 'Common sources' },
  url: { zh: '瓦片地址', en: 'Tile address' },
  urlHint: {
    zh: '含 {z} {x} {y}；有子域名的含 {s}。密钥写在地址里。',
    en: 'With {z} {x} {y}, and {s} where there are subdomains. A key goes into the address.',
  },
  urlForm: {
    zh: '要以 http:// 或 https:// 开头，并含 {z} {x} {y}',
    en: 'It must begin with http:// or https:// and have {z} {x} {y}',
  },
  urlKey: { zh: '请把“密钥”换成申请到的密钥', en: 'Put your own key in place of “密钥”' },
  subdomains: { zh: '子域名', en: 'Subdomains' },
  subdomainsHint: { zh: '例如 01234567，没有就不填', en: 'Such as 01234567, or nothing' },
  subdomainsForm: { zh: '小写字母和数字，最多 20 个', en: 'Small letters and figures, at most 20' },
  subdomainsMissing: { zh: '地址里有 {s}，请填子域名', en: 'The address has {s}: fill in the subdomains' },
  zoom: { zh: '最大级别', en: 'Deepest zoom' },
  zoomForm: { zh: '1 到 22', en: '1 to 22' },
  system: { zh: '坐标系', en: 'Coordinate system' },
  systemHint: {
    zh: '天地图用 WGS-84；高德、腾讯用 GCJ-02；选错会偏几百米',
    en: 'Tianditu has WGS-84, Amap and Tencent GCJ-02; the wrong one is off by hundreds of metres',
  },
  attribution: { zh: '来源与审图号', en: 'Source and map approval number' },
  attributionHint: { zh: '按规定显示在地图上', en: 'Shown on the map, as required' },
});

export const systemWords = sentences({
  wgs84: { zh: 'WGS-84', en: 'WGS-84' },
  gcj02: { zh: 'GCJ-02（火星）', en: 'GCJ-02' },
  bd09: { zh: 'BD-09（百度）', en: 'BD-09' },
});
