import type { Nodes } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { describe, expect, it } from 'vitest'
import { type Finder, notText, TextSplitter } from '../../../src/guidebook/dialects/split-text.ts'
import { walk } from '../../../src/guidebook/parse/node.ts'
import { parse } from '../../../src/guidebook/parse/syntax.ts'

const marks: Finder = function* (words) {
  for (const { 0: found, index } of words.matchAll(/==(.+?)==/gs)) {
    const end = index + found.length
    yield {
      start: index,
      end,
      inner: { start: index + 2, end: end - 2 },
      make: (children, position) => [{ type: 'styled', data: { hName: 'mark' }, children, position }],
    }
  }
}

/** Each mark of a text: its words, and what stands at its place and at those of the texts in it. */
function marksIn(text: string) {
  const tree = parse(text, 'md')
  new TextSplitter(tree, text).split(marks)
  const writtenAt = ({ position }: Nodes) => text.slice(position?.start.offset, position?.end.offset)
  const found: { words: string; at: string; texts: string[] }[] = []
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'styled') return
    const texts: string[] = []
    walk<Nodes>(node, (inner) => {
      if (inner.type === 'text') texts.push(writtenAt(inner))
    })
    found.push({ words: textOf(node), at: writtenAt(node), texts })
  })
  return { tree, found }
}

describe('parts of texts', () => {
  it.each([
    ['a ==b== c', '==b==', 'b', ['b']],
    ['a ==b **c** d== e', '==b **c** d==', 'b c d', ['b ', 'c', ' d']],
    ['a ==[b](c.md)== e', '==[b](c.md)==', 'b', ['b']],
    ['\\* &amp; &eacute; ==b \\_ &lt; c== d', '==b \\_ &lt; c==', 'b _ < c', ['b \\_ &lt; c']],
    ['> a ==b\n> c== d', '==b\n> c==', 'b\nc', ['b\n> c']],
    ['- a\n  ==b== &#x1F600; ==', '==b==', 'b', ['b']],
    ['&#x1F600;&amp; ==b==', '==b==', 'b', ['b']],
    ['&amp;amp; ==b==', '==b==', 'b', ['b']],
    ['a\r\n  ==b==', '==b==', 'b', ['b']],
    ['**x ==b== y**', '==b==', 'b', ['b']],
  ])('keeps the place of `%s`', (text, at, words, texts) => {
    expect(marksIn(text).found).toEqual([{ words, at, texts }])
  })

  it('leaves code, what is no text, and mathematics alone', () => {
    expect(marksIn('`==a==`\n\n```\n==b==\n```\n\n$==c==$').found).toEqual([])
    const seen: string[] = []
    const text = 'a `b` c $d$'
    const look: Finder = (words) => {
      seen.push(words)
      return []
    }
    new TextSplitter(parse(text, 'md'), text).split(look)
    expect(seen).toEqual([`a ${notText} c ${notText}`])
  })

  it('keeps all words, whatever is taken', () => {
    const text = '==a== b ==c== **d** ==e== &copy; f'
    expect(textOf(marksIn(text).tree)).toBe('a b c d e © f')
  })
  it('takes as many marks as a page may have', () => {
    expect(marksIn('==a==\n'.repeat(130_000)).found).toHaveLength(130_000)
  })
})
