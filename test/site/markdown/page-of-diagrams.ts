import type { Drawing, Drawn } from '../../../src/diagrams/page/drawing.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { customBlocks } from '../../../src/site/markdown/code.ts'
import type { DiagramContext } from '../../../src/site/markdown/diagram.ts'
import { renderPage } from '../../../src/site/markdown/render.ts'
import { SiteStatus } from '../../../src/site/status/site-status.ts'
import { plainContext } from './rendered-page.ts'

export const source = 'flowchart LR\n  a --> b'
export const fence = (text = source) => `\`\`\`mermaid\n${text}\n\`\`\`\n`

export const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 80" width="400" height="80" role="img">' +
  '<marker id="d-0123456789-1"><path d="M0 0"/></marker>' +
  '<g data-node="a"><rect width="9" height="9" fill="light-dark(#fff,#000)"/><text>&lt;A&gt; &amp; style="x"</text></g>' +
  '<path d="M0 0" marker-end="url(#d-0123456789-1)"/></svg>'

/** A diagram that was drawn as `svg`. */
export function drawing(parts: Partial<Drawing> = {}): Drawing {
  const nodes = [{ id: 'a', label: 'Dolibarr ERP', classes: [] }]
  return {
    kind: 'drawing',
    type: 'flowchart-v2',
    svg,
    width: 400,
    height: 80,
    description: 'a leads to b',
    nodes,
    problems: [],
    ...parts,
  }
}

const services = [
  { id: 'erp', name: 'Dolibarr ERP', folder: '', probes: [] },
  { id: 'auth-staff', name: 'Authentik (staff)', folder: '', probes: [] },
]

/** The body of a page whose diagrams have become this. */
export function bodyOf(text: string, drawn: Drawn | undefined, world: Partial<DiagramContext> = {}): string {
  const { fences } = readPage('page.md', new TextEncoder().encode(text))
  const { links } = plainContext
  const status = new SiteStatus(services)
  const block = customBlocks({
    fences,
    drawn: () => drawn,
    services,
    status,
    links,
    frame: '/books/frame.html',
    href: '/books/page/',
    ...world,
  })
  return renderPage(text, 'md', { ...plainContext, block }).body
}
