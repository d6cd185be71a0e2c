import { describe, expect, test } from 'vitest'
import { judge } from '../../../checks/claims/judge.ts'
import { checks } from '../../../checks/registry.ts'
import type { Claim, JudgedClaim } from '../../../src/finding/claim.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { checkFolder, quietContext, writeProject } from '../engine/project-files.ts'
import { shop } from './shop.ts'

async function claimsOf(files: Record<string, string>, page = 'guidebooks/shop.md') {
  const { root, remove } = writeProject(files)
  try {
    const { claims } = await checkFolder(root, { checks, claims: true, context: quietContext() })
    const found = claims?.pages.find(({ file }) => file === page)
    if (!found) throw new Error(`No claims of ${page}`)
    return found
  } finally {
    remove()
  }
}

const row = ({ kind, text, state }: JudgedClaim) => `${kind} ${text}: ${state}`
const rowsOf = (claims: readonly JudgedClaim[], kind: string) => claims.filter((one) => one.kind === kind).map(row)

describe('The claims of a page', async () => {
  const { claims, lastLooked, reviewBy, excludedFrom } = await claimsOf(shop)
  const rows: [kind: string, told: string[]][] = [
    [
      'link',
      [
        'link README.md: holds',
        'link gone.md: differs',
        'link https://example.com/: unchecked',
        'link ../chart/values.yaml#/image/tag: holds',
        'link ../chart/values.yaml#/image/tag: holds',
      ],
    ],
    ['anchor', ['anchor #shop: holds', 'anchor #nowhere: differs']],
    ['host', ['host docs.acme.dev: differs', 'host ops.acme.dev: holds']],
    ['value', ['value 22.0.4: holds', 'value 22.0.3: differs']],
    ['command', ['command build: holds', 'command bulid: differs']],
    ['fact', ['fact 200: holds', 'fact bad: differs']],
    ['probe', ['probe shop.api: holds', 'probe shop.none: differs']],
    ['diagram', ['diagram flowchart TD: holds', 'diagram flowchart TD: differs']],
    ['alert', ['alert ShopDown: holds']],
  ]
  for (const [kind, told] of rows)
    test(`of the kind ${kind} are counted, each with its state`, () => {
      expect(rowsOf(claims, kind)).toStrictEqual(told)
    })

  test('say what is wrong, or why nobody knows', () => {
    const reasons = claims.flatMap(({ kind, state, reason }) => (state === 'holds' ? [] : [`${kind}: ${reason}`]))
    expect(reasons).toContain('link: other sites are asked by `waymark check --external`')
    expect(reasons).toContain('host: Unexpected host `docs.acme.dev` of `docuseal`, expected `sign.acme.dev`')
  })

  test('stand in the order of the page', () => {
    expect(claims.map(({ line }) => line)).toStrictEqual(claims.map(({ line }) => line).sort((a, b) => a - b))
  })

  test('come with the day of the last look, and of the next', () => {
    expect([lastLooked, reviewBy, excludedFrom]).toStrictEqual(['2026-03-02', '2027-03-02', []])
  })
})

describe('What is not told is not held either', () => {
  const link = '[gone](gone.md)'

  test('where a comment hides it', async () => {
    const text = `# Shop\n\n<!-- waymark-ignore links/missing-file -->\n${link}\n`
    const { claims } = await claimsOf({ ...shop, 'guidebooks/shop.md': text })
    expect(claims.map(row)).toStrictEqual(['link gone.md: unchecked'])
  })

  test('where a setting does', async () => {
    const { claims } = await claimsOf({
      ...shop,
      'waymark.yaml': 'checks: { links: { severity: { missing-file: "off" } } }\n',
      'guidebooks/shop.md': `# Shop\n\n${link}\n`,
    })
    expect(claims.map(row)).toStrictEqual(['link gone.md: unchecked'])
  })

  test('where a check leaves the page out, which is said', async () => {
    const settings = 'checks: { links: { exclude: [shop.md] }, hosts: { exclude: [shop.md] } }\n'
    const { claims, excludedFrom } = await claimsOf({ ...shop, 'waymark.yaml': settings })
    expect(excludedFrom).toStrictEqual(['links', 'hosts'])
    expect(claims.filter(({ kind }) => kind === 'link' || kind === 'host')).toStrictEqual([])
  })

  test('and nobody collects what nobody asks for', async () => {
    const { root, remove } = writeProject(shop)
    try {
      expect((await checkFolder(root, { checks })).claims).toBeUndefined()
    } finally {
      remove()
    }
  })
})

describe('A finding is about', () => {
  const place = (column: number, endColumn: number) => ({ line: 3, column, endLine: 3, endColumn })
  const claim = (text: string, column: number, endColumn: number): Claim => {
    return { kind: 'link', file: 'a.md', text, ...place(column, endColumn) }
  }
  const finding = (column: number, endColumn: number, changes: Partial<Finding> = {}): Finding => ({
    ...{ check: 'links', code: 'links/missing-file', severity: 'error', message: 'Unexpected `x`', file: 'a.md' },
    ...place(column, endColumn),
    ...changes,
  })
  const told = (claims: Claim[], ...findings: Finding[]) => judge(claims, findings, checks).map(row)
  const nested = [claim('outer', 1, 40), claim('inner', 2, 20)]

  test('the claim that stands just there, around others too', () => {
    expect(told(nested, finding(1, 40))).toStrictEqual(['link outer: differs', 'link inner: holds'])
  })

  test('the innermost one around it', () => {
    expect(told(nested, finding(10, 18))).toStrictEqual(['link outer: holds', 'link inner: differs'])
    expect(told(nested, finding(30, 38))).toStrictEqual(['link outer: differs', 'link inner: holds'])
  })

  test('itself where no claim was told', () => {
    expect(told([], finding(5, 9))).toStrictEqual(['link x: differs'])
    expect(told([claim('before', 1, 5)], finding(5, 9))).toStrictEqual(['link before: holds', 'link x: differs'])
  })

  test('nothing where it is advice, or of a check that judges no claims', () => {
    const advice = finding(1, 5, { severity: 'info', code: 'links/redirect' })
    const style = finding(1, 5, { check: 'lint', code: 'lint/heading' })
    expect(told([claim('one', 1, 5)], advice, style)).toStrictEqual(['link one: holds'])
  })

  test('a claim that could not be judged, where it says no more', () => {
    const late = finding(1, 5, { check: 'diagrams', code: 'diagrams/timeout', severity: 'warning' })
    const diagram: Claim = { ...claim('flowchart', 1, 5), kind: 'diagram' }
    expect(told([diagram], late)).toStrictEqual(['diagram flowchart: unchecked'])
  })

  test('what a note of these checks contradicts', () => {
    const note = finding(1, 5, { check: 'commands', code: 'commands/image-differs', severity: 'info' })
    const command: Claim = { ...claim('shop:1', 1, 5), kind: 'command' }
    expect(told([command], note)).toStrictEqual(['command shop:1: differs'])
  })
})
