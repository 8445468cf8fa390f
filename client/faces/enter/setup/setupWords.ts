import { sentences } from '../../../ui/language.ts';

/** What the first set-up says. */
export const setupWords = sentences({
  first: { zh: '首次使用 · 约 6 分钟', en: 'First use · about 6 minutes' },
  kept: { zh: '已自动保存', en: 'Saved by itself' },
  back: { zh: '上一步', en: 'Back' },
  next: { zh: '下一步', en: 'Next' },
  needed: { zh: '必须填写', en: 'This is needed' },

  codeTitle: { zh: '输入一次性代码', en: 'Enter the one-time code' },
  codeLead: {
    zh: '服务器启动时，在它的窗口里显示了一个代码。只有拿到代码的人才能设置。',
    en: 'The server printed a code in its window when it started. Only who has it can set this up.',
  },
  code: { zh: '一次性代码', en: 'One-time code' },
  codeHint: {
    zh: '两组各 4 位，不分大小写。找不到就重启服务器，会显示新的代码。',
    en: 'Two groups of four, small or capital letters. If you cannot find it, restart the server: it prints a new one.',
  },
  codeNeeded: { zh: '请填代码', en: 'Enter the code' },
  codeWait: { zh: '请等 {n} 秒', en: 'Wait {n} s' },

  unitTitle: { zh: '这是哪个单位在用？', en: 'Which unit uses this?' },
  unitLead: {
    zh: '填单位和它的村。先用示例看看也可以，以后能在设置里改。',
    en: 'The unit and its villages. The example is fine for a first look; settings can change it later.',
  },
  unitKeptTitle: { zh: '单位已经建好', en: 'The unit is there already' },
  unitKeptLead: {
    zh: '上次设置在建账号之前中断了。单位和村都在，接着建账号即可；改名在设置里做。',
    en: 'The last set-up was cut short before the accounts. Unit and villages stand: go on with the accounts; names are changed in the settings.',
  },
  example: { zh: '用示例：土城子乡', en: 'Example: Tuchengzi' },
  paste: { zh: '粘贴或选文件', en: 'Paste, or choose a file' },
  source: { zh: '村从哪里来', en: 'Where the villages come from' },
  unitName: { zh: '单位名称', en: 'Name of the unit' },
  unitNameHint: { zh: '例如 土城子乡', en: 'Such as 土城子乡' },
  unitCode: { zh: '区划代码（选填）', en: 'Division code (optional)' },
  unitCodeForm: { zh: '6 到 12 位数字', en: '6 to 12 figures' },
  superior: { zh: '报送上级', en: 'Reports to' },
  superiorHint: { zh: '例如 奈曼旗', en: 'Such as 奈曼旗' },
  villages: { zh: '{n} 个行政村', en: '{n} {n|village|villages}' },
  twoSpellings: {
    zh: '{n} 个村名有两种写法，请确认',
    en: '{n} {n|name has|names have} two spellings: choose',
  },
  spellingOf: { zh: '{name} 的写法', en: 'Spelling of {name}' },
  aliasKept: {
    zh: '没有选中的写法会留作别名，搜索时一样能找到。',
    en: 'The spelling not chosen stays as an alias: search finds it as well.',
  },
  placeholders: {
    zh: '{n} 个村没有实际坐标，先放在演示位置（虚线），以后在地图上拖到实际位置。',
    en: '{n} {n|village has|villages have} no real position: drawn dashed at a placeholder until somebody pins it on the map.',
  },
  villagesNeeded: {
    zh: '还没有村：用示例，或粘贴一张表',
    en: 'No villages yet: take the example, or paste a table',
  },
  table: { zh: '村的表格', en: 'Table of villages' },
  tableHint: {
    zh: '第一行写列名：编码、名称、别名、纬度、经度，顺序不限，只有“名称”必须有。坐标用 WGS-84。',
    en: 'Columns named in the first line: code, name, alias, latitude, longitude, in any order; only the name is needed. Positions in WGS-84.',
  },
  chooseFile: { zh: '选 CSV 文件', en: 'Choose a CSV file' },
  fromExcel: { zh: '也可以从 Excel 直接复制粘贴', en: 'Or copy and paste from a spreadsheet' },
  workbook: {
    zh: '这是 Excel 工作簿，请在 Excel 里“另存为 CSV”，或直接复制粘贴',
    en: 'This is a workbook: save it as CSV, or copy and paste the cells',
  },
  fileTooLarge: {
    zh: '文件太大，村表不会超过 200 kB',
    en: 'Too large: a table of villages has 200 kB at most',
  },
  dryRun: { zh: '试读：{n} 个村可用', en: 'Dry run: {n} {n|village|villages} can be used' },
  dryRunBad: { zh: '，{n} 处要改', en: ', {n} {n|thing|things} to correct' },
  line: { zh: '第 {n} 行', en: 'Line {n}' },
  moreProblems: { zh: '还有 {n} 处', en: '{n} more' },
  take: { zh: '用这 {n} 个村', en: 'Take {n|this village|these {n} villages}' },
  confirmVillages: { zh: '确认 {n} 个村，下一步', en: 'These {n}, next' },

  accountsTitle: { zh: '建立第一批账号', en: 'The first accounts' },
  accountsLead: {
    zh: '管理员和值班员必须有，其余可以以后再建。密码已生成好，下一步之后能打印发给本人。',
    en: 'An administrator and a duty officer are needed, the rest can wait. Passwords are made; they can be printed afterwards.',
  },
  staff: { zh: '值班室', en: 'Duty room' },
  liaisons: { zh: '村联络员', en: 'Village liaisons' },
  perVillage: { zh: '每村', en: 'Per village' },
  both: { zh: 'A、B 角', en: 'A and B' },
  onlyA: { zh: '只建 A 角', en: 'A only' },
  none: { zh: '以后再建', en: 'Later' },
  role: { zh: '岗位', en: 'Role' },
  name: { zh: '姓名', en: 'Name' },
  post: { zh: '职务', en: 'Post' },
  signInName: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  addOfficer: { zh: '加一名值班员', en: 'Add a duty officer' },
  removeOf: { zh: '删去 {name}', en: 'Remove {name}' },
  anotherFor: { zh: '给 {name} 换一个密码', en: 'Another password for {name}' },
  fieldOf: { zh: '{name} 的{field}', en: '{field} of {name}' },
  passwordShort: { zh: '至少 8 位', en: 'At least 8 characters' },
  signInForm: {
    zh: '2–32 个字母、数字或汉字，可用 . _ -',
    en: '2 to 32 letters, figures or Chinese characters; . _ - are allowed',
  },
  signInTwice: { zh: '和别人重复了', en: 'Somebody else has it' },
  noAdministrator: { zh: '至少要有一个管理员账号', en: 'At least one must be an administrator' },
  noOfficer: { zh: '至少要有一个值班员账号', en: 'At least one must be a duty officer' },
  tooManyAccounts: {
    zh: '一次最多建 60 个账号，其余在设置里建',
    en: '60 accounts at once at most: make the rest in the settings',
  },
  make: { zh: '建立单位和 {n} 个账号', en: 'Make the unit and {n} accounts' },
  making: { zh: '正在建立，请不要关闭页面…', en: 'Making them: keep this page open…' },

  mapTitle: { zh: '地图用哪一种？', en: 'Which map?' },
  mapLead: {
    zh: '不确定就用示意底图，以后随时能换。',
    en: 'If in doubt take the schematic one; it can be changed at any time.',
  },
});
