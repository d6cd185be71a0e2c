import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { auditOf } from '../../../checks/built/audit.ts'
import { Failure } from '../../../src/finding/failure.ts'
import { checkFolder, writeProject } from '../engine/project-files.ts'
import { auditBuilt, html } from './built-site.ts'

const sources = { 'README.md': '# Home\n\n[A](a.md)\n', 'a.md': '# A\n' }
const built = { 'index.html': html('<a href="/a/">a</a>'), 'a/index.html': html('') }
const settings = 'title: T\n'

const page = JSON.stringify({ type: 'page', page: '/a/' })
const broken = JSON.stringify({ type: 'broken', page: '/', target: '/a/', why: 'missing' })

/** What runs in place of the crawler. */
const scripts = writeProject({
  'throwing.mjs': `process.stdout.write('${page}\\n'); decodeURIComponent('%')`,
  'leaving.mjs': '',
  'hungry.mjs': 'const kept = []; for (;;) kept.push(Array.from({ length: 1_000_000 }, (_, index) => "text " + index))',
  'talkative.mjs': 'const talk = () => process.stdout.write("x".repeat(1_000_000) + "\\n", talk); talk()',
  'idle.mjs': 'setInterval(() => {}, 1000)',
  'half-way.mjs': `process.stdout.write('${broken}\\nno message\\n', () => process.abort())`,
})
afterAll(scripts.remove)
const script = (name: string) => pathToFileURL(path.join(scripts.root, `${name}.mjs`))

describe('An audit that does not end well', () => {
  const cases: [script: string, message: RegExp][] = [
    ['throwing', /^Unexpected end of the audit \(`URIError: URI malformed`\), .*; the last page was `\/a\/`$/],
    ['leaving', /^Unexpected end of the audit \(`exit status 0`\), expected it to look at every page$/],
    ['hungry', /^Unexpected end of the audit \(`FATAL ERROR: /],
    ['talkative', /^Unexpected end of the audit \(`SIGKILL`\), /],
    ['idle', /^Unexpected audit of more than 0\.2 s, expected it to look at every page$/],
  ]
  for (const [name, message] of cases) {
    it(`is a finding: ${name}`, async () => {
      const timeout = name === 'idle' ? 200 : 600_000
      const [found, ...others] = await auditBuilt({ sources, built, settings, timeout, script: script(name) })
      expect(others).toStrictEqual([])
      expect(found?.code).toBe('links/built-crash')
      expect(found?.severity).toBe('error')
      expect(found?.file).toBe('waymark.yaml')
      expect(found?.message ?? '').toMatch(message)
    })
  }

  it('tells what it found before', async () => {
    const found = await auditBuilt({ sources, built, settings, script: script('half-way') })
    expect(found.map(({ file, line, code }) => `${file}:${line} ${code}`)).toStrictEqual([
      'guidebooks/README.md:3 links/built-missing',
      'waymark.yaml:1 links/built-crash',
    ])
  })

  it('is ended by Ctrl-C', async () => {
    const stop = new AbortController()
    const audit = auditBuilt({ sources, built, script: script('idle'), context: { signal: stop.signal } })
    setTimeout(() => stop.abort(), 100)
    await expect(audit).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  })
})

describe('A folder that is no built site', () => {
  const cases: [what: string, files: Record<string, string>][] = [
    ['not there', {}],
    ['without a page', { 'dist/notes.txt': '' }],
    ['with a record that is damaged', { 'dist/index.html': html(''), 'dist/_waymark/site.json': '{"version":1,' }],
    [
      'with a record of another version',
      { 'dist/index.html': html(''), 'dist/_waymark/site.json': '{"version":2,"base":"/"}' },
    ],
  ]
  for (const [what, files] of cases) {
    it(what, async () => {
      const { root, remove } = writeProject({ 'guidebooks/README.md': '# Home\n', ...files })
      try {
        const audit = auditOf({ folder: `${root}/dist` })
        await expect(checkFolder(root, { checks: [audit] })).rejects.toThrow(
          expect.toSatisfy((error) => error instanceof Failure && /waymark build/.test(error.hint ?? '')),
        )
      } finally {
        remove()
      }
    })
  }
})
