import { describe, expect, it } from 'vitest'
import type { FindingGroup } from '../../../checks/grouping/finding-group.ts'
import { links } from '../../../checks/links/links.ts'
import { checkFiles, checkFolder } from '../engine/project-files.ts'
import { TestRepository } from '../test-repository.ts'

/** Links to as many numbered targets. */
function linksTo(count: number, target: (number: number) => string): string {
  return Array.from({ length: count }, (_, index) => `[${index}](${target(index)})\n`).join('\n')
}

async function check(files: Record<string, string>): Promise<FindingGroup[]> {
  const all = { 'guidebooks/README.md': '# Hub\n', ...files }
  return (await checkFiles(all, { checks: [links] })).filter(({ code }) => code !== 'links/other-rules')
}

function told(findings: readonly FindingGroup[]): string[] {
  return findings.map(({ severity, code, message }) => `${severity} ${code} ${message}`)
}

/** What a page links to twenty times, and what is said of it. */
const forms: [name: string, target: (number: number) => string, what: string][] = [
  ['from another root on', (number) => `/handbook/${number}`, 'links that begin with `/`'],
  ['from the root of docfx on', (number) => `~/articles/${number}.md`, 'links that begin with `~/`'],
  ['by a scheme of another program', (number) => `xref:System.Type${number}`, 'links with the scheme `xref:`'],
  ['by a template', (number) => `{{base}}/${number}`, 'links that hold `{{`'],
  ['with an ending of the published site', (number) => `part-${number}.html`, 'links that end in `.html`'],
]

describe('Twenty broken links with one cause are one finding', () => {
  for (const [name, target, what] of forms)
    it(`written ${name}: a warning`, async () => {
      const [group, ...rest] = await check({ 'guidebooks/a.md': `# A\n\n${linksTo(20, target)}` })
      expect([told(group ? [group] : []), rest]).toStrictEqual([
        [`warning links/shared-cause Unexpected 20 ${what}, expected what they lead to in this repository`],
        [],
      ])
      expect([group?.file, group?.line, group?.others?.length]).toStrictEqual(['guidebooks/a.md', 3, 20])
    })

  it('and what the hint says to write ends it', async () => {
    for (const [, target] of forms) {
      const page = { 'guidebooks/a.md': `# A\n\n${linksTo(20, target)}` }
      const [group] = await check(page)
      const [, pattern] = /ignore: \['(.*)'\]/.exec(group?.hint ?? '') ?? []
      const settings = JSON.stringify({ checks: { links: { ignore: [pattern] } } })
      expect(await check({ ...page, 'waymark.yaml': settings }), settings).toStrictEqual([])
    }
  })

  it('not nineteen', async () => {
    const findings = await check({ 'guidebooks/a.md': `# A\n\n${linksTo(19, (number) => `/handbook/${number}`)}` })
    expect(findings.map(({ code }) => code)).toStrictEqual(Array(19).fill('links/missing-file'))
  })

  it('not where more than one in ten that are written so leads somewhere', async () => {
    const page = (good: number) => `# A\n\n${linksTo(27, (number) => `/${number}/x`)}${'[a](/a.md)\n\n'.repeat(good)}`
    expect((await check({ 'guidebooks/a.md': page(3) })).length).toBe(1)
    expect((await check({ 'guidebooks/a.md': page(4) })).length).toBe(27)
  })

  it('those into one folder, where others from the root are right', async () => {
    const page = `# A\n\n${linksTo(20, (number) => `/images/${number}.md`)}${'[a](/a.md)\n\n'.repeat(20)}`
    expect(told(await check({ 'guidebooks/a.md': page }))).toStrictEqual([
      'warning links/shared-cause Unexpected 20 links that begin with `/images/`, expected what they lead to in this repository',
    ])
  })

  it('that miss one file or one folder: what they weigh, since it may have been deleted', async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `guidebooks/${index}.md`,
        `# ${index}\n\n[x](gone.md)\n\n[y](old/${index}.md)\n`,
      ]),
    )
    expect(told(await check(pages)).sort()).toStrictEqual([
      'error links/shared-cause Unexpected 20 links into `guidebooks/old/`, expected it to be there',
      'error links/shared-cause Unexpected 20 links to `guidebooks/gone.md`, expected it to be there',
    ])
  })

  it('unless a comment hides some of them, or a setting wants each', async () => {
    const page = `# A\n\n${linksTo(20, (number) => `/handbook/${number}`)}`
    const ignored = page.replace('[0]', '<!-- waymark-ignore links/missing-file -->\n[0]')
    expect((await check({ 'guidebooks/a.md': ignored })).length).toBe(19)
    const off = 'checks:\n  links:\n    severity:\n      shared-cause: off\n'
    expect((await check({ 'guidebooks/a.md': page, 'waymark.yaml': off })).length).toBe(20)
    const error = off.replace('off', 'error')
    expect((await check({ 'guidebooks/a.md': page, 'waymark.yaml': error }))[0]?.severity).toBe('error')
  })

  it('never those with a fix', async () => {
    const other = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`guidebooks/p/page-${index}.md`, '# P\n']),
    )
    const findings = await check({
      ...other,
      'guidebooks/a.md': `# A\n\n${linksTo(20, (number) => `p/page-${number}.html`)}`,
    })
    expect(findings.map(({ fix }) => fix !== undefined)).toStrictEqual(Array(20).fill(true))
  })
})

describe('What to write into waymark.yaml', () => {
  const pages = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`guidebooks/docs/part-${index}.md`, `# Part ${index}\n`]),
  )
  const hintOf = async (target: (number: number) => string) =>
    (await check({ ...pages, 'guidebooks/a.md': `# A\n\n${linksTo(20, target)}` }))[0]?.hint

  it('is the base that the links have in front', async () => {
    const target = (number: number) => `/wiki/docs/part-${number}/`
    expect(await hintOf(target)).toBe(
      'Is the site published under another base? Write `base: /wiki/` into `waymark.yaml`',
    )
    const settled = { ...pages, 'guidebooks/a.md': `# A\n\n${linksTo(20, target)}`, 'waymark.yaml': 'base: /wiki/\n' }
    expect(await check(settled)).toStrictEqual([])
  })

  it('is the folder that they leave out', async () => {
    const target = (number: number) => `/part-${number}.html`
    expect(await hintOf(target)).toBe(
      'Do they count from another folder? Write `guidebooks: guidebooks/docs` into `waymark.yaml`',
    )
  })
})

describe('What is new and shares a cause', () => {
  it('is one finding that fails: somebody has just broken it', async () => {
    const repository = new TestRepository()
    try {
      const pages = Object.fromEntries(
        Array.from({ length: 20 }, (_, index) => [`guidebooks/${index}.md`, `# ${index}\n\n[x](/shop/)\n`]),
      )
      repository
        .write({ 'guidebooks/README.md': '# Hub\n', ...pages, 'guidebooks/shop/README.md': '# Shop\n' })
        .commit()
      repository.git('checkout', '--quiet', '-b', 'change')
      repository.write({ 'guidebooks/shop/README.md': undefined })
      const { findings, old } = await checkFolder(repository.root, { checks: [links], since: 'main' })
      expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toStrictEqual(['error links/shared-cause'])
      expect(old).toStrictEqual({ count: 0, ref: 'main' })
    } finally {
      repository.remove()
    }
  })
})
