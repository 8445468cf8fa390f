/** The most that an office's table may be; a month of a roster has some forty rows. Bytes, and counts. */
export const SHEET_LIMITS = {
  file: 5 * 1024 * 1024,
  unpacked: 50 * 1024 * 1024,
  /** How many times larger than packed; not looked at below a megabyte, where blank cells pack ever so well. */
  ratio: 100,
  entries: 200,
  sheets: 40,
  rows: 5_000,
  columns: 40,
  /** Characters of all cells that are looked at. */
  characters: 1_000_000,
} as const;

/** Why a whole file is not taken. Nothing was read into the roster. */
export const importRefusals = {
  'import.empty': { zh: '文件是空的', en: 'The file is empty' },
  'import.cut-off': { zh: '上传中断，请重试', en: 'The upload broke off: try again' },
  'import.too-large': { zh: '文件过大，最多 5MB', en: 'The file is too large: at most 5 MB' },
  'import.too-many-rows': {
    zh: '工作表“{sheet}”第 {row} 行以后还有内容：最多读 {rows} 行',
    en: 'Sheet “{sheet}” goes on after row {row}: at most {rows} rows are read',
  },
  'import.bomb': {
    zh: '文件解压后过大，不予打开',
    en: 'The file unpacks into far more than a table needs: it is not opened',
  },
  'import.not-a-sheet': {
    zh: '不是 .xlsx、.xls 或 .csv 表格；请在 Excel 或 WPS 里另存为 .xlsx 再导入',
    en: 'Not a table of the kind .xlsx, .xls or .csv: save it anew as .xlsx in Excel or WPS',
  },
  'import.macro': {
    zh: '文件含有宏，不予打开；请另存为不含宏的 .xlsx',
    en: 'The file carries macros and is not opened: save it as .xlsx without them',
  },
  'import.encrypted': {
    zh: '文件设有密码；请去掉密码再导入',
    en: 'The file is locked by a password: take it off first',
  },
  'import.damaged': {
    zh: '文件损坏或结构不正常，打不开；请另存为新的 .xlsx',
    en: 'The file is damaged or not as it should be: save it anew as .xlsx',
  },
  'import.busy': {
    zh: '正在处理别的文件，请稍后再试',
    en: 'Other files are being read: try again in a moment',
  },
  'import.no-head': {
    zh: '没有找到表头：需要“日期”一列，和“带班领导”“主班”“副班”“值班员”“驾驶员”中的至少一列',
    en: 'No heading was found: a column of dates, and one of leader, primary, second, officers or driver',
  },
  'import.no-rows': { zh: '表头下面没有带日期的行', en: 'Below the heading there is no row with a date' },
  'import.other-month': {
    zh: '表里是 {found} 的值班，不是 {month}（第 {row} 行起）',
    en: 'The table is of {found}, not of {month} (from row {row})',
  },
  'import.other-year': {
    zh: '从第 {row} 行起，星期与 {month} 对不上：像是别的年份的值班表',
    en: 'From row {row} on the weekdays do not fit {month}: it looks like another year’s roster',
  },
  'import.other-office': {
    zh: '第 {row} 行写的是“{office}”，不是本单位“{unit}”的值班表',
    en: 'Row {row} says “{office}”: this is not a roster of “{unit}”',
  },
  'import.nobody-known': {
    zh: '第 {row} 行起的 {count} 个姓名都不在值班人员名单里：像是别的单位的值班表',
    en: 'None of the {count} names from row {row} on is on the duty list: it looks like another office’s roster',
  },
  'import.published': {
    zh: '{month} 的值班表已发布，不能再导入；请用换班、代班或改派',
    en: 'The roster of {month} is published and takes no import: use swaps, substitutions or the leader’s order',
  },
} as const;
export type ImportRefusal = keyof typeof importRefusals;
