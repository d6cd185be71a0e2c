import { posix } from 'node:path'
import { InventoryFile } from '../../src/inventory/file.ts'
import { environmentExample } from '../../src/inventory/readers/environment-example.ts'
import { isExample } from '../../src/inventory/variables.ts'
import { readToml } from '../../src/toml/document.ts'
import type { YamlCursor } from '../../src/yaml/stream.ts'
import { readHclFile } from './hcl-file.ts'
import type { DataFile, PointedAt } from './pointed-at.ts'
import { isSecretLike } from './secret.ts'

/** Whether pointers into a file mean values, by its path. Of an environment the example alone, never its secrets. */
export function isDataFile(path: string): boolean {
  return /\.(?:ya?ml|json|toml|tf|tfvars|hcl|tofu)$/i.test(path) || isExample(path)
}

/** The steps of a JSON Pointer (RFC 6901), as a fragment has it; undefined where it is none. */
export function pointerOf(fragment: string): string[] | undefined {
  if (!fragment.startsWith('/') || fragment.length > 1000) return undefined
  return fragment
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

export async function readDataFile(path: string, text: string): Promise<DataFile> {
  if (isExample(path)) return environmentFile(path, text)
  if (/\.(?:tf|tfvars|hcl|tofu)$/i.test(path)) return readHclFile(path, text)
  return posix.extname(path).toLowerCase() === '.toml' ? tomlFile(text) : yamlFile(path, text)
}

/** JSON is YAML, but for tabs before its lines. */
function yamlFile(path: string, text: string): DataFile {
  const isJson = /\.json$/i.test(path)
  const file = new InventoryFile(path, isJson ? text.replaceAll('\t', ' ') : text)
  const { documents, problem } = file.yaml()
  return {
    at: (pointer) => {
      const found = documents.map((document) => inYaml(document, pointer))
      // Of several documents it is the first that has it.
      const first = found.find(({ kind }) => kind !== 'nothing')
      return (
        first ??
        (problem ? { kind: 'unreadable' } : (found[0] ?? { kind: 'nothing', missing: pointer[0] ?? '', known: [] }))
      )
    },
  }
}

function inYaml(document: YamlCursor, pointer: readonly string[]): PointedAt {
  let here = document
  for (const step of pointer) {
    const { items } = here
    const next = here.get(step) ?? (/^(?:0|[1-9]\d{0,6})$/.test(step) ? items[Number(step)] : undefined)
    if (!next)
      return {
        kind: 'nothing',
        missing: step,
        known: keysOf(
          here.entries.map(({ key }) => key),
          items.length,
        ),
      }
    here = next
  }
  if (here.text === undefined) return { kind: 'part' }
  const isSecret = document.get('kind')?.text === 'Secret' || isSecretLike(pointer, here.text)
  return { kind: 'value', text: here.text, line: here.place.line, isSecret }
}

function tomlFile(text: string): DataFile {
  const { value, problem } = readToml(text)
  return {
    at: (pointer) => {
      if (problem || value === undefined) return { kind: 'unreadable' }
      let here: unknown = value
      for (const step of pointer) {
        const children = childrenOf(here)
        if (!children.has(step)) return { kind: 'nothing', missing: step, known: keysOf([...children.keys()], 0) }
        here = children.get(step)
      }
      if (typeof here === 'object' && here !== null) return { kind: 'part' }
      const line = lineInToml(text, pointer)
      return { kind: 'value', text: String(here), isSecret: isSecretLike(pointer, String(here)), ...(line && { line }) }
    },
  }
}

function childrenOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}

/** The line of a key of a table that is written out, as most are; nothing where several lines could be it. */
function lineInToml(text: string, pointer: readonly string[]): number | undefined {
  const [key = '', ...above] = pointer.toReversed()
  const wanted = above.toReversed().join('.')
  let table = ''
  const lines = text.split('\n').flatMap((line, index) => {
    const [, head] = /^\s*\[([^[\]]+)\]/.exec(line) ?? []
    if (head !== undefined) table = head.replace(/[\s"']/g, '')
    const [, name] = /^\s*["']?([^"'=\s]+)["']?\s*=/.exec(line) ?? []
    return name === key && table === wanted ? [index + 1] : []
  })
  return lines.length === 1 ? lines[0] : undefined
}

function environmentFile(path: string, text: string): DataFile {
  const read = environmentExample.read(new InventoryFile(path, text))
  const entries = read instanceof Promise ? [] : read.entries
  return {
    at: ([name = '', ...more]) => {
      const variable = entries.findLast((entry) => entry.kind === 'variable' && entry.name === name)
      if (variable?.kind !== 'variable' || more.length > 0) {
        const known = entries.flatMap((entry) => (entry.kind === 'variable' ? [entry.name] : []))
        return { kind: 'nothing', missing: more[0] ?? name, known }
      }
      return {
        kind: 'value',
        text: variable.value,
        line: variable.line,
        isSecret: isSecretLike([name], variable.value),
      }
    },
  }
}

/** Keys of a map, or positions of a list. */
function keysOf(keys: readonly string[], length: number): string[] {
  return keys.length > 0 ? [...keys] : Array.from({ length: Math.min(length, 100) }, (_, index) => String(index))
}
