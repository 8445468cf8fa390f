import { parseArgs } from 'node:util';
import { Client, Refused } from './client.ts';
import { oneTimePassword, startInstance } from './instance.ts';
import { ASIDES } from './scenario/asides.ts';
import { CREW } from './scenario/crew.ts';
import { play } from './scenario/play.ts';
import { STEPS } from './scenario/steps.ts';

const USAGE = `npm run demo [-- --speed 60]
A throw-away server with the example township and demonstration accounts, on which the spring fire is played into an
exercise. PORT (8090) and HOST (127.0.0.1) say where; speed is how many seconds of the fire pass in a real one, up
to 600. It stays until Ctrl-C, and nothing of it is kept.`;

const { values } = parseArgs({
  options: { speed: { type: 'string', default: '60' }, help: { type: 'boolean' } },
});
if (values.help) console.log(USAGE);
else await run(Number(values.speed));

async function run(speed: number): Promise<void> {
  const stop = stopOnSignal();
  const password = oneTimePassword();
  const { HOST: host = '127.0.0.1', PORT: port = '8090' } = process.env;
  const instance = await startInstance(CREW, password, { host, port: Number(port), logLevel: 'warn' });
  try {
    console.log(await welcome(instance.origin, password));
    await play({
      origin: instance.origin,
      password,
      steps: [...STEPS, ...ASIDES],
      speed,
      tell: console.log,
      opened: ({ book }) => console.log(`\n演示账本 · The exercise: ${instance.origin}/?book=${book}\n`),
      signal: stop,
    });
    console.log(
      '\n演示到此结束，服务继续运行，按 Ctrl-C 退出 · The story is over; the server stays until Ctrl-C.',
    );
    await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
  } catch (problem) {
    if (problem instanceof Refused) console.error(problem.message);
    else if (!stop.aborted) throw problem;
  } finally {
    await instance.close();
  }
}

/** The address and the accounts, for whoever sits before the terminal. */
async function welcome(origin: string, password: string): Promise<string> {
  const admin = await new Client(origin).signIn('admin', password);
  const { token } = (await admin.must('POST', '/api/devices', { name: '值班室大屏' })) as { token: string };
  const accounts = CREW.map(({ signInName, name, post }) => `  ${signInName.padEnd(14)} ${name} ${post}`);
  return [
    `值守 Zhishou 演示 · demonstration: ${origin}   手机 · phone: ${origin}/m   大屏 · wall: ${origin}/wall`,
    `密码 · password of every account: ${password}`,
    ...accounts,
    `大屏令牌 · token of the wall: ${token}`,
    '数据是虚构的，退出即删除 · The data are fictional and go when this ends.',
  ].join('\n');
}

function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort());
  return stop.signal;
}
