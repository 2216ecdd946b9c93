import { defineConfig } from 'vitest/config'

/** Folders of test/ that are projects of their own: `npm test -- faults` runs one. Everything else mirrors src and is `unit`. */
const special = {
  property: 60_000,
  conformance: 60_000,
  idp: 60_000,
  faults: 180_000,
  security: 60_000,
  tooling: 180_000,
}

/** These belong to Playwright (and bench to `npm run bench`). */
const notOurs = ['test/e2e/**', 'test/electron/**', 'test/bench/**']

export default defineConfig({
  test: {
    // better-sqlite3 is native code: a process each keeps one file's crash from being another's.
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: false,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...Object.keys(special).map((folder) => `test/${folder}/**`), ...notOurs],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      ...Object.entries(special).map(([name, limit]) => ({
        extends: true as const,
        test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: limit, hookTimeout: limit },
      })),
    ],
  },
})
