import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES, type RouteKey } from '../../server/http/routes.ts';
import type { Route } from '../../server/http/route.ts';
import { QUERIES } from '../support/fuzz/corpora.ts';
import { openHouse, setUpHouse, signEverybodyIn, type Crowd, type House } from '../support/fuzz/house.ts';
import { Line, type Heard } from '../support/fuzz/lean.ts';
import { traversals } from '../support/fuzz/paths.ts';
import { shapeOf } from '../support/fuzz/walk.ts';

/* Addresses that lead out of where they begin, and parameters that are more than one. */
let house: House;
let crowd: Crowd;
let line: Line;
beforeAll(async () => {
  house = await openHouse();
  await setUpHouse(house);
  crowd = await signEverybodyIn(house);
  line = new Line(house.origin);
});
afterAll(async () => {
  line.close();
  await house.close();
});
afterEach(async () => {
  expect(house.heard()).toEqual([]);
  expect(await house.probe()).toMatchObject({ untouched: true, unhandled: 0 });
});

let asked = 0;
async function ask(method: string, path: string): Promise<Heard> {
  asked += 1;
  const { cookie, origin } = crowd.clients.dutyOfficer;
  const from = `10.9.${(asked >> 8) & 255}.${asked & 255}`;
  const headers = Object.entries({ host: new URL(origin).host, origin, cookie, 'x-forwarded-for': from });
  return line.ask({ method, path, headers });
}

/** What must never be read: the beginnings of files that lie outside of what is served. */
const SECRETS = [readFileSync('package.json', 'utf8').slice(0, 30), 'root:x:0:0', '[core]', 'DO_NOT_RESTART'];

describe('paths', () => {
  it('lead nowhere but where they should', async () => {
    const paths = traversals();
    for (const path of paths) {
      const { status, body } = await ask('GET', Buffer.from(path).toString('latin1'));
      const leaked = SECRETS.filter((secret) => body.includes(secret));
      expect({ path, leaked, fault: status === 0 || (status >= 500 && !saysUnbuilt(body)) }).toEqual({
        path,
        leaked: [],
        fault: false,
      });
    }
    console.log(`fuzz: ${paths.length} paths, 0 read outside`);
    expect(paths.length).toBeGreaterThan(200);
  });
});

/** Without a build there are no screens, and the server says so. */
function saysUnbuilt(body: Buffer): boolean {
  return body.includes('npm run build');
}

describe('parameters', () => {
  const keys = (Object.keys(ROUTES) as RouteKey[]).filter((key) => ROUTES[key as 'GET /livez'].query);
  it.each(keys)('%s takes each of them once, as a text', async (key) => {
    const route: Route = ROUTES[key];
    const [method = '', path = ''] = key.split(' ');
    const target = path.replace(/:\w+/g, 'a1b2');
    const names = shapeOf(route.query!).map(([name]) => name);
    for (const name of names.length > 0 ? names : ['x']) {
      for (const query of [...QUERIES, Array.from({ length: 10_000 }, () => 'NAME=1').join('&')]) {
        const said = query.replaceAll('NAME', name);
        const { status } = await ask(method, `${target}?${said}`);
        const many = /^(\w+)=[^&]*&\1=/.test(said) || /[[{]/.test(said.split('=')[0] ?? '');
        const refused = status >= 400 && status < 500;
        expect({
          said: said.slice(0, 60),
          status,
          ok: many ? refused : status > 0 && status < 500,
        }).toMatchObject({ ok: true });
      }
    }
  });
});
