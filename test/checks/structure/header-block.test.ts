import { describe, expect, test } from 'vitest'
import { findIn, mended, told } from './written-guidebooks.ts'

/** What is told of a header block, its fixes applied. */
async function judged(block: string, codes: RegExp): Promise<[found: string[], text: string]> {
  const files = { 'erp/page.md': `# Page\n\n${block}\n` }
  const found = (await told(files, codes)).map((one) => one.replace(' erp/page.md', ''))
  return [found, (await mended(files, 'erp/page.md', codes)).slice('# Page\n\n'.length).trimEnd()]
}

describe('A slip in the name of a field', () => {
  const cases: [block: string, key: string, mended: string][] = [
    ['> **Staus:** ✅ Active', 'Staus', '> **Status:** ✅ Active'],
    ['> **Sttaus:** ✅ Active', 'Sttaus', '> **Status:** ✅ Active'],
    [
      '> **Status:** ok\n> **Last Update:** 2026-11-20',
      'Last Update',
      '> **Status:** ok\n> **Last Updated:** 2026-11-20',
    ],
    ['**Onwer**: me\n**Status**: ok', 'Onwer', '**Owner**: me\n**Status**: ok'],
    ['__Realted:__ [A](a.md)', 'Realted', '__Related:__ [A](a.md)'],
    ['**Upsteam :** x', 'Upsteam', '**Upstream :** x'],
    ['**lastupdated:** 2026-11-20', 'lastupdated', '**Last Updated:** 2026-11-20'],
  ]
  for (const [block, key, text] of cases) {
    test(key, async () => expect(await judged(block, /unknown-field/)).toStrictEqual([[`unknown-field: ${key}`], text]))
  }
})

describe('A field of another name is kept and right', () => {
  const keys =
    'STATUS|last updated|Owners|Stats|States|Pager|Version|Upstreams|Review|Preview|Statut|Propriétaire|On call'
  for (const key of keys.split('|')) {
    test(key, async () => expect(await told({ 'a.md': `# A\n\n**${key}:** x` }, /unknown-field/)).toStrictEqual([]))
  }
  test('one that is near to another of the block', async () => {
    expect(await told({ 'a.md': '# A\n\n**Status:** ok\n**Statu:** x' }, /unknown-field/)).toStrictEqual([])
  })
})

describe('A status', () => {
  const right = [
    '✅ Active',
    'Active',
    'in progress',
    '⚠️ Anything at all',
    'Functional but manual',
    '🪦',
    'Not stable yet',
    '**Live**',
  ]
  for (const status of right) {
    test(`${status} is right`, async () => {
      expect(await judged(`**Status:** ${status}`, /unknown-status/)).toStrictEqual([[], `**Status:** ${status}`])
    })
  }

  const wrong: [block: string, selected: string, mended: string, hint: string][] = [
    ['**Status:** Actve', 'Actve', '**Status:** Active', 'Did you mean `active`?'],
    ['> **Status**: dpreecated', 'dpreecated', '> **Status**: dpreecated', 'Did you mean `deprecated`?'],
    [
      '**Status:** Depreciated since May',
      'Depreciated since May',
      '**Status:** Depreciated since May',
      'Did you mean `deprecated`?',
    ],
    [
      '**Status:** [Experimental](x.md)',
      '[Experimental](x.md)',
      '**Status:** [Experimental](x.md)',
      'Put a sign before it: ✅ ⚠️ ❌ 🚧 🗄️',
    ],
    ['**Status:**\n**Owner:** me', '**Status:**', '**Status:**\n**Owner:** me', ''],
  ]
  for (const [block, selected, text, hint] of wrong) {
    test(`${block.replaceAll('\n', ' ')} is told`, async () => {
      expect(await judged(block, /unknown-status/)).toStrictEqual([[`unknown-status: ${selected}`], text])
      const [found] = (await findIn({ 'a.md': `# A\n\n${block}` })).filter(({ code }) =>
        code.endsWith('unknown-status'),
      )
      expect(found?.hint ?? '').toBe(hint)
    })
  }
})

describe('A date', () => {
  const right = [
    ...['2026-11-20', '2026/11/20', '2026-11-20T10:00:00Z', '20.11.2026', '20 November 2026', 'November 20th, 2026'],
    ...['20-Nov-2026', 'Nov 2026', '2026-11', 'Q4 2026', '11/20/2026', '11/11/2026', '20261120', '2026年11月20日'],
    ...[
      '2026-11-20 (by the platform team)',
      '20 novembre 2026',
      '20 de noviembre de 2026',
      'Freitag, 20. November 2026',
    ],
  ]
  for (const date of right) {
    test(`${date} is one`, async () => {
      expect(await told({ 'a.md': `# A\n\n**Last Updated:** ${date}` }, /-date$/)).toStrictEqual([])
    })
  }

  const wrong = ['2026-13-01', '2026-02-30', '03/04/2026', '20/11/26', 'yesterday', 'YYYY-MM-DD', '31 June 2026', 'TBD']
  for (const date of wrong) {
    test(`${date} is none`, async () => {
      expect((await judged(`> **Last Updated**: ${date}`, /-date$/))[0]).toStrictEqual([`invalid-date: ${date}`])
    })
  }

  test('without a value is none', async () => {
    expect((await judged('**Last Updated:**\n**Owner:** me', /-date$/))[0]).toStrictEqual([
      'invalid-date: **Last Updated:**',
    ])
  })

  test('after tomorrow is told', async () => {
    const cases: [date: string, isTold: boolean][] = [
      ['2026-11-21', false],
      ['2026-11-22', false],
      ['2026-11-23', true],
      ['November 2026', false],
      ['Q4 2026', false],
      ['December 2026', true],
      ['2206-11-20', true],
      ['2026-11-20, next 2027-05-20', false],
    ]
    for (const [date, isTold] of cases) {
      const found = await told({ 'a.md': `# A\n\n**Last Updated:** ${date}` }, /-date$/)
      expect(found, date).toStrictEqual(isTold ? [`future-date a.md: ${date}`] : [])
    }
  })
})

test('a word of the team that many pages have is told once, a slip on each of them', async () => {
  const page = (status: string) => `# A\n\n**Status:** ${status}\n**Owner:** B\n`
  const files = {
    'a.md': page('Development'),
    'b.md': page('development'),
    'c.md': page('Actve'),
    'd.md': page('Actve'),
  }
  const found = (await findIn(files)).filter(({ code }) => code.endsWith('unknown-status'))
  expect(found.map(({ file, hint }) => [file.at(-4), hint])).toStrictEqual([
    ['a', 'Put a sign before it: ✅ ⚠️ ❌ 🚧 🗄️; 1 other page has it too'],
    ['c', 'Did you mean `active`?'],
    ['d', 'Did you mean `active`?'],
  ])
})
