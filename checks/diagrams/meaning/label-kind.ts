/** How Mermaid 12.3.0 draws a label; each was measured in Chromium. */
export interface LabelKind {
  /**
   * What becomes of `<namespace>`. `html`: tags are taken out, those for formatting obeyed. `plain`: tags are taken out,
   * those for formatting shown, and `<` alone is drawn as `&lt;`. `coded`: `<` and `>` are drawn as `&lt;` and `&gt;`.
   */
  tags?: 'html' | 'plain' | 'coded'
  /** `**bold**` and `__bold__` are obeyed, also within words. */
  markdown?: boolean
  /** `\n` begins a new line. */
  breaks?: boolean
  /** A backslash and what follows are read as in a string of a program. */
  escapes?: boolean
  /** What follows `#` is left out. */
  comments?: boolean
  /** It may begin with a colour, which is not drawn. */
  colored?: boolean
  /** `;` ends the label, and what follows makes a node. */
  ends?: boolean
  /** Addresses are left out. */
  addresses?: boolean
  /** `"` is left out. */
  quotes?: boolean
  /** `>` is left out. */
  arrows?: boolean
  /** Signs written by their number, `#92;`, are drawn as `&#92;`. */
  numberless?: boolean
  /** How `<` can be written so that it is drawn: `#lt;` where `;` of `&lt;` or its `&` would do harm. */
  cure?: '&' | '#'
}

export const htmlLabel: LabelKind = { tags: 'html', breaks: true, cure: '&' }
/** Between the brackets of a node. */
export const nodeLabel: LabelKind = { ...htmlLabel, quotes: true }
export const markdownLabel: LabelKind = { tags: 'html', markdown: true, cure: '&' }
export const lineLabel: LabelKind = { tags: 'html', markdown: true, cure: '#' }
export const stateLabel: LabelKind = { ...lineLabel, ends: true }
export const plainLabel: LabelKind = { tags: 'plain', cure: '#' }
