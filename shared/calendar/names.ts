import type { Sentence } from '../refusal.ts';
import type { DayType } from './contract.ts';

/** What the types of days are called. */
export const dayTypeNames: Readonly<Record<DayType, Sentence>> = {
  workday: { zh: '工作日', en: 'workdays' },
  restday: { zh: '休息日', en: 'days of rest' },
  holiday: { zh: '节假日', en: 'holidays' },
  makeup: { zh: '调休上班日', en: 'make-up workdays' },
};
