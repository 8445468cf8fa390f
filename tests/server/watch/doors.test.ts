import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isMachine } from '../../../server/http/machine.ts';
import { openHooks } from '../../../server/watch/hooks.ts';

const TOKEN = 'a-token-of-sixteen';

describe('a program that wants the measurements', () => {
  const asks = (remoteAddress: string, headers: Record<string, string> = {}, setting = {}) =>
    isMachine(
      { headers: { host: '127.0.0.1:8080', ...headers }, socket: { remoteAddress } } as IncomingMessage,
      {
        proxies: 0,
        metricsToken: TOKEN,
        ...setting,
      },
    );

  it.each(['127.0.0.1', '127.0.0.53', '::1', '::ffff:127.0.0.1'])('on this machine (%s) may', (address) => {
    expect(asks(address)).toBe(true);
  });

  it.each(['192.168.1.20', '::ffff:10.0.0.1', '', '2001:db8::1', '10.127.0.1'])(
    'elsewhere (%s) may not',
    (from) => {
      expect(asks(from)).toBe(false);
      expect(asks(from, { 'x-forwarded-for': '127.0.0.1' })).toBe(false);
    },
  );

  it.each([
    ['x-forwarded-for', '127.0.0.1'],
    ['forwarded', 'for=127.0.0.1'],
    ['x-real-ip', '127.0.0.1'],
    ['via', '1.1 proxy'],
    ['origin', 'http://127.0.0.1:8080'],
    ['sec-fetch-site', 'none'],
    ['host', 'evil.example'],
    ['host', '127.0.0.1.evil.example:8080'],
  ])('is not on this machine when it says %s: %s', (name, value) => {
    expect(asks('127.0.0.1', { [name]: value })).toBe(false);
  });

  it('is not known by its address behind a proxy', () => {
    expect(asks('127.0.0.1', {}, { proxies: 1 })).toBe(false);
  });

  it('may from anywhere with the token, and not with another one, nor when none is set', () => {
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    expect(asks('192.168.1.20', bearer(TOKEN))).toBe(true);
    expect(asks('127.0.0.1', bearer(TOKEN), { proxies: 1 })).toBe(true);
    expect(asks('192.168.1.20', bearer(`${TOKEN}x`))).toBe(false);
    expect(asks('127.0.0.1', bearer('wrong'))).toBe(false);
    expect(asks('192.168.1.20', bearer('undefined'), { metricsToken: undefined })).toBe(false);
  });
});

describe('the hooks of tests', () => {
  const secret = 's'.repeat(32);
  const stop = { secret, clock: 'stop' };

  it('are there with NODE_ENV=test, a secret at the start and the same in the message', () => {
    const channel = new EventEmitter();
    const hooks = openHooks({ NODE_ENV: 'test', TEST_HOOK_SECRET: secret }, channel);
    for (const wrong of [null, 'stop', { clock: 'stop' }, { ...stop, secret: secret.slice(1) }]) {
      channel.emit('message', wrong);
      expect(hooks.isHeld()).toBe(false);
    }
    channel.emit('message', stop);
    expect(hooks.isHeld()).toBe(true);
    channel.emit('message', { secret, clock: 'go' });
    expect(hooks.isHeld()).toBe(false);
    hooks.close();
    expect(channel.listenerCount('message')).toBe(0);
  });

  it.each([
    {},
    { NODE_ENV: 'test' },
    { NODE_ENV: 'production', TEST_HOOK_SECRET: secret },
    { TEST_HOOK_SECRET: secret },
    { NODE_ENV: 'test', TEST_HOOK_SECRET: 'short' },
  ])('are not there with %j: nobody listens at all', (environment) => {
    const channel = new EventEmitter();
    const hooks = openHooks(environment, channel);
    channel.emit('message', stop);
    expect(hooks.isHeld()).toBe(false);
    expect(channel.listenerCount('message')).toBe(0);
  });
});
