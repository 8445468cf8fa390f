/**
 * The icons, drawn on a grid of 16 with round strokes. Each is a constant of its own, so a page carries only those
 * it imports: `<UiIcon :of="flame" />`. A string is stroked; a pair is what is stroked and what is filled.
 */
export type Shape = string | readonly [stroke: string, fill: string];

/* doing */
export const plus: Shape = 'M8 3v10M3 8h10';
export const minus: Shape = 'M3 8h10';
export const close: Shape = 'M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4';
export const check: Shape = 'M2.8 8.6 6.4 12 13.2 4.4';
export const doubleCheck: Shape = 'M1.4 8.7 4.7 12l6.3-7.2M7.6 11.7l.4.3 6.4-7.2';
export const search: Shape = 'M11.4 7a4.4 4.4 0 1 1-8.8 0 4.4 4.4 0 0 1 8.8 0ZM10.3 10.3 14 14';
export const copy: Shape =
  'M6.8 5.5h5.4c.7 0 1.3.6 1.3 1.3v5.4c0 .7-.6 1.3-1.3 1.3H6.8c-.7 0-1.3-.6-1.3-1.3V6.8c0-.7.6-1.3 1.3-1.3ZM3.6 10.5c-.6-.1-1.1-.6-1.1-1.3V3.8c0-.7.6-1.3 1.3-1.3h5.4c.7 0 1.2.5 1.3 1.1';
export const send: Shape = 'M14 2 1.9 6.8l5.1 2.2L9.2 14.1ZM14 2 7 9';
export const undo: Shape = 'M5.6 2.9 2.6 5.9l3 3M2.8 5.9h6.4a3.7 3.7 0 0 1 0 7.4H6';
export const reload: Shape = 'M13.4 8A5.4 5.4 0 1 1 11.7 4.1L13.3 5.6M13.4 2.4v3.3h-3.3';
export const edit: Shape = 'M10.7 2.8 13.2 5.3 5.6 12.9l-3.1.6.6-3.1ZM9.2 4.3l2.5 2.5';
export const trash: Shape = 'M2.8 4.3h10.4M6 4.2V2.6h4v1.6M4.1 4.5l.6 8.9h6.6l.6-8.9M6.7 7v3.9M9.3 7v3.9';
export const print: Shape = 'M4.6 5.6v-3.2h6.8v3.2M4.5 11.2H2.7V5.8h10.6v5.4h-1.8M4.6 9.2h6.8v4.5H4.6Z';
export const download: Shape = 'M8 2.3v7.6M4.8 6.9 8 10.1l3.2-3.2M2.7 13.4h10.6';
export const upload: Shape = 'M8 10.2V2.6M4.8 5.6 8 2.4l3.2 3.2M2.7 13.4h10.6';
export const filter: Shape = 'M2.4 3.5h11.2L9.4 8.6v4.6l-2.8-1.5V8.6Z';
export const logOut: Shape = 'M6.4 2.7H3.2v10.6h3.2M10 5l3 3-3 3M12.9 8H6.4';

/* ways */
export const chevronLeft: Shape = 'M10 3.5 5.5 8l4.5 4.5';
export const chevronRight: Shape = 'M6 3.5 10.5 8 6 12.5';
export const chevronUp: Shape = 'M3.5 10 8 5.5l4.5 4.5';
export const chevronDown: Shape = 'M3.5 6 8 10.5 12.5 6';
export const arrowLeft: Shape = 'M13.3 8H2.9M6.9 4 2.9 8l4 4';
export const arrowRight: Shape = 'M2.7 8h10.4M9.1 4l4 4-4 4';
export const external: Shape = 'M9.4 2.6h4v4M13.2 2.8 7.8 8.2M11.8 9.2v4.2H2.6V4.2h4.2';

/* the page */
export const menu: Shape = 'M2.5 4h11M2.5 8h11M2.5 12h11';
export const list: Shape = 'M5.6 4h8M5.6 8h8M5.6 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1';
export const more: Shape = [
  '',
  'M3.2 6.7a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6ZM8 6.7a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6ZM12.8 6.7a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6Z',
];
export const grid: Shape = 'M2.8 2.8h4.2v4.2H2.8ZM9 2.8h4.2v4.2H9ZM2.8 9h4.2v4.2H2.8ZM9 9h4.2v4.2H9Z';
export const moon: Shape = 'M13.2 9.7A5.6 5.6 0 0 1 6.3 2.8a5.6 5.6 0 1 0 6.9 6.9Z';
export const sun: Shape =
  'M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0ZM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9';
export const globe: Shape =
  'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM2.2 8h11.6M8 2c-2 1.7-2.7 3.7-2.7 6s.7 4.3 2.7 6c2-1.7 2.7-3.7 2.7-6S10 3.7 8 2Z';
export const settings: Shape =
  'M2.4 4.6h5.1M11.3 4.6h2.3M11.2 4.6a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0ZM13.6 11.4H8.5M4.7 11.4H2.4M8.4 11.4a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0Z';
export const screen: Shape = 'M2 3h12v8H2ZM8 11v2.5M5 13.6h6';
export const keyboard: Shape =
  'M1.8 4h12.4v8.2H1.8ZM4.3 6.7h.1M6.7 6.7h.1M9.2 6.7h.1M11.7 6.7h.1M5.2 9.7h5.6';

/* people and speech */
export const user: Shape =
  'M10.6 5.2a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0ZM2.8 13.6c.4-2.7 2.5-4.2 5.2-4.2s4.8 1.5 5.2 4.2';
export const people: Shape =
  'M8.4 5.4a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0ZM1.7 13.2c.3-2.5 2-3.9 4.5-3.9s4.2 1.4 4.5 3.9M10.4 3.4a2.2 2.2 0 0 1 0 4M11.6 9.7c1.5.5 2.5 1.7 2.7 3.5';
export const phone: Shape =
  'M5.3 2.5 3.6 2.9c-.7.2-1.1.8-1 1.5.5 4.7 4.3 8.5 9 9 .7.1 1.3-.3 1.5-1l.4-1.7-2.9-1.6-1.3 1.4C7.5 9.7 6.3 8.5 5.5 6.7l1.4-1.3Z';
export const message: Shape = 'M2.4 3h11.2v8H8.2l-3.4 2.8V11H2.4Z';
export const bell: Shape =
  'M3 11.3c1-.9 1.3-1.9 1.3-3.9a3.7 3.7 0 0 1 7.4 0c0 2 .3 3 1.3 3.9ZM6.6 13.3c.3.5.8.7 1.4.7s1.1-.2 1.4-.7';
export const bellOff: Shape =
  'M4.9 5.5a3.7 3.7 0 0 1 6.8 1.9c0 1.3.1 2.2.5 2.9M10.8 11.3H3c1-.9 1.3-1.9 1.3-3.9M6.6 13.3c.3.5.8.7 1.4.7s1.1-.2 1.4-.7M2.5 2.5l11 11';
export const speaker: Shape = [
  'M11 5.6a3.4 3.4 0 0 1 0 4.8M12.9 3.6a6.2 6.2 0 0 1 0 8.8',
  'M1.8 6v4h2.6L8.2 13.1V2.9L4.4 6Z',
];
export const speakerOff: Shape = ['M10.9 6.1l3.6 3.8M14.5 6.1l-3.6 3.8', 'M1.8 6v4h2.6L8.2 13.1V2.9L4.4 6Z'];

/* places and the map */
export const pin: Shape =
  'M8 14.3C5 11.4 3.1 9 3.1 6.5a4.9 4.9 0 0 1 9.8 0C12.9 9 11 11.4 8 14.3ZM9.7 6.5a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0Z';
export const locate: Shape =
  'M11.9 8a3.9 3.9 0 1 1-7.8 0 3.9 3.9 0 0 1 7.8 0ZM8 1.6v2.4M8 12v2.4M1.6 8H4M12 8h2.4';
export const layers: Shape = 'M8 2.2 14 5.5 8 8.8 2 5.5ZM2.3 8.3 8 11.4l5.7-3.1M2.3 10.9 8 14l5.7-3.1';
export const ruler: Shape = 'M2 10.9 10.9 2 14 5.1 5.1 14ZM4.4 8.5l1.4 1.4M6.6 6.3l1 1M8.8 4.1l1.4 1.4';
export const house: Shape = 'M2.3 7.6 8 2.6l5.7 5M3.9 6.4v7h8.2v-7M6.5 13.3V9.5h3v3.8';
export const flag: Shape = ['M3.8 2v12.3', 'M3.8 2.3h9L10.9 5.4l1.9 3.1h-9Z'];
export const compass: Shape = ['', 'M13.9 2.1 2.3 7.1l4.7 1.9L8.9 13.7Z'];
export const route: Shape =
  'M4.9 12a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0ZM14.1 4a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0ZM4.9 12h5.4a2 2 0 0 0 0-4H5.7a2 2 0 0 1 0-4H11';

/* files and time */
export const camera: Shape =
  'M2 5h2.7l1.2-1.9h4.2L11.3 5H14v8H2ZM10.4 8.8a2.4 2.4 0 1 1-4.8 0 2.4 2.4 0 0 1 4.8 0Z';
export const image: Shape = 'M2 3h12v10H2ZM2.2 11.2l3.5-3.3 2.7 2.5 2-1.7 3.4 3M11.2 5.9h.1';
export const paperclip: Shape =
  'M12.9 7.3 7.7 12.5a3.2 3.2 0 0 1-4.5-4.5l5.4-5.4a2.1 2.1 0 0 1 3 3L6.4 10.8a1.1 1.1 0 0 1-1.5-1.5L9.6 4.6';
export const file: Shape = 'M3.6 1.9h5.2l3.6 3.6v8.6H3.6ZM8.6 2v3.7h3.7';
export const clock: Shape = 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM8 4.6V8l2.4 1.6';
export const history: Shape = 'M2.6 8a5.5 5.5 0 1 0 1.7-4L2.5 5.7M2.4 2.6v3.2h3.2M8 5v3.2l2.2 1.4';
export const calendar: Shape = 'M2.3 3.4h11.4v10.2H2.3ZM2.5 6.6h11M5.2 1.9v2.5M10.8 1.9v2.5';
export const play: Shape = ['', 'M4.6 2.7v10.6L13 8Z'];
export const pause: Shape = 'M5.5 3.5v9M10.5 3.5v9';

/* states and guards */
export const info: Shape = 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM8 7.4v3.5M8 5v.1';
export const alert: Shape = 'M8 2.2 14.3 13.2H1.7ZM8 6.6v3M8 11.5v.1';
export const help: Shape =
  'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM6.3 6.3a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.9.6-.9 1.3M8 11.4v.1';
export const offline: Shape = 'M2.3 13.2h.6M5.6 13.2v-2.6M9 13.2V8.4M12.4 13.2V4M2 2.6l11.3 11.3';
export const signal: Shape = 'M2.3 13.2h.6M5.6 13.2v-2.6M9 13.2V8M12.4 13.2V3.6';
export const shieldCheck: Shape =
  'M8 1.7 13.1 3.5v4.1c0 3.2-2 5.6-5.1 6.8-3.1-1.2-5.1-3.6-5.1-6.8V3.5ZM5.5 8l1.9 1.8 3.1-3.4';
export const shield: Shape = 'M8 1.7 13.1 3.5v4.1c0 3.2-2 5.6-5.1 6.8-3.1-1.2-5.1-3.6-5.1-6.8V3.5Z';
export const lock: Shape = 'M3.3 7.2h9.4v6.4H3.3ZM5.4 7V4.7a2.6 2.6 0 0 1 5.2 0V7M8 9.7v1.5';
export const key: Shape = 'M7.6 10a3 3 0 1 1-1.6-1.6L12.7 2.3M10.8 4l2 2M8.7 6l1.3 1.3';
export const eye: Shape =
  'M1.5 8C3 5.3 5.2 3.9 8 3.9s5 1.4 6.5 4.1c-1.5 2.7-3.7 4.1-6.5 4.1S3 10.7 1.5 8ZM9.9 8a1.9 1.9 0 1 1-3.8 0 1.9 1.9 0 0 1 3.8 0Z';

/* what happens outside */
export const flame: Shape = [
  '',
  'M8.5 1.3c.2 2.7 4 4 4 7.9A4.5 4.5 0 0 1 8 14.5a4.5 4.5 0 0 1-4.5-4.6c0-2 1.1-3.2 1.9-4.2.1 1.2.6 1.9 1.3 2.2-.3-2.4.1-5 1.8-6.6Z',
];
export const water: Shape =
  'M8 1.9c2.3 2.7 4.1 4.9 4.1 7.3a4.1 4.1 0 0 1-8.2 0C3.9 6.8 5.7 4.6 8 1.9ZM5.9 9.6A2.1 2.1 0 0 0 8 11.6';
export const flood: Shape =
  'M1.7 12.9c1.3 0 1.3-1 2.6-1s1.3 1 2.5 1 1.3-1 2.5-1 1.3 1 2.5 1 1.3-1 2.5-1M3.6 9.3V6.2L8 2.7l4.4 3.5v3.1M6.6 9.3V7.2h2.8v2.1';
export const wind: Shape =
  'M1.8 6h7.5a2 2 0 1 0-1.9-2.6M1.8 8.6h10.3a1.9 1.9 0 1 1-1.8 2.5M1.8 11.2h4.3a1.6 1.6 0 1 1-1.5 2.1';
export const smoke: Shape =
  'M4.6 14c-2-1-2-3 0-4s2-3 0-4 M8.4 14c-2-1-2-3 0-4s2-3 0-4-1-2.8.4-4M12.2 14c-2-1-2-3 0-4s2-3 0-4';
export const snow: Shape =
  'M8 1.8v12.4M2.6 4.9l10.8 6.2M13.4 4.9 2.6 11.1M6.4 2.6 8 4.2l1.6-1.6M6.4 13.4 8 11.8l1.6 1.6';
export const bolt: Shape = ['', 'M9.3 1.3 3 9h4.1l-1 5.7L12.9 6.6H8.6Z'];
export const power: Shape = 'M5.3 2.2v3.1M10.7 2.2v3.1M3.6 5.5h8.8v2.2a4.4 4.4 0 0 1-8.8 0ZM8 12.1v2.2';
export const car: Shape =
  'M1.9 11.5V8.3l1.2-.6 1.4-3.2h7l1.4 3.2 1.2.6v3.2ZM3.2 7.7h9.6M3.4 11.7v1.6M12.6 11.7v1.6M4.3 9.6h.1M11.6 9.6h.1';
export const road: Shape = 'M5.2 2.3 2.3 13.7M10.8 2.3l2.9 11.4M8 2.6v1.8M8 7v2M8 11.6v2';
export const medical: Shape = 'M6.2 2.4h3.6v3.8h3.8v3.6H9.8v3.8H6.2V9.8H2.4V6.2h3.8Z';
export const wrench: Shape =
  'M13.6 4.8a3.6 3.6 0 0 1-4.7 4.3l-4.6 4.6-2-2 4.6-4.6a3.6 3.6 0 0 1 4.3-4.7L9 4.6 9.3 6.7l2.1.3Z';
export const box: Shape = 'M2.4 4.9 8 2.2l5.6 2.7v6.4L8 14l-5.6-2.7ZM2.6 5 8 7.6 13.4 5M8 7.7v6.1';
export const megaphone: Shape = 'M2.2 6.3v3.4h2.1l6.9 3.2V3.1L4.3 6.3ZM4.5 9.8l.9 3.7h1.8l-.7-3M13.3 6.6v2.8';
