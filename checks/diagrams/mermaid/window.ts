/**
 * What Mermaid asks of a browser to read a diagram, and nothing more. It asks its sanitizer, DOMPurify, about every
 * label: without a document to work with, DOMPurify gives each text back as it is, which is what checks want to see.
 */
export function openWindow(): void {
  if ('window' in globalThis) return
  const document = { nodeType: 9, createElement: () => ({}), getElementById: () => null }
  const window = { document, Element: class {}, addEventListener() {}, CSS: { supports: isColor } }
  Object.assign(globalThis, { window, document })
}

/** Sequence diagrams tell a colour from a name by it: `box rgb(30, 30, 30) Title`, `box Purple Title`. */
function isColor(property: string, value: string): boolean {
  return property === 'color' && /^(?:#[\da-f]{3,8}|(?:rgb|hsl)a?\(.*\)|transparent|[a-z]+)$/i.test(value)
}
