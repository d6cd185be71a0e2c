import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { diagramData } from '@mermaid-js/examples'
import ts from 'typescript'
import { assert, describe, expect, test } from 'vitest'
import { KnownSettings } from '../../../../checks/diagrams/mermaid/known-settings.ts'
import { MermaidParser } from '../../../../checks/diagrams/mermaid/mermaid-parser.ts'
import { problemsOf } from './told.ts'

type Mermaid = typeof import('mermaid')['default']

await MermaidParser.load()
// The build that is read with, which has its window by now.
const { default: mermaid }: { default: Mermaid } = await import(import.meta.resolve('mermaid/dist/mermaid.esm.min.mjs'))
const dist = path.dirname(fileURLToPath(import.meta.resolve('mermaid')))

/** Settings by the part that holds them, and what those that take one of some words may be. */
interface Known {
  parts: Map<string, Set<string>>
  words: Map<string, Set<string>>
}

describe('The settings that are known are Mermaid’s', () => {
  const settings = new KnownSettings(mermaid.mermaidAPI.defaultConfig)
  const known = knownToMermaid()

  test('the parts and what they hold', () => {
    expect([...settings.sections].sort()).toStrictEqual([...known.parts.keys()].sort())
    for (const [part, names] of known.parts) expect(settings.in(part), part).toStrictEqual([...names].sort())
  })

  test('themes and looks', () => {
    for (const name of ['theme', 'look'])
      expect([...(settings.valuesOf(name) ?? [])].sort()).toStrictEqual([...(known.words.get(name) ?? [])].sort())
  })

  test('layouts', () => {
    const code = globSync(path.join(dist, 'chunks/mermaid.core/*.mjs'))
      .map((file) => readFileSync(file, 'utf8'))
      .find((text) => text.includes('registerDefaultLayoutLoaders ='))
    const loaders = code?.slice(code.indexOf('elkLayoutLoaders ='), code.indexOf('registerDefaultLayoutLoaders();'))
    const own = [...(loaders ?? '').matchAll(/name: "([\w-]+)"/g)].map(([, name]) => name)
    const ofElk = [...(/ELK_ALGORITHMS = \[([^\]]*)\]/.exec(code ?? '')?.[1] ?? '').matchAll(/"([^"]+)"/g)]
    expect([...(settings.valuesOf('layout') ?? [])].sort()).toStrictEqual(
      [...own, ...ofElk.map(([, name]) => name)].sort(),
    )
  })
})

describe('A description is asked of the types that take one', () => {
  for (const [type, code] of examplesByType()) {
    test(type, async () => {
      const [header = '', ...rest] = code.split('\n')
      const described = [header, 'accTitle: In words', 'accDescr: More words', ...rest].join('\n')
      const asked = (await problemsOf(code)).some((problem) => problem.code === 'diagrams/no-description')
      expect(asked).toBe(await takesDescription(described))
      if (asked) {
        const problems = await problemsOf(described)
        assert.ok(!problems.some((problem) => problem.code === 'diagrams/no-description'))
      }
    })
  }
})

/** One example of each type, from its first line on. */
function examplesByType(): Map<string, string> {
  const found = new Map<string, string>()
  for (const { examples } of diagramData)
    for (const { code } of examples) {
      const plain = code.replace(/^---[\s\S]*?\n---\n/, '').replace(/^(?:\s|%%[^\n]*\n)*/, '')
      const word = /^[\w-]+/.exec(plain)?.[0] ?? ''
      if (!found.has(word)) found.set(word, plain)
    }
  return found
}

/** Whether Mermaid has the title or the description for those who do not see the picture. */
async function takesDescription(code: string): Promise<boolean> {
  try {
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(code)
    return db.getAccDescription?.() === 'More words' || db.getAccTitle?.() === 'In words'
  } catch {
    return false
  }
}

/** What the types of the package and its defaults say. */
function knownToMermaid(): Known {
  const file = path.join(dist, 'config.type.d.ts')
  const program = ts.createProgram([file], { strict: true, skipLibCheck: true, types: [] })
  const checker = program.getTypeChecker()
  const config = program.getSourceFile(file)?.statements.find(isConfig)
  assert.ok(config, 'MermaidConfig is declared')
  const known: Known = { parts: new Map(), words: new Map() }
  readType(checker, checker.getTypeAtLocation(config), '', known)
  readDefaults(mermaid.mermaidAPI.defaultConfig, '', known)
  return known
}

function isConfig(statement: ts.Statement): statement is ts.InterfaceDeclaration {
  return ts.isInterfaceDeclaration(statement) && statement.name.text === 'MermaidConfig'
}

function readType(checker: ts.TypeChecker, type: ts.Type, part: string, known: Known): void {
  for (const property of type.getProperties()) {
    const name = property.getName()
    add(known.parts, part, name)
    const inner = checker.getNonNullableType(checker.getTypeOfSymbol(property))
    if (part === '' && inner.isUnion())
      for (const word of inner.types) if (word.isStringLiteral()) add(known.words, name, word.value)
    if (name !== 'dompurifyConfig' && isPart(checker, inner)) readType(checker, inner, joined(part, name), known)
  }
}

function isPart(checker: ts.TypeChecker, type: ts.Type): boolean {
  const isList = checker.isArrayType(type) || checker.isTupleType(type)
  const isObject = (type.flags & ts.TypeFlags.Object) !== 0 && type.getCallSignatures().length === 0
  return isObject && !isList && type.getProperties().length > 0
}

/** `$ref` is a slip of Mermaid’s, and so is `flowchart` within `c4`; variables of themes are not looked at. */
function readDefaults(settings: object, part: string, known: Known): void {
  for (const [name, value] of Object.entries(settings)) {
    if (name === '$ref' || (part === 'c4' && name === 'flowchart')) continue
    add(known.parts, part, name)
    if (name === 'themeVariables') continue
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (isObject && Object.keys(value).length > 0) readDefaults(value, joined(part, name), known)
  }
}

function joined(part: string, name: string): string {
  return part === '' ? name : `${part}.${name}`
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value))
}
