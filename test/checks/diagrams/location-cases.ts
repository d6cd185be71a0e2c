import type { Defect, FaultyDiagram } from './faulty-diagram.ts'
import { faultyDiagrams } from './faulty-diagrams.ts'

/** A page with one diagram in it, and where the finding about it has to be. */
export interface LocationCase {
  name: string
  page: string
  /** Counts from 1, in the page. */
  line: number
  /** Undefined where it is not held. */
  column: number | undefined
}

type Written = { text: string; mark?: 'line' | 'column' }

/** What else stands in the diagram; `undefined` where it would mean something there. */
const surroundings: Record<string, (lines: Written[], diagram: FaultyDiagram) => Written[] | undefined> = {
  nothing: (lines) => lines,
  frontmatter: (lines) => [...plain('---', 'title: A title', 'config:', '  look: classic', '---'), ...lines],
  directive: (lines) => [...plain('%%{init: {"theme": "base"}}%%'), ...lines],
  'directive over lines': (lines) => [...plain('%%{init: {', '  "theme": "base"', '}}%%', ''), ...lines],
  comments: (lines) =>
    lines.flatMap((line, index) => [...plain(index % 2 ? '  %% a comment' : '%% [a (comment)]'), line]),
  'blank lines': (lines, { isDense }) =>
    isDense
      ? undefined
      : lines.flatMap((line, index) => (index === 0 ? [...plain('', '  '), line] : [...plain(''), line])),
  everything: (lines) => [
    ...plain('---', 'title: A title', '---', '%% a comment', '', '%%{init: {"theme": "base"}}%%', '%% another'),
    ...lines.flatMap((line, index) => (index === 2 ? [...plain('    %% one more'), line] : [line])),
  ],
}

/** Where in a page the fence stands: what stands before its first line, and before the others. */
const nestings: Record<string, { before: string[]; first: string; rest: string; end?: string }> = {
  'at the top': { before: ['# Page', ''], first: '', rest: '' },
  'in a list': { before: ['# Page', '', '1. First', ''], first: '   ', rest: '   ' },
  'in a list of a list': { before: ['- One', '  - Two'], first: '    ', rest: '    ' },
  'in a quote': { before: ['> A quote', '>'], first: '> ', rest: '> ' },
  'in a quote in a list': { before: ['- One', ''], first: '  > ', rest: '  > ' },
  'in details': { before: ['<details>', '<summary>More</summary>', ''], first: '', rest: '', end: '\n</details>' },
  'as an item': { before: ['Text', ''], first: '* ', rest: '  ' },
}

/** Every defect in every surrounding, each in two of the nestings and with one of the line ends, in turn. */
export function locationCases(): LocationCase[] {
  const cases: LocationCase[] = []
  const places = Object.entries(nestings)
  for (const diagram of faultyDiagrams) {
    for (const defect of [...diagram.defects, ...strayLines(diagram)]) {
      for (const [around, surround] of Object.entries(surroundings)) {
        const lines = surround(written(diagram, defect), diagram)
        if (!lines) continue
        for (const step of [0, 1]) {
          const [where, nesting] = places[(cases.length * 2 + step) % places.length] ?? []
          if (where === undefined || !nesting) continue
          const lineEnd = cases.length % 3 === 0 ? '\r\n' : '\n'
          const name = `${diagram.type}: ${defect.text.trim()} | ${around} | ${where}${lineEnd === '\n' ? '' : ' | CRLF'}`
          cases.push({ name, ...nest(lines, nesting, lineEnd, defect) })
        }
      }
    }
  }
  return cases
}

/** Signs that begin no statement of any type, on a line of their own. */
function strayLines({ type, lines, isDense }: FaultyDiagram): Defect[] {
  // In these a line may be any text.
  if (isDense || /^(?:timeline|treeView|sequence)$/.test(type)) return []
  return [{ line: Math.min(3, lines.length), text: '  }{ ???' }]
}

function written({ lines }: FaultyDiagram, defect: Defect): Written[] {
  const told = defect.told ?? defect.line
  return lines.map((text, index): Written => {
    const line = index + 1
    const own = line === defect.line ? defect.text : text
    if (line !== told) return { text: own }
    return { text: own, mark: line === defect.line && defect.at !== undefined ? 'column' : 'line' }
  })
}

function nest(
  lines: Written[],
  { before, first, rest, end = '' }: (typeof nestings)[string],
  lineEnd: string,
  { at }: Defect,
): Omit<LocationCase, 'name'> {
  const page = [...before, `${first}\`\`\`mermaid`]
  let place: Omit<LocationCase, 'name' | 'page'> = { line: 0, column: undefined }
  for (const { text, mark } of lines) {
    page.push(`${rest}${text}`)
    if (mark === undefined) continue
    const column = at === '' ? text.trimEnd().length : text.indexOf(at ?? '')
    place = { line: page.length, column: mark === 'column' ? rest.length + column + 1 : undefined }
  }
  page.push(`${rest}\`\`\``, ...end.split('\n'))
  return { page: page.join(lineEnd), ...place }
}

function plain(...lines: string[]): Written[] {
  return lines.map((text) => ({ text }))
}
