import { describe, expect, it } from 'vitest'
import { allCodes, allRules } from '../../checks/registry.ts'
import { run } from './command-line.ts'

const explain = async (...args: string[]) => (await run(['explain', ...args])).stdout

describe('waymark explain', () => {
  it('prints what a code means, why, and an example wrong and right', async () => {
    expect(await run(['explain', 'structure/heading-level'])).toStrictEqual({
      code: 0,
      stderr: '',
      stdout: `structure/heading-level  warning
A heading that leaves out a level

A heading is more than one level below the heading before it, such as an H4 under an H2. People who
listen to a page move by levels, and take the gap for something lost.

It is told where the page has the level that is left out somewhere else: on a page that never uses
H3, an H4 under an H2 is its way to write, and nothing is lost. Nor is it told of a level that
mostly leaves one out on the page, such as small questions in H6. Where the title stands in the
frontmatter, or is missing, the first heading begins the page at any level.

Wrong:

    # Restore

    ## Before

    #### Stop the shop

    ## After

    ### Start the shop

Right:

    # Restore

    ## Before

    ### Stop the shop

    ## After

    ### Start the shop
`,
    })
  })

  it('says every code, also those of which no rule says more', async () => {
    const codes = Object.keys(allCodes())
    const { stdout, code } = await run(['explain', ...codes])
    expect(code).toBe(0)
    const lines = stdout.split('\n')
    expect(codes.filter((one) => !lines.some((line) => line.startsWith(`${one}  `)))).toStrictEqual([])
    const long = lines.filter((line) => line.length > 100 && !line.startsWith('    '))
    expect(long).toStrictEqual([])
  })

  it('leaves nothing of Markdown but code: links are their texts', async () => {
    const text = await explain(...allRules().map(({ code }) => code))
    expect(
      text.split('\n').filter((line) => !line.startsWith('    ') && /\]\(/.test(line.replace(/`.*?`/g, ''))),
    ).toStrictEqual([])
    const outdated = await explain('structure/outdated')
    expect(outdated).toContain('`--fix-dates` sets them')
    expect(outdated).toContain('Before, committed on 2026-01-10:\n\n    # Restore\n')
    expect(await explain('config/syntax')).toContain('\n- Unexpected tab: Spaces for indentation')
    expect(await explain('structure/one-way')).toContain('\n- Pages whose header block names no neighbours')
  })

  it('says which runs alone tell a code', async () => {
    expect(await explain('links/dead')).toContain('\nTold by `waymark check --external` alone\n')
    expect(await explain('links/built-crash')).toContain('\nTold by `waymark check --built` alone\n')
    expect(await explain('diagrams/drawn-text')).toContain('\nTold by `waymark check --draw` alone\n')
  })

  it('says which are off unless asked for', async () => {
    const off = '\nOff unless `waymark.yaml` or a `.remarkrc` turns its rule on\n'
    expect(await explain('lint/no-shell-dollars')).toContain(off)
    expect(await explain('lint/no-blockquote-without-marker')).not.toContain(off)
    expect(await explain('lint/rule-failed')).toContain('\nA rule broke off with an error')
  })

  it('shows a symbolic link as one, and names what has to be away', async () => {
    expect(await explain('structure/symlink-out')).toContain('a symbolic link to:\n\n    /etc/hosts\n')
    expect(await explain('structure/duplicate-address')).toContain('\nRight, without `guidebooks/shop.md`.\n')
  })
})

describe('waymark explain lists', () => {
  const listed = async (...args: string[]) =>
    [...(await explain(...args)).matchAll(/^([a-z]+\/[a-z-]+) +(?:error|warning|info|off) /gm)].map(([, code]) => code)

  it('all codes by their checks when it is given none', async () => {
    expect((await listed()).sort()).toStrictEqual(Object.keys(allCodes()).sort())
  })

  it('those of a check, and those that begin alike', async () => {
    expect(await listed('services')).toStrictEqual(
      Object.keys(allCodes()).filter((code) => code.startsWith('services/')),
    )
    expect(await listed('structure/sym')).toStrictEqual([
      'structure/symlink-out',
      'structure/symlink-folder',
      'structure/symlink-hidden',
    ])
  })
})

describe('waymark explain refuses what is no code', () => {
  const cases: [word: string, hint: string][] = [
    ['structure/oprhan', 'Did you mean `structure/orphan`?'],
    ['orphan', 'Did you mean `structure/orphan`?'],
    ['too-large', 'Did you mean `config/too-large`, `lint/too-large`'],
    ['constructor', '`waymark explain` without a code lists all of them'],
  ]
  for (const [word, hint] of cases) {
    it(word, async () => {
      const { code, stdout, stderr } = await run(['explain', 'links/case', word])
      expect([code, stdout]).toStrictEqual([2, ''])
      expect(stderr).toContain(`waymark: Unexpected code \`${word}\`, expected one that Waymark has\n  ${hint}`)
    })
  }
})

describe('waymark explain --format json', () => {
  const json = async (...args: string[]) => JSON.parse(await explain('--format', 'json', ...args))

  it('has the same for programs, each code once', async () => {
    const rule = allRules().find(({ code }) => code === 'structure/heading-level')
    expect(await json('structure/heading-level', 'structure/heading')).toStrictEqual({
      version: 1,
      codes: [
        {
          code: 'structure/heading-level',
          severity: 'warning',
          summary: 'A heading that leaves out a level',
          why: rule?.why.trim(),
          wrong: [{ file: 'guidebooks/page.md', text: rule?.wrong }],
          right: [{ file: 'guidebooks/page.md', text: rule?.right }],
        },
      ],
    })
  })

  it('has what a text cannot say', async () => {
    const { codes } = await json('structure/symlink-out', 'structure/outdated', 'links/dead')
    expect(codes[0].wrong).toStrictEqual([{ file: 'guidebooks/shop/hosts.md', linkTo: '/etc/hosts' }])
    expect(codes[1].before[0].text).toMatch(/^# Restore\n/)
    expect(codes[2].needs).toBe('external')
  })

  it('is no other word', async () => {
    const { code, stderr } = await run(['explain', '--format', 'xml'])
    expect(code).toBe(2)
    expect(stderr).toContain('Allowed choices are text, json')
  })
})
