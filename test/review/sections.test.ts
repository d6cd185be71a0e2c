import { describe, expect, test } from 'vitest'
import { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import { readPage } from '../../src/guidebook/page.ts'
import { changesOfFormerAddresses } from '../../src/review/meaning/former-addresses.ts'
import { pairPages } from '../../src/review/page-pairs.ts'
import type { OutsidePointer } from '../../src/review/section-pointers.ts'
import { compareSections } from '../../src/review/sections.ts'

type Pages = Record<string, string>

function guidebooks(pages: Pages): Guidebooks {
  const read = Object.entries(pages).map(([file, text]) => readPage(file, Buffer.from(text)))
  return new Guidebooks({ pages: read, files: [], inRepository: 'docs' }, { drafts: false })
}

/** `after` has what is another then; `undefined` takes a page away. */
function moments(before: Pages, changed: Record<string, string | undefined>) {
  const now = Object.entries({ ...before, ...changed }).flatMap(([file, text]) =>
    text === undefined ? [] : [[file, text] as const],
  )
  const both = { before: guidebooks(before), after: guidebooks(Object.fromEntries(now)) }
  return { ...both, pairs: pairPages(both.before, both.after, { renamed: new Map() }) }
}

const restore = 'Stop the service, copy the dump back, then start it again and look at the log.\n'
const page = (...sections: string[]) => `# Page\n\n${sections.join('\n')}`

describe('Sections of a change', () => {
  const told = (before: Pages, changed: Record<string, string | undefined>, outside?: OutsidePointer[]) =>
    compareSections({ ...moments(before, changed), base: '/', ...(outside && { outside }) }).map(
      ({ file, anchor, state, now, pointers }) => ({
        section: `${file}#${anchor}`,
        state,
        ...(now && { now: `${now.file ?? ''}#${now.anchor}` }),
        pointers: pointers.map(({ kind, name, file, line }) => `${kind} ${name ?? ''} ${file}:${line}`),
      }),
    )
  const links = 'See [there](a.md#restore).\n'

  test('one that is called otherwise, with the links that lead there still', () => {
    const before = { 'a.md': page(`## Restore\n\n${restore}`, '## Then\n'), 'b.md': page(links) }
    expect(told(before, { 'a.md': page(`## Restore it\n\n${restore}`, '## Then\n') })).toStrictEqual([
      { section: 'docs/a.md#restore', state: 'renamed', now: '#restore-it', pointers: ['link  docs/b.md:3'] },
    ])
  })

  test('one that stands on another page', () => {
    const before = {
      'a.md': page(`## Restore\n\n${restore}`, '## Then\n'),
      'b.md': page(links),
      'c.md': page('Text\n'),
    }
    const changed = { 'a.md': page('## Then\n'), 'c.md': page('Text\n', `## Restore\n\nFirst: ${restore}`) }
    expect(told(before, changed)).toStrictEqual([
      { section: 'docs/a.md#restore', state: 'moved', now: 'docs/c.md#restore', pointers: ['link  docs/b.md:3'] },
    ])
  })

  test('one of a page that is gone, word for word under another heading', () => {
    const before = { 'a.md': page(`## Restore\n\n${restore}`, '## Other\n\nWhat nobody needs any more.\n') }
    expect(told(before, { 'a.md': undefined, 'c.md': page(`## From a backup\n\n${restore}`) })).toStrictEqual([
      { section: 'docs/a.md#restore', state: 'moved', now: 'docs/c.md#from-a-backup', pointers: [] },
    ])
  })

  test('one that is gone, where another page has one of that name that says something else', () => {
    const before = { 'a.md': page(`## Restore\n\n${restore}`), 'c.md': page('Text\n') }
    const other = '## Restore\n\nNobody knows how; ask whoever keeps the tapes of the month.\n'
    expect(told(before, { 'a.md': page('Text\n'), 'c.md': page('Text\n', other) })).toStrictEqual([
      { section: 'docs/a.md#restore', state: 'gone', pointers: [] },
    ])
  })

  test('an anchor of HTML keeps one where it was', () => {
    const before = { 'a.md': page(`## Restore\n\n${restore}`) }
    expect(told(before, { 'a.md': page(`<a id="restore"></a>\n\n## Get it back\n\n${restore}`) })).toStrictEqual([])
  })

  test('runbooks of alerts and services that name it', () => {
    const before = { 'a.md': page(`## Restore\n\n${restore}`) }
    const pointer = { kind: 'alert' as const, name: 'DbDown', file: 'rules.yaml', line: 7 }
    const outside = [
      { page: 'a.md', anchor: 'restore', pointer },
      { page: 'a.md', anchor: 'other', pointer },
    ]
    expect(told(before, { 'a.md': page('Text\n') }, outside)).toStrictEqual([
      { section: 'docs/a.md#restore', state: 'gone', pointers: ['alert DbDown rules.yaml:7'] },
    ])
  })
})

describe('Former addresses', () => {
  const told = (before: Pages, changed: Record<string, string | undefined>) => {
    const both = moments(before, changed)
    return changesOfFormerAddresses(both.before, both.after, both.pairs).map(({ text, file }) => `${file}: ${text}`)
  }
  const withAlias = (alias: string) => `---\naliases: [${alias}]\n---\n# Restore\n`
  const before = { 'a.md': withAlias('/old'), 'b.md': page('Text\n') }

  test('that a page names no more lead nowhere', () => {
    expect(told(before, { 'a.md': '# Restore\n' })).toStrictEqual([
      'docs/a.md: The former address `/old/` of `Restore` leads nowhere now',
    ])
  })

  test('of a page that is gone lead nowhere, or to another page', () => {
    expect(told(before, { 'a.md': undefined })).toStrictEqual([
      'docs/a.md: The former address `/old/` of `Restore` leads nowhere now',
    ])
    expect(told(before, { 'a.md': undefined, 'b.md': `---\naliases: [old]\n---\n${page('Text\n')}` })).toStrictEqual([
      'docs/a.md: The former address `/old/` leads to `Page` instead of `Restore`',
    ])
  })

  test('of a page that moved lead to it still', () => {
    expect(told(before, { 'a.md': undefined, 'c.md': withAlias('/old, /a') })).toStrictEqual([])
  })
})
