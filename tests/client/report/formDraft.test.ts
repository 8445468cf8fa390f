import { describe, expect, it } from 'vitest';
import { commands } from '../../../shared/report/contract.ts';
import {
  bodyOf,
  check,
  draftFrom,
  emptyDraft,
  isUntouched,
} from '../../../client/report/phone/form/draft.ts';
import { fromField, toField } from '../../../client/report/phone/form/localTime.ts';

const ZONE = 'Asia/Shanghai';
const NOW = Date.parse('2026-04-05T14:36:00+08:00');
const SENDER = { villageId: 'a', name: '村联络员甲', post: '村联络员' };
const draft = (fields: object = {}) => ({ ...emptyDraft(), kind: 'U01' as const, ...fields });
const body = (fields: object = {}) => bodyOf(draft(fields), SENDER, NOW, ZONE, []);

describe('the body of a report', () => {
  it('is what the contract lets in, from nothing but a kind', () => {
    expect(commands['report.submit'].safeParse(body()).success).toBe(true);
    expect(body()).toMatchObject({ words: '火情', villageId: 'a', channel: 'app', casualties: null });
    expect(body().place).toEqual({
      villageId: 'a',
      point: null,
      source: 'village',
      accuracy: null,
      detail: null,
    });
  });

  it('was found now, unless somebody wrote another time, and happened only when somebody says so', () => {
    expect(body()).toMatchObject({ foundAt: '2026-04-05T14:36:00.000+08:00', happenedAt: null });
    const written = body({ foundAt: '2026-04-05T14:20', happenedAt: '2026-04-05T13:28' });
    expect(written.foundAt).toBe('2026-04-05T14:20:00.000+08:00');
    expect(written.happenedAt).toBe('2026-04-05T13:28:00.000+08:00');
  });

  it('has the position with its radius, and the words about the place', () => {
    const fix = { lat: 42.66, lng: 121.31, accuracy: 17.6 };
    expect(body({ fix, detail: ' 3组 东侧 ' }).place).toEqual({
      ...{ villageId: 'a', point: { lat: 42.66, lng: 121.31 }, source: 'gps' },
      ...{ accuracy: 18, detail: '3组 东侧' },
    });
  });

  it('tells a figure that is not known from one that is none', () => {
    const counts = { ...emptyDraft().counts, dead: '0', trapped: '3' };
    expect(body({ counts }).casualties).toEqual({
      ...{ dead: 0, missing: null, severe: null, minor: null, trapped: 3, evacuated: null },
    });
  });

  it('is as urgent as its kind', () => {
    expect([body().urgency, body({ kind: 'U03' }).urgency]).toEqual(['urgent', 'critical']);
  });

  it('comes back from a refused report as it was written', () => {
    const fields = {
      ...{ detail: '3组', words: '火头过了防火道', foundAt: '2026-04-05T14:20', replaces: 'x' },
      ...{ fix: { lat: 1, lng: 2, accuracy: 18 }, counts: { ...emptyDraft().counts, dead: '0' } },
    };
    expect(draftFrom(body(fields), 'x', ZONE)).toEqual(draft(fields));
  });
});

describe('what is wrong with a draft', () => {
  it('is a missing kind, a time to come, a figure that is none', () => {
    expect(check(draft(), NOW, ZONE)).toEqual({});
    expect(check(emptyDraft(), NOW, ZONE)).toEqual({ kind: 'kindMissing' });
    expect(check(draft({ foundAt: '2026-04-05T14:38' }), NOW, ZONE)).toEqual({ foundAt: 'future' });
    expect(check(draft({ happenedAt: '2026-04' }), NOW, ZONE)).toEqual({ happenedAt: 'badTime' });
    const counts = { ...emptyDraft().counts, dead: '两' };
    expect(check(draft({ counts }), NOW, ZONE)).toEqual({ counts: 'badCount' });
  });

  it('nothing is worth keeping before somebody wrote something', () => {
    expect(isUntouched(emptyDraft())).toBe(true);
    expect(isUntouched({ ...emptyDraft(), fix: { lat: 1, lng: 2, accuracy: 3 } })).toBe(true);
    expect(isUntouched(draft())).toBe(false);
  });
});

describe('the field of a time', () => {
  it('is read in the zone of the unit, whatever the phone believes', () => {
    expect(toField(NOW, ZONE)).toBe('2026-04-05T14:36');
    expect(fromField('2026-04-05T14:36', ZONE)).toBe(NOW);
    expect(fromField('2026-04-05T14:36', 'Europe/Berlin')).toBe(NOW + 6 * 3_600_000);
    expect(fromField('', ZONE)).toBeNull();
    expect(fromField('2026-13-45T99:99', ZONE)).toBeNull();
  });
});
