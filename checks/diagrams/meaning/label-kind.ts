/** How Mermaid 12.3.0 draws a label; each was measured in Chromium. */
export interface LabelKind {
  /**
   * What becomes of `<namespace>`. `html`: tags are taken out, those for formatting obeyed. `plain`: tags are taken out,
   * those for formatting shown, and `<` alone is drawn as `&lt;`. `coded`: `<`, `>` and `=` are drawn as `&lt;`, `&gt;` and
   * `&equals;`.
   */
  tags?: 'html' | 'plain' | 'coded'
  /** `**bold**` and `__bold__` are obeyed, also within words. */
  markdown?: boolean
  /** `\n` begins a new line; where it does not, and there are no `escapes`, it is drawn as these two signs. */
  breaks?: boolean
  /** The tag that begins a new line, where one does; what does not is drawn as it is written. */
  br?: '<br/>' | '<br>'
  /** A backslash and what follows are read as in a string of a program. */
  escapes?: boolean
  /** What follows `#` is left out. */
  comments?: boolean
  /** What follows `%%` is left out. */
  percents?: boolean
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
  /** Signs written by their name in HTML, `&amp;`, are drawn so. */
  named?: boolean
  /** Signs written by their number, `#92;`, are drawn as `&#92;`, and by their name, but `<`, `>` and `&`, likewise. */
  numberless?: boolean
  /** Signs written by their number or name, `#92;`, are drawn so. */
  raw?: boolean
  /** What stands between backticks is left out. */
  ticks?: boolean
  /** It stands without quotes where signs of other names cannot be: nothing mends it but quotes. */
  bare?: boolean
  /** How `<` can be written so that it is drawn: `#lt;` where `;` of `&lt;` or its `&` would do harm. */
  cure?: '&' | '#'
}

export const htmlLabel: LabelKind = { tags: 'html', breaks: true, br: '<br/>', cure: '&' }
/** Between the brackets of a node. */
export const nodeLabel: LabelKind = { ...htmlLabel, quotes: true }
export const markdownLabel: LabelKind = { tags: 'html', markdown: true, br: '<br/>', cure: '&' }
export const lineLabel: LabelKind = { ...markdownLabel, cure: '#' }
export const stateLabel: LabelKind = { ...lineLabel, ends: true }
/** An attribute or a method of a class. */
export const memberLabel: LabelKind = { tags: 'html', markdown: true, cure: '#' }
export const plainLabel: LabelKind = { tags: 'plain', cure: '#' }
