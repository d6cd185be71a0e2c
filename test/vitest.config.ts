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

/** Draws where a test draws. */
const drawing = { globalSetup: ['test/lazy-browser.ts'] }

/** What starts git hundreds of times: that costs least where the process is still small. */
const startsGit = [
  /\/(?:engine\/kept-(?:findings|claims)|since\/(?:new-findings|project-then)|reality\/public-tree|hosts\/addresses)\.test\./,
  /\/cli\/(?:preview|hostile-git|check-reality|kept-from-readers)\.test\./,
  /\/(?:hosts\/hosts|history\/(?:git|file)-history|links\/renamed-heading|files\/file-tree|alerts\/alerts|config\/theme)\.test\./,
]

/** That comes first, then what takes longest, so that no core waits for another at the end. */
const first = [
  ...startsGit,
  /\/(?:package\.package|lab\/start|site\/site|page\/drawn|meaning\/drawn-labels|status\/live)\./,
  /\/(?:search-dialog|preview-example|listing|site\/diagram|status\/(?:pages|connection))\.browser\./,
  /\/(?:lab\/quiet|checks\/examples|hostile-project|claims\/claims|cli\/build|recipes\/build|serve-many)\.test\./,
  /\/(?:dialects\/contract|links\/hostile|compare\/undo|review\/findings)\.test\./,
  /\/(?:svg\/hostile|site\/(?:search|theme|page-text)|cli\/preview)\.browser\./,
  /\/(?:commands\/commands|engine\/threads|markdown\/hostile|site\/mdx|check-(?:alone|report|obstacles))\.test\./,
  /\/(?:diagrams\/(?:reader|location)|lint\/parser|guidebook\/math|hostile-yaml|built\/audit|lab\/crowd)\.test\./,
]

/** Files of a project follow each other, since only these share a process. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification) => first.findIndex((pattern) => pattern.test(moduleId)) >>> 0
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
    // More than half of what the tests take is waiting: for a browser, a process that starts, a probe's next turn.
    maxWorkers: availableParallelism() + 3,
    // Nothing may fail for want of time; what hangs is ended all the same.
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    expect: { poll: { timeout: 300_000 } },
    setupFiles: ['test/setup.ts'],
    restoreMocks: true,
    maxConcurrency: 4,
    sequence: { sequencer: InOrder },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...browser, ...cli], ...drawing },
      },
      { extends: true, test: { name: 'cli', include: cli, exclude: [...browser], ...drawing } },
      { extends: true, test: { name: 'browser', include: browser, globalSetup: ['test/browser-server.ts'] } },
    ],
  },
})
