import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const eslint = new ESLint({ cwd: root, overrideConfigFile: 'scripts/eslint.config.js' });

/** Lints a file that does not exist, as if it stood at that path. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: `${root}/${filePath}` });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const planted: [where: string, code: string, reason: RegExp][] = [
  ['shared/report/x.ts', "import { readFileSync } from 'node:fs';\nreadFileSync('x');", /it runs everywhere/],
  ['shared/report/x.ts', "import { ref } from 'vue';\nref(1);", /knows zod\/mini and itself/],
  ['shared/report/x.ts', "import { z } from 'zod';\nz.string();", /20 kB/],
  ['shared/report/x.ts', 'export const now = () => Date.now();', /has no clock/],
  ['shared/report/x.ts', 'export const now = () => new Date();', /has no clock/],
  ['shared/report/x.ts', 'export const id = () => Math.random();', /has no chance/],
  [
    'server/desk.ts',
    "import mongoose from 'mongoose';\nmongoose.set('debug', true);",
    /shared and journal only/,
  ],
  ['server/desk.ts', "import { Live } from './live/sockets.ts';\nnew Live();", /the others follow them/],
  [
    'server/live/x.ts',
    "import mongoose from 'mongoose';\nmongoose.set('debug', true);",
    /rooms that keep something/,
  ],
  ['server/http/x.ts', "import { Server } from 'socket.io';\nnew Server();", /never messages/],
  ['server/accounts/x.ts', "import express from 'express';\nexpress();", /belongs to server\/http/],
  ['server/journal/x.ts', "import { open } from 'lmdb';\nopen({});", /embedded store/],
  ['client/report/x.ts', "import { words } from '../incident/words.ts';\nwords.save;", /faces compose nouns/],
  ['client/incident/x.ts', "import L from 'leaflet';\nL.map('x');", /rows go in, layers come out/],
  [
    'client/incident/x.ts',
    "import { io } from 'socket.io-client';\nio();",
    /only socket client is client\/live/,
  ],
  ['client/ui/x.ts', "import { KINDS } from '../../shared/kind.ts';\nKINDS.N01;", /no duty words/],
  ['client/map/x.ts', "import { words } from '../incident/words.ts';\nwords.save;", /does not know any noun/],
  [
    'client/faces/desk/x.ts',
    "import { serve } from '../../../server/serve.ts';\nserve();",
    /contract in shared/,
  ],
  [
    'client/map/x.ts',
    "declare const layer: { bindPopup(html: string): void };\nlayer.bindPopup('<b>x</b>');",
    /HTML strings/,
  ],
  ['client/ui/x.ts', "document.body.innerHTML = '<b>x</b>';", /Text is text/],
  ['client/ui/X.vue', '<template><p v-html="text" /></template>', /v-html/],
  ['server/live/x.ts', `${'export const a = 1;\n'.repeat(301)}`, /max-lines/],
  ['server/live/x.ts', "try {\n  JSON.parse('x');\n} catch {}", /no-empty/],
];

describe('the rules of the house', () => {
  it.each(planted)('refuse what is planted at %s (%#)', async (where, code, reason) => {
    expect((await complaints(where, code)).join('\n')).toMatch(reason);
  });

  it('let the same things pass where they belong', async () => {
    const allowed = [
      ['server/journal/x.ts', "import mongoose from 'mongoose';\nmongoose.set('debug', true);\n"],
      ['client/map/x.ts', "import L from 'leaflet';\nL.map('x');\n"],
      ['shared/report/x.ts', "import * as z from 'zod/mini';\nz.string();\n"],
    ] as const;
    for (const [where, code] of allowed) {
      expect((await complaints(where, code)).filter((one) => one.startsWith('no-restricted'))).toEqual([]);
    }
  });
});
