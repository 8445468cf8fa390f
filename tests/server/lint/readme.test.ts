import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SETTING_NAMES, readConfig } from '../../../server/config.ts';

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
const settingsIn = (text: string) =>
  [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]).sort();

describe('the README', () => {
  it.each(['README.md', 'README.zh-CN.md'])('%s lists every setting, and no other', (name) => {
    expect(settingsIn(read(name))).toEqual([...SETTING_NAMES].sort());
  });

  it.each(['README.md', 'README.zh-CN.md'])('%s names only commands that there are', (name) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(name).matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1] as string);
    expect(named.filter((command) => !(command in scripts))).toEqual([]);
    expect(named.length).toBeGreaterThan(5);
  });
});

describe('the architecture page', () => {
  it('stays short enough to stay true, and names only files that are there', () => {
    const text = read('docs/architecture.md');
    expect(text.split('\n').length).toBeLessThanOrEqual(80);
    const files = [...text.matchAll(/`((?:server|shared|client|scripts|tests)\/[\w./-]+\.\w+)`/g)].map(
      (match) => match[1] as string,
    );
    for (const file of files) expect(() => read(file)).not.toThrow();
    expect(files.length).toBeGreaterThan(8);
  });
});

describe('the settings', () => {
  it.each([
    [{ PORT: 'eighty' }, /PORT/],
    [{ TZ_NAME: 'Mars/Olympus' }, /TZ_NAME: must be an IANA time zone/],
    [{ MONGODB_URI: 'localhost' }, /MONGODB_URI: must begin with mongodb/],
    [
      { ANCHOR_DIR: '/srv/zhishou/anchors', DATA_DIR: '/srv/zhishou' },
      /ANCHOR_DIR: must not lie inside DATA_DIR/,
    ],
    [{ STORE_NO_SYNC: 'true', DATA_DIR: '/srv/zhishou' }, /throw-away/],
  ])('that are wrong are said in words: %j', (environment, sentence) => {
    expect(() => readConfig(environment)).toThrow(sentence);
  });

  it('that are left out are as the README says', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 8080,
      HOST: '127.0.0.1',
      TZ_NAME: 'Asia/Shanghai',
      TRUST_PROXY: 0,
    });
  });
});
