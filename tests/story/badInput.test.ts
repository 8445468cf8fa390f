import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Screen } from '../support/screen.ts';
import { reportBody } from '../support/spine.ts';
import { openTownship, OWN, type Township } from '../support/township.ts';
import { PROTOCOL } from '../../shared/wire.ts';

let town: Township;
let before: number;
beforeAll(async () => {
  town = await openTownship();
  await town.people.dutyOfficer.command('report.submit', reportBody('先有一条') as never);
  before = await head();
});
afterAll(() => town.close());
/** Whatever came in: the journal is as it was, and the server stands. */
afterEach(async () => {
  expect(await head()).toBe(before);
  expect((await town.nobody.ask('GET', '/readyz')).status).toBe(200);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

async function head(): Promise<number> {
  const { entries } = await town.people.auditor.get<{ entries: { seq: number }[] }>('/api/journal');
  return entries[entries.length - 1]?.seq ?? 0;
}

/** A raw request as the duty officer; the body goes out as it is. */
async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const { cookie, origin } = town.people.dutyOfficer;
  const own = { cookie, origin, 'content-type': 'application/json', ...headers };
  const response = await fetch(origin + path, { method: 'POST', headers: own, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const envelope = (body: unknown, more: object = {}) => ({
  id: randomUUID(),
  book: 'real',
  type: 'report.submit',
  body,
  ...more,
});

describe('over HTTP', () => {
  const good = reportBody('起烟') as Record<string, unknown>;
  it.each(['utf-7', 'utf-16', 'utf-32', 'latin1', 'gbk'])(
    'refuses a body that calls itself %s',
    async (charset) => {
      const headers = { 'content-type': `application/json; charset=${charset}` };
      const { status, body } = await post('/api/commands', JSON.stringify(envelope(good)), headers);
      expect({ status, code: body.code }).toEqual({ status: 415, code: 'http.malformed' });
    },
  );
  const raw: [what: string, body: string][] = [
    ['no JSON', '{"id":'],
    ['an array', '[]'],
    ['a string', '"x"'],
    ['an empty body', ''],
    ['a foreign key in the envelope', JSON.stringify(envelope(good, { role: 'administrator' }))],
    ['an id that is none', JSON.stringify(envelope(good, { id: '1' }))],
    ['an unknown book', JSON.stringify(envelope(good, { book: '../real' }))],
    ['an unknown type', JSON.stringify(envelope(good, { type: 'report.burn' }))],
    ['a type that every object has', JSON.stringify(envelope(good, { type: 'constructor' }))],
    [
      'a prototype in the body',
      `{"id":"${randomUUID()}","book":"real","type":"report.submit","body":{"__proto__":{"x":1}}}`,
    ],
    [
      'a prototype further down',
      JSON.stringify(envelope(good)).replace('"place":{', '"place":{"__proto__":{"x":1},'),
    ],
    ['an operator for a word', JSON.stringify(envelope({ ...good, words: { $ne: null } }))],
    ['an operator for an id', JSON.stringify(envelope({ ...good, villageId: { $gt: '' } }))],
    ['a list for a word', JSON.stringify(envelope({ ...good, words: ['a', 'b'] }))],
    ['words without an end', JSON.stringify(envelope({ ...good, words: '火'.repeat(2_001) }))],
    ['a NUL among the words', JSON.stringify(envelope({ ...good, words: 'a\u0000b' }))],
    [
      'half a character',
      JSON.stringify(envelope({ ...good, words: 'a' })).replace('"words":"a"', '"words":"\\ud83d"'),
    ],
    [
      'a latitude beyond the pole',
      JSON.stringify(envelope({ ...good, place: { ...(good.place as object), point: { lat: 91, lng: 0 } } })),
    ],
    ['a day that there is not', JSON.stringify(envelope({ ...good, foundAt: '2026-02-30T10:00:00+08:00' }))],
    ['a number for a time', JSON.stringify(envelope({ ...good, foundAt: 0 }))],
    [
      'depth without an end',
      `{"id":"${randomUUID()}","book":"real","type":"report.submit","body":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
    ],
  ];

  it.each(raw)('%s is malformed, with a code and a sentence in both languages', async (_what, body) => {
    const answer = await post('/api/commands', body);
    const said = (answer.body.refusal ?? answer.body) as { code: string; zh: string; en: string };
    expect({ status: answer.status, code: said.code }).toMatchObject({
      status: 400,
      code: expect.stringMatching(/malformed|unknown/),
    });
    expect(said.zh).toMatch(/[一-鿿]/);
    expect(said.en).toMatch(/[a-z]/);
  });

  it('a body that is too large is refused before it is read', async () => {
    const answer = await post(
      '/api/commands',
      JSON.stringify(envelope({ ...good, words: '火'.repeat(100_000) })),
    );
    expect(answer).toMatchObject({ status: 413, body: { code: 'http.too-large' } });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'a form’s content type is no command: %s',
    async (type) => {
      expect(
        (await post('/api/commands', JSON.stringify(envelope(good)), { 'content-type': type })).status,
      ).toBe(400);
    },
  );

  it('a query that a route has not declared is malformed', async () => {
    const { status, body } = await post('/api/commands?as=leader', JSON.stringify(envelope(good)));
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 'http.malformed', path: 'as' } });
  });

  it('an id that was used keeps its first meaning', async () => {
    const { dutyOfficer, leader } = town.people;
    const id = randomUUID();
    const first = await dutyOfficer.submit(envelope(good, { id }) as never);
    expect(first).toMatchObject({ ok: true });
    before += 1;
    const other = await dutyOfficer.submit(envelope({ ...good, words: '另一件事' }, { id }) as never);
    const another = await leader.submit(envelope(good, { id }) as never);
    for (const answer of [other, another])
      expect(answer).toMatchObject({ refusal: { code: 'command.id-reused' } });
  });

  it('a path that leads out leads nowhere', async () => {
    for (const path of [
      '/assets/../../package.json',
      '/%2e%2e/package.json',
      '/api/files/..%2f..%2fpackage.json?book=real',
      '/.git/config',
      '/assets/%00',
    ]) {
      const { status } = await town.people.dutyOfficer.ask('GET', path);
      expect({ path, refused: status >= 400 }).toEqual({ path, refused: true });
    }
  });
});

describe('over the socket', () => {
  it('a page of elsewhere, or of nowhere, gets no connection', async () => {
    const { cookie, origin } = town.people.dutyOfficer;
    for (const foreign of ['https://evil.example', 'null', `${origin}.evil.example`, '']) {
      const extraHeaders = { cookie, ...(foreign ? { origin: foreign } : {}) };
      const socket = io(origin, {
        transports: ['websocket'],
        extraHeaders,
        reconnection: false,
        forceNew: true,
      });
      const failed = await new Promise((resolve) => {
        socket.once('connect', () => resolve(false));
        socket.once('connect_error', () => resolve(true));
      });
      socket.close();
      expect({ foreign, failed }).toEqual({ foreign, failed: true });
    }
  });

  it('nobody without a session gets one', async () => {
    await expect(new Screen(town.nobody).open()).rejects.toThrow('websocket error');
  });

  it('malformed messages are answered, unknown ones end the connection', async () => {
    const screen = await new Screen(town.people.villageLiaison).open();
    const raw = screen.socket as unknown as {
      emitWithAck(name: string, ...args: unknown[]): Promise<Record<string, unknown>>;
      emit(name: string): void;
    };
    for (const message of [
      null,
      1,
      [],
      { protocol: 'x' },
      { protocol: PROTOCOL, book: 'real', epoch: null, since: -1 },
      { $where: '1' },
    ]) {
      expect(await raw.emitWithAck('hello', message)).toMatchObject({ ok: false, why: 'malformed' });
      expect(await raw.emitWithAck('command', message)).toMatchObject({
        ok: false,
        refusal: { code: 'command.malformed' },
      });
    }
    expect(
      await raw.emitWithAck('hello', { protocol: 999, book: 'real', epoch: null, since: 0 }),
    ).toMatchObject({ why: 'reload' });
    const gone = new Promise((resolve) => screen.socket.once('disconnect', resolve));
    raw.emit('join');
    await gone;
  });

  it('a room cannot be asked for: hello gives the audience that the account has', async () => {
    const screen = await new Screen(town.people.otherLiaison).open();
    const hello = { protocol: PROTOCOL, book: 'real', epoch: null, since: 0, audience: 'desk' };
    expect(await screen.socket.timeout(5_000).emitWithAck('hello', hello as never)).toMatchObject({
      why: 'malformed',
    });
    screen.close();
    const command = envelope(reportBody('冒名', 'app', OWN));
    expect(await town.people.otherLiaison.submit(command as never)).toMatchObject({
      refusal: { code: 'command.other-village' },
    });
  });

  it('sockets that are opened half and left do no harm', async () => {
    const { hostname, port } = new URL(town.origin);
    const halves = Array.from({ length: 100 }, (_, n) => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      const parts = [
        '',
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n',
        'POST /api/commands HTTP/1.1\r\nContent-Length: 100\r\n\r\n{',
        '\u0000\u0000\u0000',
      ];
      socket.write(parts[n % parts.length] as string);
      return socket;
    });
    const screen = await new Screen(town.people.dutyOfficer).open();
    const id = randomUUID();
    const seen = screen.sees(`report/${id}`);
    await town.people.dutyOfficer.command('report.submit', reportBody('照常') as never, { id });
    before += 1;
    await seen;
    screen.close();
    for (const socket of halves) socket.destroy();
  });
});
