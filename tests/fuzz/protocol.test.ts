import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../scripts/client.ts';
import { chanceOf } from '../support/fuzz/chance.ts';
import { CHANCE_SEED, percentile, SEED } from '../support/fuzz/figures.ts';
import { BINARY, RawSocket, TEXT, type Frame } from '../support/fuzz/frames.ts';
import { openHouse, setUpHouse, signEverybodyIn, type Crowd, type House } from '../support/fuzz/house.ts';
import { bare, besiege } from '../support/fuzz/siege.ts';
import { reportBody } from '../support/spine.ts';
import { PROTOCOL } from '../../shared/wire.ts';

/* What is no message at all: frames that nobody may send, handshakes that are not ours, connections that hang. */
let house: House;
let crowd: Crowd;
let officer: Client;
beforeAll(async () => {
  house = await openHouse();
  await setUpHouse(house);
  crowd = await signEverybodyIn(house);
  officer = crowd.clients.dutyOfficer;
});
afterAll(() => house.close());
/** Whatever came in: a report still gets through, and nothing is bent. */
afterEach(async () => {
  await officer.command('report.submit', reportBody('照常') as never);
  expect(house.heard()).toEqual([]);
  expect(await house.probe()).toMatchObject({ untouched: true, unhandled: 0 });
});

const text = (payload: string | Buffer, more: Partial<Frame> = {}): Frame => ({
  ...{ opcode: TEXT, payload: Buffer.from(payload) },
  ...more,
});
const hello = `420["hello",{"protocol":${PROTOCOL},"book":"real","epoch":null,"since":0}]`;

/** Frames after which the server ends the connection. */
const forbidden: [what: string, frames: readonly Frame[]][] = [
  ['64 KB and one byte', [text(`42["hello",${'x'.repeat(65_536 - 11)}"`)]],
  ['2 MB', [text(Buffer.alloc(2 * 1024 * 1024, 'x'))]],
  ['a length without an end', [text('x', { claims: 2n ** 62n })]],
  ['a length of 4 GB', [text('x', { claims: 2n ** 32n })]],
  ['a frame that is not masked', [text('2', { masked: false })]],
  ['bits that mean nothing', [text('2', { reserved: 4 })]],
  ['an opcode that means nothing', [text('2', { opcode: 3 })]],
  ['a control frame that is too long', [text('x'.repeat(126), { opcode: 9 })]],
  ['a control frame in pieces', [text('x', { opcode: 9, fin: false })]],
  ['the middle of nothing', [text('x', { opcode: 0 })]],
  ['text that is none', [text(Buffer.from([0xff, 0xfe, 0x80]))]],
  [
    '200,000 fragments without an end',
    Array.from({ length: 200_000 }, (_, n) => text('x', { opcode: n ? 0 : TEXT, fin: false })),
  ],
  [
    '200,000 empty ones',
    Array.from({ length: 200_000 }, (_, n) => text('', { opcode: n ? 0 : TEXT, fin: false })),
  ],
  [
    '1,000 attachments that come',
    [text('451000-["command",{"_placeholder":true,"num":0}]'), ...binaries(1_000)],
  ],
  ['no attachment where one is said to be', [text('450-["command",{"_placeholder":true,"num":0}]')]],
  ['an attachment that nobody spoke of', binaries(1)],
  ['attachments without a number', [text('45-["hello",{}]')]],
  ['a negative number of them', [text('45-1-["hello",{}]')]],
  ['a packet of a kind that there is not', [text('49["hello"]')]],
  ['no JSON', [text('42[')]],
  ['a text for a list', [text('42"hello"')]],
  ['a name that is a number', [text('42[1,{}]')]],
  ['an event of the library’s own', [text('42["disconnect",{}]')]],
  ['lists, 32,000 deep', [text(`420["hello",${'['.repeat(32_000)}${']'.repeat(32_000)}]`)]],
];

function binaries(count: number): Frame[] {
  return Array.from({ length: count }, () => ({ opcode: BINARY, payload: Buffer.from([1, 2, 3]) }));
}

describe('frames', () => {
  it.each(forbidden)('%s', async (_what, frames) => {
    const socket = await RawSocket.join(house.origin, officer.cookie);
    for (const frame of frames) socket.send(frame);
    socket.text(hello);
    // Either the connection ends, or it goes on as if nothing had been; nothing else.
    const answer = await socket.heard((heard) => heard.startsWith('430['));
    if (answer !== null) expect(answer).toContain('"why"');
    socket.close();
  });

  it('a message in ten thousand fragments is a message, or the end', async () => {
    const socket = await RawSocket.join(house.origin, officer.cookie);
    [...hello].forEach((one, n) =>
      socket.send(text(one, { opcode: n ? 0 : TEXT, fin: n === hello.length - 1 })),
    );
    expect(await socket.heard((heard) => heard.startsWith('430['))).toContain('"ok"');
    socket.close();
  });

  it('other namespaces are not there', async () => {
    for (const name of ['/admin', '/__proto__', '/constructor', `/${'a'.repeat(10_000)}`, '/#', '/?a=b']) {
      const socket = await RawSocket.join(house.origin, officer.cookie);
      socket.text(`40${name},`);
      const answer = await socket.heard((heard) => heard.startsWith('44'));
      expect({ name: name.slice(0, 20), answer: answer?.slice(0, 2) ?? 'over' }).toMatchObject({
        answer: expect.stringMatching(/^(44|over)$/),
      });
      socket.close();
    }
  });

  it('packets of pure chance', async () => {
    for (const seed of [SEED, CHANCE_SEED]) {
      const chance = chanceOf(seed);
      for (let n = 0; n < 300; n += 1) {
        const socket = await RawSocket.join(house.origin, officer.cookie);
        const payload = chance.of(50)
          ? Buffer.from(
              chance.one(['4', '42', '45', '43', '41', '40', '5', '6', '3', '0', '1', 'b']) +
                chance.bytes(20).toString('latin1'),
            )
          : chance.bytes(chance.roll(200));
        socket.send({
          opcode: chance.one([TEXT, BINARY, 0, 8, 9, 10, 5]),
          payload,
          fin: chance.of(80),
          reserved: chance.of(5) ? 1 : 0,
        });
        socket.text(hello);
        await socket.heard((heard) => heard.startsWith('430['));
        socket.close();
      }
    }
  });
});

describe('handshakes', () => {
  const paths = [
    'EIO=3&transport=websocket',
    'EIO=5&transport=websocket',
    'transport=websocket',
    'EIO=4&EIO=3&transport=websocket',
    'EIO[]=4&transport=websocket',
    'EIO=4&transport=polling',
    'EIO=4&transport=webtransport',
    'EIO=4&transport=__proto__',
    'EIO=4&transport=constructor',
    'EIO=4&transport=websocket&transport=polling',
    'EIO=4&transport=websocket&sid=__proto__',
    'EIO=4&transport=websocket&sid=constructor',
    'EIO=4&transport=websocket&sid=hasOwnProperty',
    'EIO=4&transport=websocket&sid=abc',
    'EIO=4&transport=websocket&sid=a&sid=b',
    `EIO=4&transport=websocket&t=${'x'.repeat(8_000)}`,
    'EIO=4&transport=websocket&__proto__[a]=b',
    '%',
  ];
  it.each(paths)('%s', async (query) => {
    const path = `/socket.io/?${query}`;
    const opened = await RawSocket.open(house.origin, officer.cookie, path).catch(
      (problem: Error) => problem.message,
    );
    if (typeof opened === 'string') expect(opened).toMatch(/^(4\d\d|closed)$/);
    else {
      opened.text('40');
      opened.text(hello);
      await opened.heard((heard) => heard.startsWith('430[') || heard.startsWith('44'));
      opened.close();
    }
    for (const method of ['GET', 'POST', 'PUT', 'OPTIONS']) {
      const { status } = await officer.ask(method, path, method === 'POST' ? {} : undefined);
      expect({ method, refused: status >= 400 && status < 500 }).toEqual({ method, refused: true });
    }
  });

  it('hundreds that are left half done', async () => {
    const before = await house.probe();
    const halves = [
      '',
      'G',
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n',
      '\0\0\0\0',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    ];
    for (let round = 0; round < (process.env.LONG ? 10 : 2); round += 1) {
      const all = await Promise.all(Array.from({ length: 200 }, () => bare(house.origin)));
      all.forEach(({ socket }, n) => socket.write(halves[n % halves.length] as string));
      await officer.command('report.submit', reportBody('照常') as never);
      for (const { socket } of all) socket.destroy();
      await Promise.all(all.map(({ over }) => over));
    }
    const after = await house.probe();
    console.log(
      `fuzz: half handshakes, RSS ${before.rssMb} → ${after.rssMb} MB, longest stall ${after.stallMs} ms`,
    );
    expect(after.rssMb - before.rssMb).toBeLessThan(100);
  });
});

describe('connections that hang', () => {
  const head = 'GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n';
  const body = head.replace('GET /livez', 'POST /api/commands') + 'Content-Type: application/json\r\n';
  const many = process.env.LONG ? 500 : 100;
  const kinds: [what: string, head: string, drip: string][] = [
    ['a head that never ends', head, ''],
    ['a head that drips', `${head}X: `, 'x'],
    ['a body that never ends', `${body}Content-Length: 60000\r\n\r\n{`, ''],
    ['a body that drips', `${body}Content-Length: 60000\r\n\r\n{`, ' '],
  ];

  it('are closed within 40 seconds, and others are served meanwhile', async () => {
    const sieges = kinds.map(([, said, drip]) => besiege(house.origin, many, said, drip));
    const all = Promise.all(sieges);
    const times: number[] = [];
    let isOver = false;
    void all.then(() => (isOver = true));
    while (!isOver) {
      const began = performance.now();
      await officer.command('report.submit', reportBody('照常') as never, { id: randomUUID() });
      times.push(performance.now() - began);
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 200))]);
    }
    const lives = (await all).map((life, n) => `${kinds[n]?.[0]} ${Math.round(life / 1_000)} s`);
    console.log(
      `fuzz: ${many} each: ${lives.join(', ')}; reports meanwhile p99 ${percentile(times, 0.99)} ms`,
    );
    expect(Math.max(...(await all))).toBeLessThan(40_000);
  });
});
