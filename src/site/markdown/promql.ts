import { highlightTree, tagHighlighter, tags } from '@lezer/highlight'
import { parser } from '@prometheus-io/lezer-promql'
import type { ElementContent } from 'hast'
import { element } from './element.ts'

/** The classes that code of other languages has, so that one set of colours is for all. */
const classes = tagHighlighter([
  { tag: tags.labelName, class: 'hljs-attr' },
  { tag: tags.variableName, class: 'hljs-variable' },
  { tag: tags.string, class: 'hljs-string' },
  { tag: tags.number, class: 'hljs-number' },
  { tag: tags.special(tags.number), class: 'hljs-number' },
  { tag: tags.function(tags.variableName), class: 'hljs-built_in' },
  { tag: tags.operatorKeyword, class: 'hljs-keyword' },
  { tag: tags.modifier, class: 'hljs-keyword' },
  { tag: tags.keyword, class: 'hljs-keyword' },
  { tag: tags.lineComment, class: 'hljs-comment' },
])

/** An expression of PromQL as spans; what its grammar does not know stays plain. */
export function promql(expression: string): ElementContent[] {
  const content: ElementContent[] = []
  let end = 0
  const plain = (to: number) => {
    if (to > end) content.push({ type: 'text', value: expression.slice(end, to) })
  }
  highlightTree(parser.parse(expression), classes, (from, to, name) => {
    plain(from)
    content.push(element('span', { className: name.split(' ') }, [expression.slice(from, to)]))
    end = to
  })
  plain(expression.length)
  return content
}
