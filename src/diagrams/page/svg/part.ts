/**
 * An SVG element on its way from Mermaid's picture to the published one. Plain data: it can be compared, merged and written
 * without a document.
 */
export interface Part {
  name: string
  /** Geometry, references and marks of ours, as they are written. */
  attributes: Map<string, string>
  /** What it looks like: values of presentation properties, inherited ones too, as far as they matter for this element. */
  paint: Map<string, string>
  children: Part[]
  /** Of a `text`. */
  text?: string
}

export function part(name: string, attributes: Iterable<[string, string]> = [], children: Part[] = []): Part {
  return { name, attributes: new Map(attributes), paint: new Map(), children }
}
