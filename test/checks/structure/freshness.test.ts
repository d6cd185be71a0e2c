import { describe, expect, test } from 'vitest'
import type { PageHistory } from '../../../checks/check-input.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import { findIn, mended, told } from './written-guidebooks.ts'

/** A history in which every page was last changed on one day. */
function changedOn(day: string): PageHistory {
  const history: PageHistory = {
    lastChange: async (_: Page, after = '') => (day > after ? day : undefined),
    fileHistory: async () => undefined,
    versions: async function* () {},
    version: async () => undefined,
  }
  return history
}

describe('A `Last Updated` before the last change of the text is told', () => {
  const cases: [written: string, changed: string, isTold: boolean][] = [
    ['2026-05-01', '2026-05-01', false],
    ['2026-05-01', '2026-05-02', false],
    ['2026-05-01', '2026-05-03', true],
    ['1 May 2026 (by hand)', '2026-06-01', true],
    ['May 2026', '2026-05-31', false],
    ['May 2026', '2026-06-02', true],
    ['2026-05-01, before 2025-01-01', '2026-05-01', false],
    ['one day', '2026-05-03', false],
  ]
  for (const [written, changed, isTold] of cases) {
    test(`${written}, changed on ${changed}`, async () => {
      const files = { 'a.md': `# A\n\n> **Last Updated:** ${written}\n` }
      const expected = isTold ? [`outdated a.md: ${written}`] : []
      expect(await told(files, /outdated/, { history: changedOn(changed) })).toStrictEqual(expected)
    })
  }

  test('its fix says what it sets, and writes the day alone', async () => {
    const files = { 'a.md': '# A\n\n> **Last Updated**: 1 May 2026 (by hand)  \n> **Status:** ok\n' }
    const options = { history: changedOn('2026-06-01') }
    const [found] = (await findIn(files, options)).filter(({ code }) => code === 'structure/outdated')
    expect(found?.fix?.title).toBe('Set `Last Updated` to `2026-06-01`')
    expect(await mended(files, 'a.md', /outdated/, options)).toBe(
      '# A\n\n> **Last Updated**: 2026-06-01 (by hand)  \n> **Status:** ok\n',
    )
  })
})

describe('A page that nobody looked at for longer than agreed is told', () => {
  const general = { checks: { structure: { review: '4320h' } } }
  const cases: [name: string, text: string, config: object, isTold: boolean][] = [
    ['by the settings', '**Last Updated:** 2026-01-01', general, true],
    ['not yet', '**Last Updated:** 2026-06-01', general, false],
    ['by nobody', '**Last Updated:** 2020-01-01', {}, false],
    ['by its own field', '**Last Updated:** 2026-08-01\n**Review:** 90 days', {}, true],
    ['by its own longer time', '**Last Updated:** 2026-01-01\n**Review:** yearly', general, false],
    [
      'by the settings, where the field says something else',
      '**Last Updated:** 2026-01-01\n**Review:** by me',
      general,
      true,
    ],
    ['without a date', '**Review:** 90 days', general, false],
  ]
  for (const [name, block, config, isTold] of cases) {
    test(name, async () => {
      const found = await told({ 'a.md': `# A\n\n${block}\n` }, /review-due/, { config })
      expect(found.length).toBe(isTold ? 1 : 0)
    })
  }

  test('by its frontmatter', async () => {
    const page = (review: string) => ({ 'a.md': `---\nreview: ${review}\n---\n# A\n\n**Last Updated:** 2026-08-01\n` })
    for (const review of ['every 3 months', '90', '"90"', '30']) {
      expect(await told(page(review), /review-due|frontmatter/), review).toStrictEqual(['review-due a.md: 2026-08-01'])
    }
    expect(await told(page('1 year'), /review-due|frontmatter/)).toStrictEqual([])
  })

  test('and a frontmatter that says something else is told, and left out', async () => {
    const page = (review: string) => ({ 'a.md': `---\nreview: ${review}\n---\n# A\n\n**Last Updated:** 2026-08-01\n` })
    for (const review of ['{ toString: 1 }', '[1]', '99999 years', 'toString', '0', 'by Ops']) {
      expect((await told(page(review), /review-due|frontmatter/)).length, review).toStrictEqual(1)
      expect(await told(page(review), /review-due/), review).toStrictEqual([])
    }
  })
})
