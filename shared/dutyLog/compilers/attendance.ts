import type { Attendance } from '../../attendance/contract.ts';
import type { Sentence } from '../../refusal.ts';
import { lineOf, type LogLine, type Sources } from '../line.ts';

/** Who came to his post, signed there and left; who was missing. */
export function* attendance(rows: Sources): Iterable<LogLine> {
  const names = new Map(rows.person?.map(({ id, name }) => [id, name]));
  for (const { id, personId, kind, at, by, onBehalf, handled } of rows.attendance ?? []) {
    const name = names.get(personId) ?? '';
    const { zh, en } = signs[kind];
    const more = handled?.words ?? onBehalf;
    yield lineOf({
      ...{ key: `attendance/${id}`, at, by, kind: 'attendance', major: kind === 'missing', more },
      ...{ zh: `${name}${zh}`, en: `${name} ${en}` },
    });
  }
}

const signs: Readonly<Record<Attendance['kind'], Sentence>> = {
  arrive: { zh: '到岗', en: 'signed in' },
  onPost: { zh: '在岗签到', en: 'signed at the post' },
  patrol: { zh: '巡查签到', en: 'made the rounds' },
  leave: { zh: '离岗', en: 'signed out' },
  missing: { zh: '未到岗', en: 'has not come' },
};
