import { sentences } from '../ui/language.ts';

/** What leads to the roster: kept apart, so that a menu does not bring in all its words. */
export const rosterMenu = sentences({ roster: { zh: '值班表', en: 'Duty roster' } });
