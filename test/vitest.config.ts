import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Each process, those that tests start too, finds what another has compiled.
process.env.NODE_COMPILE_CACHE ??= path.join(tmpdir(), 'node-compile-cache')

/** Tests that start a browser or a package manager say so by their names. */
const browser = ['test/**/*.{browser,package}.test.ts']
/** Tests that run the whole command line. */
const cli = ['test/cli/**/*.test.ts', 'test/site/{build,mdx,renderer,theme}.test.ts', 'test/site/status/baked.test.ts']

/** What takes longest begins first, so that no core waits for another at the end. */
const longest = [
  /\/package\.package\./,
  /\/(?:site\/site|status\/live|page\/determinism|lab\/start|status\/pages|page\/contrast)\.browser\./,
  /\/(?:status\/connection|drawn-labels|diagrams\/hostile)\.browser\./,
  /\/(?:lab\/(?:crowd|quiet|probes)|built\/audit|cli\/(?:build|dev|hostile-project))\.test\./,
  /\/(?:guidebook\/math|dialects\/contract|markdown\/hostile|lint\/parser|hostile-yaml|site\/mdx)\.test\./,
]

/** Files of a project follow each other, since only these share a process. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification) => longest.findIndex((pattern) => pattern.test(moduleId)) >>> 0
    return sorted.toSorted((a, b) => a.project.name.localeCompare(b.project.name) || rank(a) - rank(b))
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    // The code under test runs as Node runs it: no bundler between.
    experimental: { viteModuleRunner: false },
    pool: 'forks',
    isolate: false,
    // Half of what the tests take is waiting: for a browser, a process that starts, a probe's next turn.
    maxWorkers: availableParallelism() + 2,
    // Nothing may fail for want of time; what hangs is ended all the same.
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    setupFiles: ['test/setup.ts'],
    restoreMocks: true,
    maxConcurrency: 4,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...browser, ...cli] },
      },
      { extends: true, test: { name: 'cli', include: cli, exclude: [...browser] } },
      { extends: true, test: { name: 'browser', include: browser, globalSetup: ['test/browser-server.ts'] } },
    ],
  },
})
