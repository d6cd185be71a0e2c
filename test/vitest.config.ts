import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Tests that start a browser or a package manager say so by their names. */
const browser = ['test/**/*.{browser,package}.test.ts']
/** Tests that run the whole command line. */
const cli = ['test/cli/**/*.test.ts', 'test/site/{build,mdx}.test.ts', 'test/site/status/baked.test.ts']

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    // The code under test runs as Node runs it: no bundler between.
    experimental: { viteModuleRunner: false },
    pool: 'forks',
    maxWorkers: availableParallelism(),
    // Nothing may fail for want of time; what hangs is ended all the same.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    setupFiles: ['test/setup.ts'],
    restoreMocks: true,
    maxConcurrency: 4,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...browser, ...cli] } },
      { extends: true, test: { name: 'cli', include: cli, exclude: browser } },
      { extends: true, test: { name: 'browser', include: browser } },
    ],
  },
})
