import { sentences } from '../../../../ui/language.ts';

/** What can be wrong with a table of villages, with what to do. */
export const problems = sentences({
  empty: { zh: '还没有内容', en: 'There is nothing yet' },
  heading: {
    zh: '第一行要写列名，至少有“名称”一列',
    en: 'The first line must name the columns, “name” at least',
  },
  tooMany: { zh: '有 {n} 个村，一个单位最多 60 个', en: '{n} villages: a unit has 60 at most' },
  noName: { zh: '没有村名', en: 'No name' },
  nameLong: { zh: '村名“{name}…”超过 20 个字', en: 'The name “{name}…” is longer than 20 characters' },
  nameTwice: { zh: '“{name}”和第 {first} 行重复', en: '“{name}” is in line {first} already' },
  aliasLong: { zh: '别名“{alias}…”超过 20 个字', en: 'The alias “{alias}…” is longer than 20 characters' },
  code: {
    zh: '编码“{code}”不是 12 位数字（Excel 里请设为文本）',
    en: 'The code “{code}” is not 12 figures (in Excel make it text)',
  },
  codeTwice: { zh: '编码 {code} 和第 {first} 行重复', en: 'Code {code} is in line {first} already' },
  halfPosition: { zh: '纬度、经度要么都填，要么都不填', en: 'Give both latitude and longitude, or neither' },
  notNumber: { zh: '“{text}”不是小数形式的度数', en: '“{text}” is not a number of degrees' },
  swapped: { zh: '纬度 {lat}、经度 {lng} 像是写反了', en: 'Latitude {lat} and longitude {lng} seem swapped' },
  range: { zh: '纬度 {lat}、经度 {lng} 超出范围', en: 'Latitude {lat}, longitude {lng} is out of range' },
});
