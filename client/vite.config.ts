import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const server = 'http://127.0.0.1:8080';
const toServer = { target: server, changeOrigin: false };

/** Every page that lies in client/: index.html is the desk. */
const pages = readdirSync(here).filter((name) => name.endsWith('.html'));

/**
 * The screens, each a page of its own. Everything is an external file from this server, so that the strictest
 * Content-Security-Policy holds: no inline script, no inline style, no polyfill that would be one.
 */
export default defineConfig({
  root: here,
  publicDir: fileURLToPath(new URL('public', import.meta.url)),
  plugins: [vue({ features: { optionsAPI: false } })],
  build: {
    outDir: fileURLToPath(new URL('../dist/client', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome87', 'safari14'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { input: Object.fromEntries(pages.map((page) => [page.slice(0, -5), here + page])) },
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
