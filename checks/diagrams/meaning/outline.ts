import type { MappedText } from '../source/mapped-text.ts'
import type { LabelKind } from './label-kind.ts'
import type { Part } from './written.ts'

/** A label as it stands in the source, between its quotes or brackets. */
export interface Label extends Part {
  kind: LabelKind
  /** What its offsets count in, where that is not the diagram itself. */
  mapped?: MappedText
}

/** One place where a node is named. */
export interface NodeMention extends Part {
  /** What it is called there. */
  label?: Part
  /** Whether it is made known there for its own sake: `class A`, `participant A`, `state A {`. */
  declared?: boolean
  /** A part of the diagram that holds others: a subgraph, a namespace. */
  group?: boolean
  /** The innermost group around it. */
  inside?: Part
}

/** A node that a command is about: `class A warning`, `click A …`. */
export interface Target extends Part {
  /** The word that the command begins with. */
  command: string
}

/** `fill:#fee,color:#300`, of a `classDef` or a `style`. */
export interface Style extends Part {
  command: string
}

/** What the source of a diagram of nodes says, whatever its language. */
export interface Outline {
  mentions: NodeMention[]
  targets: Target[]
  labels: Label[]
  styles: Style[]
  /** Names that a `classDef` gives. */
  classes: Part[]
  /** Names of classes that nodes are given. */
  classUses: Part[]
  /** What else has an id that commands may be about, such as links. */
  known: ReadonlySet<string>
}

export function emptyOutline(): Outline {
  return { mentions: [], targets: [], labels: [], styles: [], classes: [], classUses: [], known: new Set() }
}
