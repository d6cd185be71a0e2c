import type { Element, ElementContent } from 'hast'
import { element } from './element.ts'

/** What is wrong with a diagram, as its author reads it. */
export interface DiagramFault {
  message: string
  hint?: string
  /** The line of the source, from 1, and of the page; absent where it is about the whole diagram. */
  at?: { line: number; pageLine: number }
}

/** What stands in the place of a picture: what is wrong, and the source with its lines marked. */
export function faultFigure(source: string, title: string, faults: readonly DiagramFault[]): Element {
  const marked = new Set(faults.flatMap(({ at }) => (at ? [at.line] : [])))
  const lines = source.split('\n')
  const code = lines.flatMap((line, index): (ElementContent | string)[] => {
    const end = index === lines.length - 1 ? '' : '\n'
    return marked.has(index + 1) ? [element('mark', {}, [line === '' ? ' ' : line]), end] : [line + end]
  })
  return element('figure', { className: ['diagram', 'diagram-fault'] }, [
    element('div', { className: ['alert', 'alert-caution'] }, [
      element('p', { className: ['alert-title'] }, [title]),
      ...faults.flatMap(faultText),
    ]),
    element('pre', {}, [element('code', {}, code)]),
  ])
}

function faultText({ message, hint, at }: DiagramFault): Element[] {
  const place = at ? [element('strong', {}, [`Line ${at.pageLine}`]), ': '] : []
  return [
    element('p', {}, [...place, ...withCode(message)]),
    ...(hint === undefined ? [] : [element('p', { className: ['diagram-hint'] }, withCode(hint))]),
  ]
}

/** A message's values stand in backticks. */
function withCode(text: string): (ElementContent | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, [part]) : part))
}
