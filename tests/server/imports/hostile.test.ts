import { afterAll, describe, expect, it } from 'vitest';
import { readTable } from '../../../server/imports/sheet/readTable.ts';
import { hostiles } from '../../support/rosters/hostile.ts';
import { layouts, type Layout } from '../../support/rosters/layouts.ts';

let longest = 0;
let slowest = 0;
afterAll(() => {
  console.log(
    `imports: longest pause of the server ${Math.round(longest)} ms, slowest answer ${Math.round(slowest)} ms`,
  );
});

/** Reads it and watches how the event loop of this process fares meanwhile: the reader has a process of its own. */
async function read(bytes: Buffer) {
  const begun = performance.now();
  let before = begun;
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - before - 5);
    before = performance.now();
  }, 5);
  const answer = await readTable(bytes);
  clearInterval(beat);
  slowest = Math.max(slowest, performance.now() - begun);
  return answer;
}

describe('a file that nobody should open', () => {
  const all = hostiles();
  it.each(all.map((one) => [one.what, one] as const))('%s', async (_what, { bytes, code }) => {
    const answer = await read(bytes);
    expect(answer.what === 'no' ? answer.code : answer.what).toBe(code);
  });

  it('gives away nothing that is not in it', async () => {
    const entity = all.find(({ what }) => what.startsWith('an entity'));
    expect(JSON.stringify(await read(entity?.bytes as Buffer))).not.toContain('root:');
  });
});

describe('the reader', () => {
  it('ends a child that takes too long', async () => {
    const { bytes } = layouts()[0] as Layout;
    expect(await readTable(bytes, { start: 30_000, task: 0 })).toEqual({
      what: 'no',
      code: 'import.damaged',
    });
  });

  it('reads what is fit, in its process as in ours', async () => {
    const { bytes } = layouts()[0] as Layout;
    expect(await read(bytes)).toMatchObject({
      what: 'sheets',
      sheets: [{ name: '4月' }, { name: '通讯录' }],
    });
  });
});
