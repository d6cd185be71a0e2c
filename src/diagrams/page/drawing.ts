/** What became of one diagram: a picture, or the reason why there is none. Plain data, kept in the cache. */
export type Drawn = Drawing | Undrawable

/** A diagram as it is published. */
export interface Drawing {
  kind: 'drawing'
  /** As Mermaid names it, such as `flowchart-v2`. */
  type: string
  /**
   * One well-formed `<svg>` element without style sheets, style attributes, scripts or foreign addresses. Colours are
   * `light-dark()` in presentation attributes. Its ids begin with `d-` and some digits of the source's hash; what stands for
   * a node of the diagram has `data-node`, the node's id.
   */
  svg: string
  /** The same for the dark theme, where one SVG cannot serve both: then `svg` is for the light one. */
  dark?: string
  /** In CSS pixels. */
  width: number
  height: number
  /** The author's `accTitle`, or the title that the diagram shows; absent where there is none. */
  title?: string
  /** The author's `accDescr`, or the content in words. */
  description: string
  nodes: DrawnNode[]
  /** What a reader of the picture would not see as it was written. */
  problems: DrawingProblem[]
}

/** A node of a diagram, as far as its picture can be joined with something else. */
export interface DrawnNode {
  id: string
  /** Plain text; the id where there is no label. */
  label: string
  classes: string[]
}

/** Why there is no picture. */
export interface Undrawable {
  kind: 'undrawable'
  code: 'diagrams/undrawable'
  /** One sentence: what was unexpected. */
  message: string
}

export interface DrawingProblem {
  code: 'diagrams/broken-geometry' | 'diagrams/drawn-text' | 'diagrams/unreadable-color'
  message: string
  /** The text of the source that it is about, where it can be told. */
  text?: string
}
