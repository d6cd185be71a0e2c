import type { MappedText } from '../source/mapped-text.ts'
import type { TextPart } from '../source/text-part.ts'

/** A label as it stands in the source, between its quotes or brackets. */
export interface Label extends TextPart {
  kind: LabelKind
  /** What its offsets count in, where that is not the diagram itself. */
  mapped?: MappedText
}

/** One place where a node is named. */
export interface NodeMention extends TextPart {
  /** What it is called there. */
  label?: TextPart
  /** Whether it is made known there for its own sake: `class A`, `participant A`, `state A {`. */
  declared?: boolean
  /** A part of the diagram that holds others: a subgraph, a namespace. */
  group?: boolean
  /** The innermost group around it. */
  inside?: TextPart
}

/** A node that a command is about: `class A warning`, `click A …`. */
export interface CommandTarget extends TextPart {
  /** The word that the command begins with. */
  command: string
}

/** `fill:#fee,color:#300`, of a `classDef` or a `style`. */
export interface Style extends TextPart {
  command: string
}

/** What the source of a diagram of nodes says, whatever its language. */
export interface Outline {
  mentions: NodeMention[]
  targets: CommandTarget[]
  labels: Label[]
  styles: Style[]
  /** Names that a `classDef` gives. */
  classes: TextPart[]
  /** Names of classes that nodes are given. */
  classUses: TextPart[]
  /** What else has an id that commands may be about, such as links. */
  known: ReadonlySet<string>
}

export function emptyOutline(): Outline {
  return { mentions: [], targets: [], labels: [], styles: [], classes: [], classUses: [], known: new Set() }
}

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
  ltEscape?: '&' | '#'
}

export const htmlLabel: LabelKind = { tags: 'html', breaks: true, br: '<br/>', ltEscape: '&' }
/** Between the brackets of a node. */
export const nodeLabel: LabelKind = { ...htmlLabel, quotes: true }
export const markdownLabel: LabelKind = { tags: 'html', markdown: true, br: '<br/>', ltEscape: '&' }
export const lineLabel: LabelKind = { ...markdownLabel, ltEscape: '#' }
export const stateLabel: LabelKind = { ...lineLabel, ends: true }
/** An attribute or a method of a class. */
export const memberLabel: LabelKind = { tags: 'html', markdown: true, ltEscape: '#' }
export const plainLabel: LabelKind = { tags: 'plain', ltEscape: '#' }
