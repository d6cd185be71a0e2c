import type { BlockContent, DefinitionContent, Literal, Parent, PhrasingContent } from 'mdast'

/** The kinds of GitHub's alerts: what another generator calls its boxes is one of them, or has its own name shown. */
export type AdmonitionKind = 'note' | 'tip' | 'important' | 'warning' | 'caution'

/** A box that stands out: a note, a warning. */
export interface Admonition extends Parent {
  type: 'admonition'
  kind: AdmonitionKind
  /** The words at its head; empty for a box without a head. */
  title: PhrasingContent[]
  /** Whether its reader can fold it, and how it stands at first. */
  fold?: 'open' | 'closed'
  children: (BlockContent | DefinitionContent)[]
}

/** Ways to say one thing, of which a reader chooses one by its label. */
export interface TabGroup extends Parent {
  type: 'tabGroup'
  children: Tab[]
}

export interface Tab extends Parent {
  type: 'tab'
  label: PhrasingContent[]
  /** Tabs of one choice have one name of it; the first tab of a further choice says so. */
  choice: { name?: string; isFirst?: boolean }
  children: (BlockContent | DefinitionContent)[]
}

/** What the dialect does not know, shown as a quiet box with its name. */
export interface UnknownBlock extends Parent {
  type: 'unknownBlock'
  name: string
  children: (BlockContent | DefinitionContent)[]
}

/** Something unknown in a sentence, shown as its name. */
export interface UnknownText extends Literal {
  type: 'unknownText'
  /** Its name. */
  value: string
}

/** The text of another file. */
export interface Include extends Parent {
  type: 'include'
  /** Relative to the guidebooks root. The places of what stands in it are places of that file. */
  file: string
  /** Lines of it, counted from 0, `to` not included; all where there are none. */
  lines?: { from: number; to: number }
  children: (BlockContent | DefinitionContent)[]
}

/** Words that stand out in a way that Markdown has no mark for. */
export interface Styled extends Parent {
  type: 'styled'
  data: {
    hName: 'mark' | 'kbd' | 'ins' | 'sub' | 'sup' | 'abbr' | 'span' | 'small'
    hProperties?: { title?: string; id?: string }
  }
  children: PhrasingContent[]
}

/** What an admonition is called that has no title of its own: as on GitHub. */
export function admonitionTitle(kind: AdmonitionKind): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1)
}

declare module 'mdast' {
  interface BlockContentMap {
    admonition: Admonition
    tabGroup: TabGroup
    unknownBlock: UnknownBlock
    include: Include
  }
  interface PhrasingContentMap {
    styled: Styled
    unknownText: UnknownText
  }
  interface RootContentMap {
    admonition: Admonition
    tabGroup: TabGroup
    tab: Tab
    unknownBlock: UnknownBlock
    include: Include
    styled: Styled
    unknownText: UnknownText
  }
  interface HeadingData {
    /** The anchor that the page itself gives the heading. */
    anchor?: string
    /** What its anchor is made from, where that is something else than what a reader sees. */
    anchorText?: string
  }
}
