import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type BuildEnvironmentOptions, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const toServer = { target: 'http://127.0.0.1:8080', changeOrigin: false };

/** The oldest browsers that offices and phones still have. */
const TARGET = ['chrome87', 'safari14'];
/** Every page that lies in client/: index.html is the desk. */
const PAGES = readdirSync(here).filter((name) => name.endsWith('.html'));

/**
 * Screens speak JSON over WebSocket and nothing else: what the socket client has for other transports and for bytes
 * need not travel to every phone.
 */
const UNUSED: Readonly<Record<string, string>> = {
  'engine.io-client/build/esm/transports/index.js':
    "import { WS } from './websocket.js';\nexport const transports = { websocket: WS };",
  'engine.io-parser/build/esm/encodePacket.browser.js':
    "import { PACKET_TYPES } from './commons.js';\n" +
    "export const encodePacket = ({ type, data }, _bytes, done) => done(PACKET_TYPES[type] + (data || ''));\n" +
    'export const encodePacketToBinary = encodePacket;',
  'engine.io-parser/build/esm/decodePacket.browser.js':
    "import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js';\n" +
    'export const decodePacket = (text) => {\n' +
    '  const type = PACKET_TYPES_REVERSE[String(text)[0]];\n' +
    '  if (!type) return ERROR_PACKET;\n' +
    '  return text.length > 1 ? { type, data: text.slice(1) } : { type };\n' +
    '};',
  // client/live/link.ts comes back by itself, so the library never does.
  'socket.io-client/build/esm/contrib/backo2.js':
    'export const Backoff = function () {};\nBackoff.prototype.reset = () => {};',
  'socket.io-parser/build/esm/is-binary.js':
    'export const isBinary = () => false;\nexport const hasBinary = () => false;',
  'socket.io-parser/build/esm/binary.js':
    "const no = () => { throw new Error('no bytes on this line'); };\n" +
    'export { no as deconstructPacket, no as reconstructPacket };',
};
const jsonOverWebSocket: Plugin = {
  name: 'json-over-web-socket',
  apply: 'build',
  enforce: 'pre',
  load: (id) => UNUSED[id.slice(id.lastIndexOf('node_modules/') + 13)],
};

/** Lays every text beside itself in packed form (`.br`, `.gz`), for the server to hand out: packing costs it nothing. */
const packed: Plugin = {
  name: 'packed',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    const texts = Object.entries(bundle).filter(([name]) => /\.(js|css|html|svg)$/.test(name));
    for (const [name, made] of texts) {
      const bytes = Buffer.from(made.type === 'chunk' ? made.code : made.source);
      const br = await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
      const gz = await promisify(gzip)(bytes, { level: 9 });
      await Promise.all([writeFile(join(dir, `${name}.br`), br), writeFile(join(dir, `${name}.gz`), gz)]);
    }
  },
};

type Rolldown = NonNullable<BuildEnvironmentOptions['rolldownOptions']>;

function built(pages: readonly string[], output: Rolldown['output'] = {}): BuildEnvironmentOptions {
  return {
    rolldownOptions: {
      input: Object.fromEntries(pages.map((page) => [page.slice(0, -5), here + page])),
      output,
      treeshake: { moduleSideEffects: [{ test: /[\\/]engine\.io-client[\\/]/, sideEffects: false }] },
      // Class fields as plain assignments: nothing here needs them defined, and each would be a call.
      transform: {
        target: TARGET,
        assumptions: { setPublicClassFields: true },
        typescript: { removeClassFieldsWithoutInitializer: true },
      },
    },
  };
}

/** What a page needs at its start, in one piece: that packs better than the sum of its parts. */
const ONE_START: Rolldown['output'] = {
  codeSplitting: { groups: [{ name: 'start', tags: ['$initial'], minSize: 0 }] },
};
const isPhone = (page: string) => page === 'phone.html';
const desks = PAGES.filter((page) => !isPhone(page));

/**
 * The screens, each a page of its own. Everything is an external file from this server, so that the strictest
 * Content-Security-Policy holds: no inline script, no inline style, no polyfill that would be one.
 *
 * The phone is built apart from the other pages: what they share would else come with all that any of them uses of
 * it, and a desk that needs one more part of a library would make the phone slower.
 */
export default defineConfig({
  root: here,
  publicDir: fileURLToPath(new URL('public', import.meta.url)),
  plugins: [jsonOverWebSocket, vue({ features: { optionsAPI: false } }), packed],
  build: {
    outDir: fileURLToPath(new URL('../dist/client', import.meta.url)),
    emptyOutDir: true,
    target: TARGET,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  environments: {
    client: { build: built(desks) },
    phone: {
      consumer: 'client',
      build: {
        ...built(PAGES.filter(isPhone), ONE_START),
        emptyOutDir: desks.length === 0,
        // One style sheet: the code that would look after those of the pages opened later costs more than they do.
        cssCodeSplit: false,
        modulePreload: false,
      },
    },
  },
  builder: {
    async buildApp({ build, environments }) {
      if (environments.client && desks.length > 0) await build(environments.client);
      if (environments.phone) await build(environments.phone);
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': toServer,
      '/livez': toServer,
      '/readyz': toServer,
      '/socket.io': { ...toServer, ws: true },
    },
  },
});
