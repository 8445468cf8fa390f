import { describe, expect, it } from 'vitest';
import {
  atLeast,
  CLASSES,
  classOf,
  FIRST_WORDS,
  incidentKind,
  isGraded,
  kindCode,
  KINDS,
  URGENCIES,
  type Kind,
  type KindCode,
} from '../../shared/kind.ts';

const kinds = Object.entries(KINDS) as [KindCode, Kind][];
const firstWords = kinds.filter(([code]) => code.startsWith('U'));

describe.each(kinds)('%s', (code, kind) => {
  it('has words in both languages, a mark and an urgency', () => {
    expect(kind.zh).toMatch(/^\p{Script=Han}+$/u);
    expect(kind.en).toMatch(/^[A-Z][A-Za-z ,()-]+$/);
    expect(URGENCIES).toContain(kind.urgency);
    expect(kind.glyph).toMatch(/^(fire|water|wind|snow|road|people|power|health|other)$/);
  });
  it('is of one of the four classes, or a first word', () => {
    expect([...Object.keys(CLASSES), 'U']).toContain(classOf(code));
    expect(code).toMatch(/^(N|A|H|SS|U)\d{2}$/);
  });
  it('is let in for a report, and for an incident when it is no first word', () => {
    expect(kindCode.safeParse(code).success).toBe(true);
    expect(incidentKind.safeParse(code).success).toBe(!code.startsWith('U'));
  });
  it('most likely becomes a kind that incidents have, when it is a first word', () => {
    const { likely } = kind;
    if (code.startsWith('U')) expect(incidentKind.safeParse(likely).success).toBe(true);
    else expect(likely).toBeUndefined();
  });
  it('is graded unless it is a matter of social security (Emergency Response Law, art. 3)', () => {
    expect(isGraded(code)).toBe(!code.startsWith('SS'));
  });
});

describe('the list', () => {
  it('has the 16, 13, 6 and 6 kinds of docs/rules.md, and no word twice', () => {
    const of = (name: string) => kinds.filter(([code]) => classOf(code) === name).length;
    expect(['N', 'A', 'H', 'SS', 'U'].map(of)).toEqual([16, 13, 6, 6, 5]);
    expect(new Set(kinds.map(([, { zh }]) => zh)).size).toBe(kinds.length);
  });
  it('offers eight buttons to a phone, each known', () => {
    expect(FIRST_WORDS).toHaveLength(8);
    expect(new Set(FIRST_WORDS).size).toBe(8);
    for (const code of FIRST_WORDS) expect(KINDS).toHaveProperty(code);
    for (const [code] of firstWords) expect(FIRST_WORDS).toContain(code);
  });
  it('refuses what is not in it', () => {
    for (const code of ['N17', 'n01', 'SS', '', '__proto__', 'constructor', 'N01 '])
      expect(kindCode.safeParse(code).success, code).toBe(false);
  });
});

it('urgency is ordered: critical, urgent, routine', () => {
  const rank = URGENCIES.map((one) => URGENCIES.map((other) => atLeast(one, other)));
  expect(rank).toEqual([
    [true, true, true],
    [false, true, true],
    [false, false, true],
  ]);
});
