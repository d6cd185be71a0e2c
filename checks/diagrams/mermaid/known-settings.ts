import { readFileSync } from 'node:fs'
import path from 'node:path'
import { vendored } from '../../../src/files/vendored.ts'

/** In these any name may stand. */
const open = new Set(['dompurifyConfig', 'themeVariables'])

/** Defaults that are mistakes of Mermaid's: nothing reads them. Source: Mermaid 12.3.0. */
const mistakes = new Set(['$ref', 'c4.flowchart'])

/** In no type of the package: what its full build registers. In the order in which they are told. */
const layouts = [
  'dagre',
  'elk',
  'swimlane',
  'cose-bilkent',
  'elk.stress',
  'elk.force',
  'elk.mrtree',
  'elk.sporeOverlap',
  'elk.box',
  'elk.rectpacking',
]

/** In the order in which they are told; a test holds them to the package. */
const looks = ['neo', 'classic', 'handDrawn']

/**
 * The settings that Mermaid has: those that its package declares, and those with a default. Its declarations are read
 * with the first question, since few diagrams have settings.
 */
export class KnownSettings {
  readonly #defaults: object
  #read: { sections: ReadonlyMap<string, readonly string[]>; themes: readonly string[] } | undefined

  constructor(defaults: object) {
    this.#defaults = defaults
  }

  /** The settings of a section such as `flowchart`, of the whole for an empty name; undefined where it may hold anything. */
  in(section: string): readonly string[] | undefined {
    return this.#known().sections.get(section)
  }

  /** Every section that has settings. */
  get sections(): readonly string[] {
    return [...this.#known().sections.keys()]
  }

  /** What a setting may be set to, wherever it stands; undefined where it may be anything. */
  valuesOf(setting: string): readonly string[] | undefined {
    if (setting === 'theme') return this.#known().themes
    if (setting === 'look') return looks
    return setting === 'layout' ? layouts : undefined
  }

  #known() {
    this.#read ??= read(this.#defaults)
    return this.#read
  }
}

/** A declared type: its own settings, each with the type it has, and the type that it takes others from. */
interface TypeDeclaration {
  settings: Map<string, string>
  base: string | undefined
}

function read(defaults: object): { sections: Map<string, string[]>; themes: string[] } {
  const declared = declarations(readFileSync(path.join(vendored('mermaid'), 'dist', 'config.type.d.ts'), 'utf8'))
  const sections = new Map<string, Set<string>>()
  addDeclared(sections, declared, 'MermaidConfig', '')
  addDefaults(sections, defaults, '')
  const theme = declared.get('MermaidConfig')?.settings.get('theme') ?? ''
  return {
    sections: new Map([...sections].map(([section, names]) => [section, [...names].sort()])),
    themes: Array.from(theme.matchAll(/'([^']+)'/g), ([, name = '']) => name),
  }
}

/**
 * The interfaces of a file that json-schema-to-typescript wrote, by their names; one within another is named
 * `Outer.setting`. Each setting stands on a line of its own, four blanks deeper than its interface.
 */
function declarations(text: string): Map<string, TypeDeclaration> {
  const found = new Map<string, TypeDeclaration>()
  const around: string[] = []
  for (const line of text.split('\n')) {
    const [, name, base] = /^export interface (\w+)(?: extends (\w+))? \{$/.exec(line) ?? []
    if (name !== undefined) {
      around.push(name)
      found.set(name, { settings: new Map(), base })
    } else if (/^ *\};?$/.test(line)) around.pop()
    else {
      const [, setting, type = ''] = /^ +["']?([\w-]+)["']?\??: (.*?);?$/.exec(line) ?? []
      const outer = around.at(-1)
      if (outer === undefined) continue
      const inner = `${outer}.${setting}`
      if (setting !== undefined) found.get(outer)?.settings.set(setting, type === '{' ? inner : type)
      if (!line.endsWith('{')) continue
      around.push(inner)
      if (setting !== undefined) found.set(inner, { settings: new Map(), base: undefined })
    }
  }
  return found
}

function addDeclared(
  sections: Map<string, Set<string>>,
  declared: ReadonlyMap<string, TypeDeclaration>,
  type: string,
  section: string,
): void {
  const { settings, base } = declared.get(type) ?? {}
  for (const [name, inner] of settings ?? []) {
    add(sections, section, name)
    if (!open.has(name)) addDeclared(sections, declared, inner, joined(section, name))
  }
  if (base !== undefined) addDeclared(sections, declared, base, section)
}

function addDefaults(sections: Map<string, Set<string>>, settings: object, section: string): void {
  for (const [name, value] of Object.entries(settings)) {
    if (mistakes.has(name) || mistakes.has(joined(section, name))) continue
    add(sections, section, name)
    const isSection = typeof value === 'object' && value !== null && !Array.isArray(value) && !open.has(name)
    if (isSection) addDefaults(sections, value, joined(section, name))
  }
}

function joined(section: string, name: string): string {
  return section === '' ? name : `${section}.${name}`
}

function add(sections: Map<string, Set<string>>, section: string, name: string): void {
  sections.set(section, (sections.get(section) ?? new Set()).add(name))
}
