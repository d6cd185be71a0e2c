import { readHcl } from '../../src/inventory/hcl.ts'
import type { DataFile, PointedAt } from './pointed-at.ts'
import { isSecretLike } from './secret.ts'

/** A default that leads to another, and so on. */
const mostHops = 10

const unreadable: DataFile = { at: () => ({ kind: 'unreadable' }) }

/**
 * Terraform and its variables: a pointer is the words of a block's head and then its keys, as in
 * `/resource/aws_db_instance/main/engine_version`. Nothing is evaluated: what an expression gives is no value, but for a
 * variable or a local of the same file by itself.
 */
export async function readHclFile(path: string, text: string): Promise<DataFile> {
  const read = await readHcl(path, text)
  if ('problem' in read) return unreadable
  const { tree } = read
  return { at: (pointer) => valueAt(tree, text, pointer, 0) }
}

function valueAt(tree: unknown, text: string, pointer: readonly string[], hops: number): PointedAt {
  let here = [tree]
  for (const step of pointer) {
    const next = here.flatMap((one) => childOf(one, step))
    if (next.length === 0) return { kind: 'nothing', missing: step, known: here.flatMap(keysOf) }
    here = next
  }
  const [value] = here
  if (typeof value === 'object') return { kind: 'part' }
  const written = String(value)
  const [, kind, name = ''] = /^\$\{(var|local)\.([\w-]+)\}$/.exec(written) ?? []
  if (kind !== undefined && hops < mostHops) {
    const led = valueAt(tree, text, kind === 'var' ? ['variable', name, 'default'] : ['locals', name], hops + 1)
    return led.kind === 'value' ? led : { kind: 'part' }
  }
  if (written.includes('${') || written.includes('%{')) return { kind: 'part' }
  const [block] = pointer[0] === 'variable' ? childrenOfBlock(tree, pointer) : []
  const isSecret = isSecretLike(pointer, written) || childOf(block, 'sensitive').includes(true)
  const line = lineOf(text, pointer)
  return { kind: 'value', text: written, isSecret, ...(line !== undefined && { line }) }
}

function childrenOfBlock(tree: unknown, [type = '', name = '']: readonly string[]): unknown[] {
  return childOf(tree, type).flatMap((one) => childOf(one, name))
}

/** What a key, or a position, leads to; of blocks that are written several times, in each of them. */
function childOf(value: unknown, step: string): unknown[] {
  if (Array.isArray(value)) {
    if (/^(?:0|[1-9]\d{0,6})$/.test(step)) return value.slice(Number(step), Number(step) + 1)
    return value.flatMap((one) => (Array.isArray(one) ? [] : childOf(one, step)))
  }
  return Object.entries(isTable(value) ? value : {}).flatMap(([key, one]) => (key === step ? [one] : []))
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => (Array.isArray(one) ? [] : keysOf(one))).slice(0, 1000)
  return isTable(value) ? Object.keys(value).slice(0, 1000) : []
}

/** The line of the key behind the head of its block, where there is one such line alone; the parser tells no places. */
function lineOf(text: string, pointer: readonly string[]): number | undefined {
  const key = pointer.findLast((step) => !/^\d+$/.test(step)) ?? ''
  const heads = pointer.slice(0, -1).filter((step) => /^[\w-]+$/.test(step))
  const lines = text.split('\n')
  const head = heads.length < 2 ? -1 : lines.findIndex((line) => heads.slice(0, 2).every((word) => line.includes(word)))
  const found = lines.flatMap((line, index) => {
    const [, name] = /^\s*"?([\w-]+)"?\s*=/.exec(line) ?? []
    return name === key && index > head ? [index + 1] : []
  })
  return head >= 0 ? found[0] : found.length === 1 ? found[0] : undefined
}
