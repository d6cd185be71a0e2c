import fc from 'fast-check'
import type { ElementContent, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { expect, test } from 'vitest'
import { printHtml } from '../../../src/site/markdown/print.ts'

const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('', '&amp;', '<b>', `"'\``, '\0', 'a&b;', ' x '),
)

const tags =
  'a b br BR code command div hr img input kbd math option p script span style svg td template video wbr waymark-status'
const names =
  'alt ariaLabel checked className colSpan coords dataFootnoteRef data-of dataPlace disabled download hidden href id open srcSet style title viewBox xLinkHref made-up on:click a"b'

const value = fc.oneof(
  text,
  fc.boolean(),
  fc.integer(),
  fc.constantFrom(Number.NaN, null, undefined, 'checked', 'download', 'hidden'),
  fc.array(fc.oneof(text, fc.integer()), { maxLength: 3 }),
)

const properties = fc.dictionary(fc.constantFrom(...names.split(' ')), value, { maxKeys: 3 })

const { node } = fc.letrec<{ node: ElementContent }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('text' as const), value: text }),
    fc.record({ type: fc.constant('comment' as const), value: text }),
    fc.record({ type: fc.constant('raw' as const), value: text }),
    fc.record({
      type: fc.constant('element' as const),
      tagName: fc.constantFrom(...tags.split(' ')),
      properties,
      children: fc.array(tie('node'), { maxLength: 4 }),
      content: fc.constant<Root>({ type: 'root', children: [] }),
    }),
  ),
}))

const tree = fc.record({ type: fc.constant<Root['type']>('root'), children: fc.array(node, { maxLength: 4 }) })

test('any tree is printed as by hast-util-to-html', () => {
  fc.assert(
    fc.property(tree, (root) => {
      expect(printHtml(root)).toBe(toHtml(root))
      expect(printHtml(root, 'as-is')).toBe(toHtml(root, { allowDangerousHtml: true }))
    }),
    { numRuns: 1000 },
  )
})
