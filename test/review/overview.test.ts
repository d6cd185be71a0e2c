import { describe, expect, test } from 'vitest'
import { excerptOf, pageGroups, sharedConsequences } from '../../src/review/overview.ts'
import type { ReviewFinding, ReviewPage } from '../../src/review/review.ts'

function changed(file: string, more: Partial<ReviewPage> = {}): ReviewPage {
  const address = `/${file.replace(/^guidebooks\/|(?:README)?\.md$/g, '').replace(/\/?$/, '/')}`
  return {
    ...{ state: 'changed', title: file, head: [], changes: [], isCoarse: false },
    ...{ file: { before: file, after: file }, address: { before: address, after: address }, preview: address },
    ...more,
  }
}

const finding = (file: string): ReviewFinding => ({
  ...{ code: 'links/missing-file', severity: 'error', message: 'Unexpected link', file, line: 1, column: 1 },
})
const danger = (file: string, line: number) =>
  ({ topic: 'commands', weight: 'danger', text: '`rm -rf /srv` is new', file, line }) as const

describe('Pages', () => {
  const pages = ['crm/README', 'crm/fine', 'crm/broken', 'erp/a', 'erp/b', 'one'].map((name) =>
    changed(`guidebooks/${name}.md`),
  )

  test('stand by guidebook, those first that have to be looked at', () => {
    const meaning = {
      ...{ sections: [], findings: { new: [finding('guidebooks/crm/broken.md')], mended: [], remaining: 0 } },
      consequences: [danger('guidebooks/erp/b.md', 3), danger('guidebooks/erp/b.md', 4)],
    }
    const gone = changed('guidebooks/net/old.md', { state: 'gone', isRedirected: false })
    const groups = pageGroups({ pages: [changed('guidebooks/net/led.md'), gone, ...pages], meaning })
    expect(
      groups.map(({ name, pages, findings, dangers, lost }) => [
        name,
        pages.map(({ page }) => page.title.replace(/^.*\/|\.md$/g, '')).join(' '),
        `${findings} ${dangers} ${lost}`,
      ]),
    ).toStrictEqual([
      ['net', 'old led', '0 0 1'],
      ['crm', 'broken README fine', '1 0 0'],
      ['erp', 'b a', '0 2 0'],
      ['', 'one', '0 0 0'],
    ])
  })
})

test('what is said of several places is said once', () => {
  const [one, other] = [danger('a.md', 3), danger('b.md', 4)]
  const third = { ...danger('c.md', 5), text: '`ls` is new' }
  expect(sharedConsequences([one, third, other]).map(({ text, places }) => [text, places.length])).toStrictEqual([
    [one.text, 2],
    [third.text, 1],
  ])
})

describe('An excerpt of a change', () => {
  test.each([
    ['words between others', 'changed', 'run oc get pods', 'run kubectl get pods', 'run [-oc-] [+kubectl+] get pods'],
    ['few words around', 'changed', 'a b c d e f X g h i j k', 'a b c d e f g h i j k', '… c d e f [-X-] g h i j …'],
    ['a word that is said twice', 'changed', 'a a', 'a a a', 'a a [+a+]'],
    ['what is new', 'added', undefined, 'a b', '[+a b+]'],
    ['what is gone', 'removed', 'a b', undefined, '[-a b-]'],
    ['what moved', 'moved', 'a b', undefined, 'a b'],
    ['long texts', 'added', undefined, 'word '.repeat(50), `[+${'word '.repeat(17)}word…+]`],
  ] as const)('%s', (_, kind, before, after, expected) => {
    const excerpt = excerptOf({ kind, ...(before !== undefined && { before }), ...(after !== undefined && { after }) })
    const parts = [
      excerpt?.lead,
      excerpt?.before && `[-${excerpt.before}-]`,
      excerpt?.after && `[+${excerpt.after}+]`,
      excerpt?.tail,
    ]
    expect(parts.filter(Boolean).join(' ')).toBe(expected)
  })

  test('a picture has no words', () => {
    expect(excerptOf({ kind: 'changed', before: '', after: '' })).toBeUndefined()
  })
})
