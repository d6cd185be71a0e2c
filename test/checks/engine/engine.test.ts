import { symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Check } from '../../../checks/check.ts'
import { links } from '../../../checks/links/links.ts'
import { MemoryCache } from '../../../src/files/section-cache.ts'
import { checkFiles, checkFolder, rows, writeProject } from './project-files.ts'
import { wordCheck } from './word-check.ts'

const pages = (text: string) => ({ 'guidebooks/README.md': `# A\n\n${text}\n`, 'guidebooks/other.md': '# B\n' })
const check = (text: string, settings?: string) =>
  checkFiles(
    { ...pages(text), ...(settings !== undefined && { 'waymark.yaml': settings }) },
    { checks: [wordCheck] },
  ).then(rows)

describe('What a run tells', () => {
  it('is sorted by file, line, column and code, each finding once', async () => {
    const twice: Check = {
      ...wordCheck,
      checkPage: (...args) =>
        [...(wordCheck.checkPage?.(...args) ?? []), ...(wordCheck.checkPage?.(...args) ?? [])].reverse(),
    }
    const found = await checkFiles(
      { 'guidebooks/b.md': 'bad', 'guidebooks/a.md': 'worse bad\nbad' },
      { checks: [twice] },
    )
    expect(rows(found)).toStrictEqual([
      'guidebooks/a.md:1:1 error lint/worse',
      'guidebooks/a.md:1:7 warning lint/bad',
      'guidebooks/a.md:2:1 warning lint/bad',
      'guidebooks/b.md:1:1 warning lint/bad',
    ])
  })

  it('has the check of its code, and edits in the file that they are for', async () => {
    const [found] = await checkFiles(pages('bad'), { checks: [wordCheck] })
    expect(found?.check).toBe('lint')
    expect(found?.fix?.edits[0]?.file).toBe('guidebooks/README.md')
  })

  it('is about the files that were asked for', async () => {
    const files = { 'guidebooks/a.md': 'bad', 'guidebooks/b.md': 'bad' }
    const found = await checkFiles(files, { checks: [wordCheck], inScope: (file) => file.endsWith('b.md') })
    expect(rows(found)).toStrictEqual(['guidebooks/b.md:1:1 warning lint/bad'])
  })

  it('is told once of a page and its symbolic link, and of each of two copies', async () => {
    const { root, remove } = writeProject({
      'guidebooks/a.md': 'bad',
      'guidebooks/copy.md': 'bad',
      'waymark.yaml': 'guidebooks: guidebooks\n',
    })
    try {
      symlinkSync('a.md', path.join(root, 'guidebooks/link.md'))
      const told = async (inScope?: (file: string) => boolean) =>
        rows((await checkFolder(root, { checks: [wordCheck], ...(inScope && { inScope }) })).findings)
      expect(await told()).toStrictEqual([
        'guidebooks/a.md:1:1 warning lint/bad',
        'guidebooks/copy.md:1:1 warning lint/bad',
      ])
      // Whoever asks for the link alone is told of it.
      expect(await told((file) => file.endsWith('link.md'))).toStrictEqual(['guidebooks/link.md:1:1 warning lint/bad'])
    } finally {
      remove()
    }
  })

  it('counts drafts as pages', async () => {
    expect(
      rows(await checkFiles({ 'guidebooks/a.md': '---\ndraft: true\n---\n\nbad' }, { checks: [wordCheck] })),
    ).toStrictEqual(['guidebooks/a.md:5:1 warning lint/bad'])
  })
})

describe('What waymark.yaml says of a check', () => {
  const cases: [settings: string, told: string[]][] = [
    ['checks: { lint: { severity: { lint/bad: error } } }', ['error lint/bad', 'error lint/worse']],
    ['checks: { lint: { severity: { bad: info } } }', ['info lint/bad', 'error lint/worse']],
    ['checks: { lint: { severity: { bad: off, worse: off } } }', []],
    ['checks: { lint: { exclude: ["README.md"] } }', []],
    ['checks: { lint: { exclude: ["other.md"] } }', ['warning lint/bad', 'error lint/worse']],
    ['exclude: ["README.md"]', []],
  ]
  for (const [settings, told] of cases) {
    it(settings, async () => {
      const found = await check('bad worse', settings)
      expect(found.map((row) => row.replace(/^\S+ /, ''))).toStrictEqual(told)
    })
  }

  it('on pages that are aside, errors are warnings and nothing else is told, unless it says how much a code weighs', async () => {
    const files = { 'guidebooks/README.md': '# A\n', 'guidebooks/CHANGELOG.md': 'bad worse' }
    const told = async (settings: string) =>
      rows(await checkFiles({ ...files, 'waymark.yaml': settings }, { checks: [wordCheck] }))
    expect(await told('')).toStrictEqual(['guidebooks/CHANGELOG.md:1:5 warning lint/worse'])
    expect(await told('checks: { lint: { severity: { bad: info, worse: error } } }')).toStrictEqual([
      'guidebooks/CHANGELOG.md:1:1 info lint/bad',
      'guidebooks/CHANGELOG.md:1:5 error lint/worse',
    ])
    expect(
      rows(await checkFiles({ 'guidebooks/CHANGELOG.md': '---\ntype: page\n---\nbad' }, { checks: [wordCheck] })),
    ).toStrictEqual(['guidebooks/CHANGELOG.md:4:1 warning lint/bad'])
  })

  it('may turn on what is off by itself', async () => {
    const quiet: Check = {
      ...wordCheck,
      codes: { ...wordCheck.codes, 'lint/bad': { severity: 'off', summary: 'Bad' } },
    }
    const told = async (settings: string) =>
      rows(await checkFiles({ ...pages('bad'), 'waymark.yaml': settings }, { checks: [quiet] }))
    expect(await told('')).toStrictEqual([])
    expect(await told('checks: { lint: { severity: { bad: info } } }')).toStrictEqual([
      'guidebooks/README.md:3:1 info lint/bad',
    ])
  })

  it('is told where it names a code that there is not', async () => {
    const found = await checkFiles(
      { ...pages(''), 'waymark.yaml': 'checks:\n  links:\n    severity:\n      mising-file: off\n' },
      { checks: [wordCheck] },
    )
    expect(rows(found)).toStrictEqual(['waymark.yaml:4:7 error config/unknown-key'])
  })

  it('is told where a check itself finds it wrong', async () => {
    const strict: Check = {
      ...wordCheck,
      checkSettings: () => [
        { path: ['rules', 'x'], side: 'key', code: 'config/invalid-value', message: 'Unexpected `x`, expected `y`' },
      ],
    }
    const found = await checkFiles(
      { ...pages(''), 'waymark.yaml': 'checks:\n  lint:\n    rules: { x: 1 }\n' },
      { checks: [strict] },
    )
    expect(rows(found)).toStrictEqual(['waymark.yaml:3:14 error config/invalid-value'])
  })
})

describe('Links from the root of the site', () => {
  const cases: [settings: string, url: string, told: string[]][] = [
    ['', '/other/', []],
    ['site: https://docs.example.org/runbooks/', '/runbooks/other/', []],
    ['site: https://docs.example.org/runbooks/', '/elsewhere/other/', ['links/missing-file']],
    ['{ site: "https://docs.example.org/a/", base: /b/ }', '/b/other/', []],
  ]
  for (const [settings, url, told] of cases) {
    it(`${url} where waymark.yaml says ${settings || 'nothing'}`, async () => {
      const files = { ...pages(`[x](${url})`), 'waymark.yaml': settings }
      const found = await checkFiles(files, { checks: [links] })
      expect(found.map(({ code }) => code)).toStrictEqual(told)
    })
  }
})

describe('Comments that ask not to be told', () => {
  const cases: [name: string, text: string, told: string[]][] = [
    [
      'hold for the block that follows',
      '<!-- waymark-ignore lint/bad -->\n\nbad\nbad\n\nbad',
      ['8:1 warning lint/bad'],
    ],
    ['hold without an empty line between', '<!-- waymark-ignore lint/bad -->\nbad', []],
    ['hold for their line', 'bad <!-- waymark-ignore lint/bad -->\nbad', ['4:1 warning lint/bad']],
    ['hold for an item of a list', '- bad <!-- waymark-ignore lint/bad -->\n- bad', ['4:3 warning lint/bad']],
    [
      'hold for a row of a table',
      '| a |\n| - |\n| bad <!-- waymark-ignore lint/bad --> |\n| bad |',
      ['6:3 warning lint/bad'],
    ],
    [
      'hold for a block inside of a quote',
      '> <!-- waymark-ignore lint/bad -->\n>\n> bad\n\nbad',
      ['7:1 warning lint/bad'],
    ],
    ['hold for a whole list', '<!-- waymark-ignore lint/bad -->\n\n- bad\n- bad', []],
    ['hold for the codes they name', '<!-- waymark-ignore lint/bad -->\n\nworse bad', ['5:1 error lint/worse']],
    ['name several codes', '<!-- waymark-ignore lint/bad, lint/worse -->\n\nworse bad', []],
    ['may say why', '<!-- waymark-ignore lint/bad -- a quotation -->\n\nbad', []],
    ['that hide nothing are told', '<!-- waymark-ignore lint/bad -->\n\ngood', ['3:1 warning structure/unused-ignore']],
    [
      'that have nothing behind them are told',
      '<!-- waymark-ignore lint/bad -->',
      ['3:1 warning structure/unused-ignore'],
    ],
    [
      'that name no code are told',
      '<!-- waymark-ignore -->\n\nbad',
      ['3:1 warning structure/unknown-ignore', '5:1 warning lint/bad'],
    ],
    [
      'that name an unknown code are told',
      '<!-- waymark-ignore lint/badd -->\n\nbad',
      ['3:1 warning structure/unknown-ignore', '5:1 warning lint/bad'],
    ],
    ['are not told of for a check that does not run', '<!-- waymark-ignore links/missing-file -->\n\nx', []],
    ['in code are code', '```\n<!-- waymark-ignore lint/bad -->\n```\n\nbad', ['7:1 warning lint/bad']],
  ]
  for (const [name, text, told] of cases) {
    it(name, async () => {
      const found = await check(text)
      expect(found.map((row) => row.replace(/^[^:]+:/, ''))).toStrictEqual(told)
    })
  }
})

describe('The cache of what pages say by themselves', () => {
  const { root, remove } = writeProject({ 'guidebooks/a.md': 'bad', 'guidebooks/b.md': 'good' })
  afterAll(remove)

  /** Counts how often the check looks. */
  const counting = () => {
    const looked: string[] = []
    const counted: Check = {
      ...wordCheck,
      checkPage: (page, ...rest) => {
        looked.push(page.file)
        return wordCheck.checkPage?.(page, ...rest) ?? []
      },
    }
    return { looked, counted }
  }

  it('spares what has not changed, with the same findings', async () => {
    const cache = new MemoryCache()
    const { looked, counted } = counting()
    const run = async () => rows((await checkFolder(root, { checks: [counted], context: { cache } })).findings)
    const first = await run()
    expect(await run()).toStrictEqual(first)
    expect(looked).toStrictEqual(['a.md', 'b.md'])
    writeFileSync(path.join(root, 'guidebooks/b.md'), 'worse')
    expect(await run()).toStrictEqual([...first, 'guidebooks/b.md:1:1 error lint/worse'])
    expect(looked).toStrictEqual(['a.md', 'b.md', 'b.md'])
  })

  it('does not count for other settings', async () => {
    const cache = new MemoryCache()
    const { looked, counted } = counting()
    const run = () => checkFolder(root, { checks: [counted], context: { cache } })
    await run()
    writeFileSync(path.join(root, 'waymark.yaml'), 'checks: { lint: { rules: { x: false } } }')
    await run()
    expect(looked.length).toBe(4)
    writeFileSync(path.join(root, 'waymark.yaml'), 'checks: { lint: { rules: { x: false }, severity: { bad: off } } }')
    await run()
    expect(looked.length, 'a severity is no reason to look again').toBe(4)
  })
})
