import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { markdownToMdast } from 'satteri'
import { assert, describe, expect, test } from 'vitest'
import { readPage } from '../../src/guidebook/page.ts'
import { isMath } from '../../src/guidebook/parse/math.ts'
import { walk } from '../../src/guidebook/parse/node.ts'
import { parse } from '../../src/guidebook/parse/syntax.ts'
import { assertLinear } from '../growth.ts'

/** What is mathematics on a page, and the targets of its links; references without a definition stand in brackets. */
function read(text: string): { math: string[]; links: string[] } {
  const math: string[] = []
  walk<Nodes>(parse(text, 'md'), (node) => {
    if (isMath(node) && node.type === 'text') math.push(node.value)
  })
  const { links, undefinedReferences } = readPage('page.md', Buffer.from(text))
  return { math, links: [...links.map(({ url }) => url), ...undefinedReferences.map(({ label }) => `[${label}]`)] }
}

describe('What is between dollar signs', () => {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: a shell's variables are meant
  const cases: [what: string, text: string, math: string[], links: string[]][] = [
    ['is mathematics, and no link', 'a $f[x](y)$ b', ['$f[x](y)$'], []],
    ['is no reference without its definition', '$A[i][j]$', ['$A[i][j]$'], []],
    ['is no footnote', '$a[^1]$', ['$a[^1]$'], []],
    ['is no image, no HTML, no emphasis, no escape', '$![a](b) <c> *d* \\{e\\}$', ['$![a](b) <c> *d* \\{e\\}$'], []],
    ['is so in two signs', 'a $$ [x](y) $$ b', ['$$ [x](y) $$'], []],
    ['is so over lines', 'a $x\n[b](c)$ d', ['$x\n[b](c)$'], []],
    ['is so in a block', '$$\n- a [x](y)\n= b\n$$', ['$$\n- a [x](y)\n= b\n$$'], []],
    ['is so in a quote', '> $$\n> a [x](y)\n> $$', ['$$\na [x](y)\n$$'], []],
    ['is so in a list', '- $$\n  [x](y)\n  $$', ['$$\n[x](y)\n$$'], []],
    ['is so in a table', '| a |\n| - |\n| $[x](y)$ |', ['$[x](y)$'], []],
    ['is so in a heading', '## A $[x](y)$', ['$[x](y)$'], []],
    ['is so with code in it', '$`[x](y)`$', ['$`[x](y)`$'], []],
    ['may touch marks', '($[x](y)$), **$z$**.', ['$[x](y)$', '$z$'], []],
    ['may stand in the text of a link', '[the $x_1$](y)', ['$x_1$'], ['y']],
    ['begins anew behind a sign that closes nothing', '$22 and $2+[x](y)$', ['$2+[x](y)$'], []],
    ['are prices', '$5 and $6 [x](y)', [], ['y']],
    ['are prices, in brackets too', '($5) [x](y) ($6)', [], ['y']],
    ['are prices of elsewhere', '5$ [x](y) 6$, US$5 [x](y) US$6', [], ['y', 'y']],
    ['are variables', '$HOME [x](y) $PATH and $A/[x](y)/$B', [], ['y', 'y']],
    ['are variables in braces', '/log/${A}/${B}.log, **${C}** and **${D}**, [x](y)', [], ['y']],
    ['are commands', 'From $(a)-$(b) [x](y).', [], ['y']],
    ['are parameters', '"$@" [x](y) "$#", "$*"/"$?" and $@:$#', [], ['y']],
    ['is behind variables', '${A}/${B} is $[x](y)$', ['$[x](y)$'], []],
    ['may begin with a brace, and be asked', 'Is it ${[x](y)}$?', ['${[x](y)}$'], []],
    ['are ends of patterns', '^a$ [x](y) ^b$', [], ['y']],
    ['has white space on its inner side', '$ [x](y) $', [], ['y']],
    ['is escaped', '\\$[x](y)\\$', [], ['y']],
    ['is code', '`$` [x](y) `$`', [], ['y']],
    ['is in a block of code', '```\n$$\n```\n\n[x](y)\n\n```\n$$\n```', [], ['y']],
    ['is in an attribute', '<b title="$">[x](y)</b title="$">', [], ['y']],
    ['is in the text of two links', '[$](a) and [$](b)', [], ['a', 'b']],
    ['is in addresses', '[x](/$a) [z](/b$) <https://a.example/$c$>', [], ['/$a', '/b$', 'https://a.example/$c$']],
    ['is in a label', '[$x$][y]\n\n[y]: z', [], ['z', 'z']],
    ['is alone', '$[x](y)', [], ['y']],
    ['is in two paragraphs', '$[x](y)\n\n$', [], ['y']],
    ['is in two cells', '| a | b |\n| - | - |\n| $ [x](y) | $ |', [], ['y']],
    ['is three signs', '$$$[x](y)$$$', [], ['y']],
  ]
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: a shell's variables are meant
  for (const [what, text, math, links] of cases) {
    test(`${what}: ${JSON.stringify(text)}`, () => expect(read(text)).toStrictEqual({ math, links }))
  }

  test('another renderer takes for mathematics too, but for the prices that it knows nothing of', () => {
    for (const [, text, math] of cases.filter(([, text]) => !text.startsWith('$22 and'))) {
      const other: string[] = []
      walk<{ type: string; value?: unknown }>(markdownToMdast(text, { features: { math: true } }), (node) => {
        if (/math/i.test(node.type)) other.push(String(node.value).trim())
      })
      for (const piece of math) assert.ok(other.includes(piece.replace(/^\$+|\$+$/g, '').trim()), `${text}: ${other}`)
    }
  })
})

describe('A page with mathematics', () => {
  const marks = [
    '$',
    '$$',
    '$',
    '[a](b)',
    '[c][d]',
    '*',
    '_',
    '`',
    '<b>',
    '\\',
    '\n',
    '\n\n',
    '> ',
    '- ',
    '| ',
    ' ',
    'x',
    '5',
    '&amp;',
  ]
  const texts = fc.array(fc.constantFrom(...marks), { maxLength: 40 }).map((parts) => parts.join(''))

  test('has nothing hidden in it, and each piece stands where its place says', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tree = parse(text, 'md')
        expect(JSON.stringify(tree)).not.toMatch(/[\uFDD0-\uFDEF]/)
        walk<Nodes>(tree, (node) => {
          if (!isMath(node) || node.type !== 'text') return
          const { start, end } = node.position ?? {}
          const written = text.slice(start?.offset, end?.offset).replace(/\n[ >]*/g, '\n')
          expect(node.value.replace(/\n[ >]*/g, '\n')).toBe(written)
        })
      }),
      { numRuns: 2000 },
    )
  })

  // The parser itself takes the square of the length of a line, hence the smaller ones of those.
  for (const [line, length, seconds] of [
    [100_000, 100_000, 12],
    [5000, 500_000, 4],
  ] as const) {
    test(`is read in a time that grows with its length: ${length} characters in lines of ${line}`, async () => {
      for (const piece of ['$', '$a ', '$a$ ', '$$\n', '$$\na\n', '[$a$](b) ', '$[a](b)$ ', '$`a`$ ', '> $$\n']) {
        const text = `${piece.repeat(Math.ceil(line / piece.length))}\n`.repeat(length / line)
        await assertLinear((share) => parse(text.slice(0, text.length * share), 'md'), seconds, JSON.stringify(piece))
      }
    })
  }
})
