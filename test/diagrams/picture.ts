import type { Drawing } from '../../src/diagrams/page/drawing.ts'

/** A picture that tells which source it is of. */
export function picture(source: string): Drawing {
  return {
    kind: 'drawing',
    type: 'flowchart-v2',
    svg: `<svg xmlns="http://www.w3.org/2000/svg"><text>${source.length}</text></svg>`,
    width: 100,
    height: 50,
    description: source,
    nodes: [{ id: 'a', label: 'A', classes: [] }],
    problems: [],
  }
}
