import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/** One project per room; a story needs a whole server, so it gets more time and its own project. */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: { name: 'shared', include: ['tests/shared/**/*.test.ts'] },
      },
      {
        root,
        test: {
          name: 'server',
          include: ['tests/server/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        root,
        plugins: [vue()],
        test: { name: 'client', include: ['tests/client/**/*.test.ts'], environment: 'happy-dom' },
      },
      {
        root,
        test: {
          name: 'story',
          include: ['tests/story/**/*.test.ts', 'tests/faults/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
