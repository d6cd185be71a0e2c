import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { lint } from '../../../checks/lint/lint.ts'
import { choicesOf } from '../../../checks/lint/presets.ts'
import { readRemarkrc } from '../../../checks/lint/remarkrc.ts'
import { openProject } from '../../../src/config/project.ts'
import { DiskTree } from '../../../src/files/disk-tree.ts'
import type { FileTree } from '../../../src/files/file-tree.ts'

/** A folder with nothing but these files. */
function folderOf(files: Record<string, string | Uint8Array>): FileTree {
  return {
    kind: async (file) => (file in files ? 'file' : undefined),
    names: async () => Object.keys(files),
    refusal: async () => undefined,
    realPath: async (file) => (file in files ? file : undefined),
    read: async (file) => (file in files ? Buffer.from(files[file] ?? '') : undefined),
  }
}

/** The rules that a `.remarkrc.yaml` turns on. */
async function choicesIn(text: string): Promise<Record<string, unknown>> {
  const { choices, findings } = await readRemarkrc(folderOf({ '.remarkrc.yaml': text }), '')
  expect(findings).toStrictEqual([])
  return Object.fromEntries(choices ?? [])
}

describe('Plugins of a `.remarkrc`', () => {
  const cases: [what: string, text: string, choices: object][] = [
    ['nothing', '', {}],
    ['no plugins', 'settings: { bullet: "*" }', {}],
    ['a rule', 'plugins: [remark-lint-final-newline]', { 'final-newline': {} }],
    ['by its short name', 'plugins: [lint-final-newline]', { 'final-newline': {} }],
    [
      'a map',
      'plugins: { lint-final-newline: true, remark-lint-emphasis-marker: "_" }',
      { 'final-newline': {}, 'emphasis-marker': { option: '_' } },
    ],
    ['off', 'plugins: [lint-final-newline, [lint-final-newline, false]]', {}],
    ['off by a number', 'plugins: [[lint-final-newline, [0]]]', {}],
    ['off by a word', 'plugins: [[lint-final-newline, ["off"]]]', {}],
    ['an error', 'plugins: [[lint-final-newline, [2]]]', { 'final-newline': { severity: 'error' } }],
    [
      'an error with an option',
      'plugins: [[lint-emphasis-marker, ["error", "_"]]]',
      { 'emphasis-marker': { severity: 'error', option: '_' } },
    ],
    [
      'a warning',
      'plugins: [[lint-final-newline, [1]], [lint-rule-style, ["warn"]]]',
      { 'final-newline': { severity: 'warning' }, 'rule-style': { severity: 'warning' } },
    ],
    [
      'a list that is an option',
      'plugins: [[lint-fenced-code-flag, ["sh", "js"]]]',
      { 'fenced-code-flag': { option: ['sh', 'js'] } },
    ],
    [
      'what comes later holds',
      'plugins: [[lint-emphasis-marker, "_"], [lint-emphasis-marker, "*"]]',
      { 'emphasis-marker': { option: '*' } },
    ],
    ['a preset in a preset', 'plugins: [{ plugins: [lint-final-newline] }]', { 'final-newline': {} }],
    [
      'plugins that read Markdown',
      'plugins: [remark-gfm, gfm, remark-frontmatter, [remark-directive, {}], lint, remark-lint]',
      {},
    ],
  ]
  for (const [what, text, expected] of cases) {
    test(what, async () => expect(await choicesIn(text)).toStrictEqual(expected))
  }

  for (const preset of ['preset-lint-recommended', 'preset-lint-consistent', 'preset-lint-markdown-style-guide']) {
    test(`${preset}, less one rule`, async () => {
      const rules = Object.fromEntries(choicesOf(preset) ?? [])
      const { 'emphasis-marker': marker, ...rest } = rules
      expect(await choicesIn(`plugins: [remark-${preset}]`)).toStrictEqual(rules)
      expect(await choicesIn(`plugins: [${preset}, [lint-emphasis-marker, false]]`)).toStrictEqual(rest)
      assert.ok(marker || preset.endsWith('recommended'))
    })
  }
})

describe('What is told of a `.remarkrc`', () => {
  const cases: [what: string, files: Record<string, string>, ...told: string[]][] = [
    ['no such file', {}],
    ['JSON', { '.remarkrc': '{\n\t"plugins": [\n\t\t"remark-gfm",\n\t\t["lint-final-newline", [2]]\n\t]\n}\n' }],
    ['code', { '.remarkrc.mjs': 'export default {}' }, 'lint/remarkrc-not-run .remarkrc.mjs 1:1'],
    ['code beside data', { '.remarkrc.js': '', '.remarkrc.yml': '' }, 'lint/remarkrc-not-run .remarkrc.js 1:1'],
    ['not YAML', { '.remarkrc.yaml': 'plugins: [' }, 'lint/invalid-remarkrc .remarkrc.yaml 1:10'],
    ['not a map', { '.remarkrc.yaml': 'gfm' }, 'lint/invalid-remarkrc .remarkrc.yaml 1:1'],
    ['plugins that are none', { '.remarkrc.yaml': 'plugins: 3' }, 'lint/invalid-remarkrc .remarkrc.yaml 1:10'],
    ['a plugin that is none', { '.remarkrc.yaml': 'plugins:\n  - 3' }, 'lint/invalid-remarkrc .remarkrc.yaml 2:5'],
    ['an unknown plugin', { '.remarkrc.yaml': 'plugins:\n  - gfm\n  - toc' }, 'lint/unknown-plugin .remarkrc.yaml 3:5'],
    [
      'an unknown plugin in a map',
      { '.remarkrc.yaml': 'plugins:\n  ./own.js: true' },
      'lint/unknown-plugin .remarkrc.yaml 2:3',
    ],
    [
      'an unknown rule',
      { '.remarkrc.json': '{"plugins": ["remark-lint-no-dead-urls"]}' },
      'lint/unknown-plugin .remarkrc.json 1:14',
    ],
    [
      'a name of JavaScript’s',
      { '.remarkrc.yaml': 'plugins: [lint-constructor, __proto__]' },
      'lint/unknown-plugin .remarkrc.yaml 1:11',
      'lint/unknown-plugin .remarkrc.yaml 1:29',
    ],
    [
      'an unknown severity',
      { '.remarkrc.yaml': 'plugins: [[lint-rule-style, [3]]]' },
      'lint/invalid-remarkrc .remarkrc.yaml 1:11',
    ],
    [
      'an option that is wrong',
      { '.remarkrc.yaml': 'plugins: [[lint-emphasis-marker, "?"]]' },
      'lint/invalid-remarkrc .remarkrc.yaml 1:11',
    ],
    [
      'a regular expression',
      { '.remarkrc.yaml': 'plugins: [[lint-no-heading-punctuation, { source: "(a+)+" }]]' },
      'lint/invalid-remarkrc .remarkrc.yaml 1:11',
    ],
    [
      'more than a hundred thousand bytes',
      { '.remarkrc.yaml': `plugins: []\n#${'a'.repeat(100_000)}` },
      'lint/invalid-remarkrc .remarkrc.yaml 1:1',
    ],
    ['the first of several', { '.remarkrc.yml': 'plugins: 3', '.remarkrc.json': '{}' }],
  ]
  for (const [what, files, ...expected] of cases) {
    test(what, async () => {
      const { findings } = await readRemarkrc(folderOf(files), '')
      const told = findings.map(({ code, file, line, column }) => `${code} ${file} ${line}:${column}`)
      expect(told).toStrictEqual(expected)
      assert.ok(findings.every(({ code, message }) => code in lint.codes && message.startsWith('Unexpected')))
    })
  }

  test('the nearest rule', async () => {
    const { findings } = await readRemarkrc(folderOf({ '.remarkrc.yaml': 'plugins: [remark-lint-final-newlines]' }), '')
    expect(findings[0]?.hint).toBe('Did you mean `lint-final-newline`?')
  })

  test('where the file cannot be used, Waymark’s own rules hold', async () => {
    expect((await readRemarkrc(folderOf({ '.remarkrc': '{' }), '')).choices).toBe(undefined)
    expect((await readRemarkrc(folderOf({ '.remarkrc': '{}' }), '')).choices?.size).toBe(0)
  })
})

describe('In a project', () => {
  let root = ''
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'waymark-remarkrc-'))
    await mkdir(path.join(root, 'project'))
    await writeFile(path.join(root, 'outside.yaml'), 'plugins: [lint-final-newline]')
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  async function extraWith(yaml: string | undefined): Promise<string> {
    const folder = path.join(root, 'project')
    await rm(path.join(folder, '.remarkrc.yaml'), { force: true })
    if (yaml !== undefined) await writeFile(path.join(folder, '.remarkrc.yaml'), yaml)
    const { project } = await openProject({ root: folder })
    return (await lint.pageExtra?.(project)) ?? ''
  }

  test('what a worker is told changes with the file, not with its comments', async () => {
    const none = await extraWith(undefined)
    const one = await extraWith('plugins: [lint-final-newline]')
    expect(none).toBe('')
    expect(one).not.toBe(none)
    expect(await extraWith('# so\nplugins: [lint-final-newline]')).toBe(one)
    expect(await extraWith('plugins: [[lint-final-newline, [2]]]')).not.toBe(one)
  })

  test('a link out of the project is not followed', async () => {
    const folder = path.join(root, 'linked')
    await mkdir(folder)
    await symlink(path.join(root, 'outside.yaml'), path.join(folder, '.remarkrc.yaml'))
    expect(await readRemarkrc(new DiskTree(folder), '')).toStrictEqual({ choices: undefined, findings: [] })
  })
})

describe('What is told of `rules` in `waymark.yaml`', () => {
  const cases: [what: string, rules: string, ...told: string[]][] = [
    ['nothing', '{}'],
    ['switches', '{ heading-style: false, no-shell-dollars: true, rule-style: }'],
    ['the example of the manual', '{ unordered-list-marker-style: "-", fenced-code-flag: [sh, yaml, text] }'],
    [
      'a rule that nobody knows',
      '{ finl-newline: true }',
      'config/unknown-key rules.finl-newline Did you mean `final-newline`?',
    ],
    [
      'by the name of its package',
      '{ remark-lint-rule-style: true }',
      'config/unknown-key rules.remark-lint-rule-style Did you mean `rule-style`?',
    ],
    ['a name of JavaScript’s', '{ constructor: true }', 'config/unknown-key rules.constructor'],
    ['an option that is wrong', '{ emphasis-marker: "?" }', 'config/invalid-value rules.emphasis-marker'],
    ['an option of the wrong kind', '{ maximum-line-length: [a] }', 'config/invalid-value rules.maximum-line-length'],
    [
      'an option that breaks the rule',
      '{ fenced-code-flag: { flags: 3 } }',
      'config/invalid-value rules.fenced-code-flag',
    ],
    [
      'a regular expression',
      '{ no-undefined-references: { allow: [{ source: "(a+)+b" }] } }',
      'config/invalid-value rules.no-undefined-references',
    ],
    [
      'one in disguise',
      '{ no-file-name-irregular-characters: "a](x+x+)+[y" }',
      'config/invalid-value rules.no-file-name-irregular-characters',
    ],
  ]
  for (const [what, rules, ...expected] of cases) {
    test(what, async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'waymark-rules-'))
      try {
        await writeFile(path.join(folder, 'waymark.yaml'), `checks:\n  lint:\n    rules: ${rules}\n`)
        const { project, findings } = await openProject({ root: folder })
        expect(findings).toStrictEqual([])
        const problems = (await lint.checkSettings?.(project)) ?? []
        const told = problems.map(({ code, path, hint }) => [code, path.join('.'), hint].filter(Boolean).join(' '))
        expect(told).toStrictEqual(expected)
        assert.ok(problems.every(({ message }) => message.startsWith('Unexpected')))
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    })
  }
})
