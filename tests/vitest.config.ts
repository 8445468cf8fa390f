import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/** One project per room, and one per suite that needs whole servers. `scripts/test.mjs` says which belong to `npm test`. */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: { name: 'shared', include: ['tests/shared/**/*.test.ts'], testTimeout: 30_000 },
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
        test: {
          name: 'client',
          include: ['tests/client/**/*.test.ts'],
          environment: 'happy-dom',
          testTimeout: 30_000,
        },
      },
      whole('story', { testTimeout: 120_000 }),
      whole('store', { testTimeout: 60_000 }),
      whole('faults', { testTimeout: 600_000 }),
      whole('fuzz', { testTimeout: 300_000 }),
    ],
  },
});

/** A suite that starts whole servers or stores: one file at a time, with time for it. */
function whole(name: string, test: { testTimeout: number }) {
  return {
    root,
    test: {
      ...test,
      name,
      include: [`tests/${name}/**/*.test.ts`],
      hookTimeout: 60_000,
      fileParallelism: false,
    },
  };
}
