import type { Nodes } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import { commentMark, commentText } from '../../src/review/comment.ts'
import { type Review, type ReviewPage, summaryOf } from '../../src/review/review.ts'

function reviewWith(pages: ReviewPage[], meaning: Partial<Review['meaning']> = {}, base = 'main'): Review {
  const all = { sections: [], consequences: [], findings: { new: [], mended: [], remaining: 0 }, ...meaning }
  return {
    version: 1,
    made: '2026-11-20T03:00:00.000Z',
    base: { ref: base, commit: '0'.repeat(40) },
    head: { commit: '1'.repeat(40), isWorktree: false },
    summary: summaryOf(pages, all.findings.new),
    pages,
    meaning: all,
    notes: [],
  }
}

function pageCalled(title: string, more: Partial<ReviewPage> = {}): ReviewPage {
  return {
    state: 'changed',
    title,
    file: { before: 'guidebooks/a.md', after: 'guidebooks/a.md' },
    address: { before: '/a/', after: '/a/' },
    preview: '/a/',
    head: [],
    changes: [{ id: 1, kind: 'changed', block: 'paragraph', count: 1, before: 'one', after: 'two' }],
    isCoarse: false,
    ...more,
  }
}

const finding = (message: string) => ({
  ...{ code: 'links/missing-file', severity: 'error' as const, message, file: 'a.md', line: 1, column: 1 },
})

describe('A comment', () => {
  test('begins with the verdict, has the mark, and folds each page', () => {
    const text = commentText(reviewWith([pageCalled('Restore')]), {
      href: (address) => `https://p.example.org${address}`,
    })
    const [first, , mark] = text.split('\n')
    expect(first).toBe('**1 page changed, no new findings**')
    expect(mark).toBe(commentMark)
    expect(text).toContain(
      '<details><summary>Restore (<code>guidebooks/a.md</code>&#58; 1 change</summary>'.replace('&#58;', '):'),
    )
    expect(text).toContain('[Look at it](https://p.example.org/a/)')
    expect(text).toContain('- paragraph changed: <del>one</del> <ins>two</ins>')
  })

  test('says what is newly wrong, the heaviest first', () => {
    const info = { ...finding('Unexpected small thing'), severity: 'info' as const }
    const text = commentText(
      reviewWith([], { findings: { new: [info, finding('Unexpected large thing')], mended: [], remaining: 0 } }),
    )
    expect(text.indexOf('large thing')).toBeLessThan(text.indexOf('small thing'))
    expect(text).toMatch(/^\*\*No page looks different; 2 new findings\*\*/)
  })

  test('says once what is wrong, or dangerous, in many places', () => {
    const places = Array.from({ length: 7 }, (_, index) => ({ ...finding('Unexpected link'), file: `page-${index}` }))
    const single = { ...finding('Unexpected thing'), hint: 'Did you mean this' }
    const dangers = places.map(({ file, line }) => ({
      ...{ topic: 'commands' as const, weight: 'danger' as const, text: '`rm` is new', file, line },
    }))
    const text = commentText(
      reviewWith([], {
        findings: { new: [single, ...places], mended: [], remaining: 0 },
        consequences: dangers.slice(0, 3),
      }),
    )
    const [zero, one, two, three] = places.map(({ file }) => `<code>${file}</code> line 1`)
    const shown = `${zero}, ${one}, ${two}, ${three} and 3 more`
    expect(text).toContain(
      `- error: Unexpected link (${shown}; links/missing-file)\n- error: Unexpected thing. Did you mean`,
    )
    expect(text).toContain(`(${zero}, ${one} and ${two})`)
    expect(text).toMatch(/8 new findings/)
  })

  test('says once what became of sections of one name, and by itself of one that is pointed at', () => {
    const renamed = (file: string, isPointedAt = false) => ({
      ...{ file, anchor: 'fix', text: 'Fix', state: 'renamed' as const, now: { anchor: 'mend', text: 'Mend' } },
      pointers: isPointedAt ? [{ kind: 'link' as const, file: 'index', line: 3 }] : [],
    })
    const text = commentText(reviewWith([], { sections: [renamed('a'), renamed('b', true), renamed('c')] }))
    expect(text).toContain('#### 3 sections are called otherwise')
    expect(text).toContain('- “Fix” of <code>a</code> and <code>c</code> is called “Mend” now\n')
    expect(text).toContain('- “Fix” of <code>b</code> is called “Mend” now; <code>index</code> points at it\n')
  })

  test.each([
    ['many pages', Array.from({ length: 5_000 }, (_, index) => pageCalled(`Page ${index}`)), 'main'],
    ['long names', [pageCalled('<'.repeat(200_000), { file: { after: '&'.repeat(200_000) } })], '`'.repeat(99_999)],
    [
      'many and long texts',
      Array.from({ length: 300 }, () =>
        pageCalled('@'.repeat(9_999), {
          changes: Array.from({ length: 500 }, (_, index) => ({
            ...{ id: index + 1, kind: 'changed' as const, block: 'paragraph', count: 1 },
            section: { anchor: 'a', text: '*'.repeat(5_000) },
            before: '['.repeat(2_000),
            after: ']'.repeat(2_000),
          })),
        }),
      ),
      'main',
    ],
  ])('has at most 60,000 characters: %s', (_, pages, base) => {
    const findings = Array.from({ length: 3_000 }, (_, index) => finding(`${index} ${'<'.repeat(3_000)}`))
    const section = { file: '<'.repeat(999), anchor: 'a', text: '<'.repeat(999), state: 'gone' as const }
    const led = { kind: 'alert' as const, name: '<'.repeat(999), line: 1 }
    const pointers = Array.from({ length: 50 }, (_, index) => ({ ...led, file: `${'<'.repeat(999)}${index}` }))
    const sections = Array.from({ length: 999 }, () => ({ ...section, pointers }))
    const text = commentText(
      reviewWith(pages, { findings: { new: findings, mended: findings, remaining: 1 }, sections }, base),
    )
    expect(text.length).toBeLessThanOrEqual(60_000)
    expect(text).toContain('more')
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length)
  })

  test('makes nothing of what a change names', () => {
    const hostile =
      '@team </summary><img src=x onerror=alert(1)> [x](javascript:1) #1 https://evil.example.org <!-- waymark:preview -->'
    const text = commentText(
      reviewWith(
        [pageCalled(hostile, { file: { after: hostile } })],
        { findings: { new: [finding(hostile)], mended: [], remaining: 0 } },
        hostile,
      ),
    )
    expect(text.split(commentMark)).toHaveLength(2)
    expect(text).not.toMatch(/<img|@team|javascript:1|evil\.example\.org(?=\s*\))|https:\/\//)
    const tags = [...new Set(Array.from(text.replace(commentMark, '').matchAll(/<\/?(\w+)/g), ([, name]) => name))]
    expect(tags.sort()).toStrictEqual(['code', 'del', 'details', 'ins', 'summary'])
  })
})

describe('By the rules of GitHub’s Markdown, a comment', () => {
  // What begins something in Markdown, in HTML, or in what forges look for.
  const signs = [
    ...['@team', '#1', 'www.evil.example.org', 'https://evil.example.org', 'a@evil.example.org', '<b>', '</summary>'],
    ...['</details>', '</code>', '<!-- x', '-->', '[x](javascript:1)', '![x](http://e.org/p.png)', '[x]: http://e.org'],
    ...['`', '```', '~~~', '**', '__', '*', '_', '~~', '\\', '|', '- [ ] ', '1. ', '> ', '# ', '===', '---', '[^1]'],
    ...['\n\n', '\t', '    ', '&lt;b&gt;', '&#60;b&#62;', '<https://evil.example.org>', '<script>', '](x)', ' ', 'a'],
  ]
  const names = signs.flatMap((one, index) => [
    `${one}${signs[(index * 7 + 3) % signs.length]}${one}`,
    `a ${one} ${signs[(index * 11 + 5) % signs.length]}`,
    `    ${one}`,
  ])

  test.each(names)('has no part that comes from %j', (name) => {
    const options = { href: (address: string) => `https://p.example.org${encodeURI(address)}` }
    const parts = (of: string) => partsOf(commentText(reviewOfThingsCalled(of), options))
    expect(parts(name)).toStrictEqual(parts('a'))
  })
})

function reviewOfThingsCalled(name: string): Review {
  const [section, file] = [
    { anchor: 'a', text: name },
    { before: name, after: name },
  ]
  const page = pageCalled(name, {
    ...{ state: 'moved', isRedirected: false, file, address: { before: `/${name}/`, after: '/a/' } },
    head: [{ key: name, before: name, after: name }],
    changes: [{ id: 1, kind: 'changed', block: 'paragraph', count: 1, section, before: name, after: name }],
  })
  const found = { ...finding(name), file: name }
  // Backticks in it are ours.
  const consequence = { topic: 'hosts' as const, text: name.replaceAll('`', ''), file: name }
  return reviewWith(
    [page],
    {
      findings: { new: [found], mended: [found], remaining: 0 },
      sections: [
        {
          ...{ ...section, file: name, state: 'moved', now: { ...section, file: name } },
          pointers: [
            { kind: 'link', file: name, line: 1 },
            { kind: 'alert', name, file: name, line: 1 },
          ],
        },
      ],
      consequences: [
        { ...consequence, weight: 'danger' },
        { ...consequence, weight: 'plain' },
      ],
    },
    name,
  )
}

/** All parts of a text but its words: what they are, tags as they are written, and where links lead. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  const walk = (node: Nodes) => {
    if (node.type === 'html') parts.push(...Array.from(node.value.matchAll(/<[^>]*>/g), ([tag]) => tag))
    else if (node.type === 'link' || node.type === 'image') parts.push(`${node.type} ${node.url}`)
    else if (node.type !== 'text') parts.push(node.type)
    if ('children' in node) for (const child of node.children) walk(child)
  }
  walk(unified().use(remarkParse).use(remarkGfm).parse(text))
  return parts
}
