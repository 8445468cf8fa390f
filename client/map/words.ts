import type { Glyph } from '../../shared/kind.ts';
import { sentences, type Sentence } from '../ui/language.ts';

/** What the map says. */
export const words = sentences({
  title: { zh: '地图', en: 'Map' },
  map: {
    zh: '全乡地图。方向键移动，加减键缩放；按 Tab 到标记，再用方向键在标记间移动。',
    en: 'Map of the township. Arrow keys move it, plus and minus zoom; Tab goes to the marks, arrow keys then go from mark to mark.',
  },
  tools: { zh: '地图工具', en: 'Map tools' },
  zoomIn: { zh: '放大', en: 'Zoom in' },
  zoomOut: { zh: '缩小', en: 'Zoom out' },
  fit: { zh: '显示全乡', en: 'Show the whole township' },
  layers: { zh: '图层', en: 'Layers' },
  measure: { zh: '测距', en: 'Measure' },
  legend: { zh: '图例', en: 'Legend' },
  imported: { zh: '导入的图层', en: 'Imported layers' },
  schematic: { zh: '示意底图，非测绘成果', en: 'Schematic base map, not surveyed' },
  demonstration: {
    zh: '示意底图 · 演示位置，非测绘成果',
    en: 'Schematic base map · positions for demonstration, not surveyed',
  },
  placeholders: {
    zh: '虚线村点为演示位置，非测绘成果',
    en: 'Dashed villages: positions for demonstration, not surveyed',
  },
  unsurveyed: { zh: '位置待标定', en: 'position not yet pinned' },
  approximate: { zh: '位置为所在村，待核实', en: 'position is the village only' },
  seat: { zh: '乡政府驻地', en: 'township seat' },
  waiting: { zh: '待签收', en: 'not acknowledged' },
  acknowledged: { zh: '已签收', en: 'acknowledged' },
  planned: { zh: '计划中', en: 'planned' },
  position: { zh: '坐标', en: 'Position' },
  copyPosition: { zh: '复制坐标', en: 'Copy position' },
  copied: { zh: '已复制', en: 'Copied' },
  selected: { zh: '已选中，请手动复制', en: 'Selected: copy it by hand' },
  close: { zh: '关闭', en: 'Close' },
  measureHint: { zh: '点击地图量距离，Esc 结束', en: 'Click points to measure, Esc ends' },
  measured: { zh: '全长 {length}', en: 'Total {length}' },
  pickHint: {
    zh: '点击地图选位置；用键盘时移动地图，按 Enter 取中心点',
    en: 'Click a point; by keyboard move the map and press Enter to take its centre',
  },
  pinHint: {
    zh: '把村点拖到实际位置；用键盘时方向键移动，Enter 放下',
    en: 'Drag a village to its real place; by keyboard move with arrows, Enter drops it',
  },
});

export const partWords = sentences({
  villages: { zh: '村', en: 'Villages' },
  incidents: { zh: '事件', en: 'Incidents' },
  reports: { zh: '收件', en: 'Reports' },
  limits: { zh: '村界', en: 'Village limits' },
  roads: { zh: '道路', en: 'Roads' },
  contours: { zh: '等高线', en: 'Contours' },
  woods: { zh: '林地', en: 'Woods' },
});

/** One word for a kind of event, as a chip has it. */
export const kindWords: Record<Glyph, Sentence> = {
  fire: { zh: '火情', en: 'Fire' },
  water: { zh: '水情', en: 'Water' },
  wind: { zh: '风灾', en: 'Wind' },
  snow: { zh: '雪冻', en: 'Snow, ice' },
  road: { zh: '道路', en: 'Road' },
  people: { zh: '人员', en: 'People' },
  power: { zh: '电力', en: 'Power' },
  health: { zh: '卫生', en: 'Health' },
  other: { zh: '其他', en: 'Other' },
};

export const stateWords = sentences({
  open: { zh: '处置中', en: 'open' },
  controlled: { zh: '已控制', en: 'controlled' },
  closed: { zh: '已终止', en: 'closed' },
});

/** Grades of the Emergency Response Law, art. 3: words, never a colour. */
export const gradeWords: Record<1 | 2 | 3 | 4, Sentence> = {
  1: { zh: '特别重大', en: 'extremely serious' },
  2: { zh: '重大', en: 'serious' },
  3: { zh: '较大', en: 'considerable' },
  4: { zh: '一般', en: 'ordinary' },
};

export const legendWords = sentences({
  village: { zh: '村', en: 'Village' },
  placeholder: { zh: '村（演示位置）', en: 'Village (demo position)' },
  open: { zh: '处置中', en: 'Open' },
  controlled: { zh: '已控制', en: 'Controlled' },
  closed: { zh: '已终止', en: 'Closed' },
  waiting: { zh: '待签收', en: 'New report' },
  acknowledged: { zh: '已签收', en: 'Report' },
  moving: { zh: '在途', en: 'Under way' },
  standby: { zh: '待命', en: 'Standby' },
  store: { zh: '物资库', en: 'Store' },
  closure: { zh: '管控', en: 'Closure' },
  plannedClosure: { zh: '待封控', en: 'Planned closure' },
  post: { zh: '前方指挥', en: 'Command post' },
});
