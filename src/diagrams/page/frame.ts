// The script of the document in which diagrams are drawn: in the browser of a build, and in a frame of a reader's page.
import { Drawer } from './draw.ts'
import type { Drawn } from './drawing.ts'
import type { Mermaid } from './mermaid.ts'

/** What the document offers once it is ready. */
export interface DrawingWindow {
  /** Draws one diagram after the other, in the order asked. `prefix` is what the ids of its SVG begin with. */
  drawDiagram(source: string, prefix?: string): Promise<Drawn>
}

/**
 * Mermaid waits for a frame before it measures a label. Here nothing is painted, and a turn comes sooner. Mermaid takes
 * hold of this while it is loaded.
 */
globalThis.requestAnimationFrame = (callback) => window.setTimeout(() => callback(performance.now()))

async function loadMermaid(): Promise<Mermaid> {
  const { default: mermaid }: { default: Mermaid } = await import(
    new URL('../mermaid/mermaid.esm.min.js', import.meta.url).href
  )
  return mermaid
}

function drawing(mermaid: Mermaid): DrawingWindow {
  const drawer = new Drawer(mermaid)
  let last: Promise<unknown> = Promise.resolve()
  return {
    drawDiagram(source, prefix = prefixOf(source)) {
      const drawn = last.then(() => drawer.draw(source, { prefix }))
      last = drawn.catch(() => {})
      return drawn
    },
  }
}

/** Whoever waits for a picture is told that there will be none. */
const silent: DrawingWindow = {
  drawDiagram: () => Promise.reject(new Error('Mermaid could not be loaded')),
}

try {
  Object.assign(globalThis, drawing(await loadMermaid()))
} catch (error) {
  Object.assign(globalThis, silent)
  throw error
}

/** Depends on the source alone. Source: the hash FNV-1a of 32 bits. */
function prefixOf(source: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < source.length; index++) {
    hash = Math.imul(hash ^ source.charCodeAt(index), 0x01000193)
  }
  return `d-${(hash >>> 0).toString(16).padStart(8, '0')}`
}
