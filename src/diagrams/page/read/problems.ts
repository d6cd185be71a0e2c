import type { DrawingProblem } from '../drawing.ts'
import { shortText } from './messages.ts'

/** Labels of which a picture shows less than was written; texts are those of the picture in its order. Formulas look otherwise. */
export function lostLabels(labels: readonly string[], texts: readonly string[]): DrawingProblem[] {
  const drawn = comparable(texts.join(''))
  const lost = new Set(labels.filter((label) => !label.includes('$$') && !drawn.includes(comparable(label))))
  return [...lost].map((label) => ({
    code: 'diagrams/drawn-text',
    message: `Unexpected text in the picture, expected \`${shortText(label, 80)}\``,
    text: label,
  }))
}

/** White space, the hyphens of words that break, width of letters and what Markdown and Mermaid turn into signs do not count. */
function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u00ad\-\u200b-\u200f\u2060\ufeff*_`~"'’“”\\#;]/gu, '')
    .toLowerCase()
}

/** What a picture has in place of numbers; one problem for each kind of it. */
export function geometryProblem(element: Element): string | undefined {
  for (const { name, value } of element.attributes) {
    if (!measures.has(name)) continue
    const found = /NaN|Infinity|undefined/.exec(value)?.[0]
    if (found) return `Unexpected \`${found}\` in the geometry of a \`${element.localName}\`, expected numbers`
    if (sizes.has(name) && Number(value) < 0) return `Unexpected negative \`${name}\` of a \`${element.localName}\``
  }
  return undefined
}

const sizes: ReadonlySet<string> = new Set(['width', 'height', 'r', 'rx', 'ry'])
const measures: ReadonlySet<string> = new Set([
  'd',
  'points',
  'transform',
  'x',
  'y',
  'x1',
  'x2',
  'y1',
  'y2',
  'cx',
  'cy',
  ...sizes,
])
