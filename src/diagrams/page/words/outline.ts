import type { DrawnNode } from '../drawing.ts'

/** What a diagram says, as far as it was understood. */
export interface Outline {
  nodes: DrawnNode[]
  /** Each a clause such as `Gateway leads to Orders (yes)`. */
  facts: string[]
  /** Texts that a reader of the picture must find in it. */
  labels: string[]
}

/** From a label as Mermaid keeps it, with HTML, Markdown and entities, to what is read. */
export type PlainText = (label: string) => string

export type OutlineReader = (store: unknown, plain: PlainText) => Outline

/** A relation in words, with the label of its line in brackets. */
export function relation(from: string, verb: string, to: string, label: string): string {
  return `${from} ${verb} ${to}${label === '' ? '' : ` (${label})`}`
}

/** The labels that the nodes and the facts of an outline consist of, without those that are empty. */
export function filled(labels: string[]): string[] {
  return labels.filter((label) => label.trim() !== '')
}

/** Reading of Mermaid's stores, whose shapes are its own affair: what is not there is empty. */

export function field(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined
}

/** What a store answers to a question without arguments; undefined where it does not know it. */
export function call(store: unknown, name: string): unknown {
  const method = field(store, name)
  return typeof method === 'function' ? Reflect.apply(method, store, []) : undefined
}

/** Members of an array or a set, values of a map or of a plain object. */
export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (value instanceof Map || value instanceof Set) return [...value.values()]
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}

export function text(owner: unknown, name: string): string {
  const value = field(owner, name)
  if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join(' ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
