import type { Pattern } from './contract.ts';

/**
 * What an office works by until it has arranged its own (docs/rules.md, "Duty": a proposal): from 08:30 to 17:30 and
 * through the night on workdays, 24 hours on days of rest and holidays; a leader, two officers, a driver if there is one.
 */
export const DEFAULT_PATTERNS: readonly Pattern[] = [
  pattern('day', '白班', 'Day', 510, 540, ['workday', 'makeup']),
  pattern('night', '夜班', 'Night', 1050, 900, ['workday', 'makeup']),
  pattern('d24', '24小时班', '24 hours', 510, 1440, ['restday', 'holiday']),
].map((made, order) => ({ ...made, order }));

function pattern(
  id: 'day' | 'night' | 'd24',
  zh: string,
  en: string,
  startMinute: number,
  minutes: number,
  on: Pattern['on'],
): Omit<Pattern, 'order'> {
  const posts = { needed: ['leader', 'primary', 'second'], optional: ['driver'] } as const;
  const times = { startMinute, minutes, on, season: null };
  return { id, name: { zh, en }, kind: id, line: 'main', ...times, ...posts, retired: false, seq: 0 };
}
