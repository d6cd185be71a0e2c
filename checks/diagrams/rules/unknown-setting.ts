import { oneOf, quoteSource } from '../../../src/text/quote.ts'
import { suggestion } from '../../../src/text/suggestion.ts'
import type { Diagram } from '../diagram.ts'
import type { KnownSettings } from '../mermaid/known-settings.ts'
import type { DiagramProblem, RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import { type Setting, writtenSettings } from '../source/diagram-settings.ts'
import type { DiagramSource } from '../source/diagram-source.ts'
import type { Directive, PreprocessedSource } from '../source/preprocess.ts'

/** Mermaid passes over it without a word. */
export const unknownSetting = {
  code: 'diagrams/unknown-setting',
  severity: 'warning',
  summary: 'A setting, theme or layout that Mermaid does not know',
  why: `
A key, a theme or a layout in the diagram's own settings that Mermaid does not know, or one that the site keeps to itself, such as \`themeCSS\` and \`securityLevel\`. Themes are the site's own, so that every diagram fits the light and the dark page.
`,
  wrong: mermaidPage('---', 'config:', '  flowchart:', '    curv: linear', '---', 'flowchart LR', '  shop --> bank'),
  right: mermaidPage('---', 'config:', '  flowchart:', '    curve: linear', '---', 'flowchart LR', '  shop --> bank'),
  check: unknownSettings,
} as const satisfies DiagramRule

/** Settings that Mermaid does not know, or that a diagram may not set; themes, looks and layouts that there are not. */
function unknownSettings({ source, knownSettings }: Diagram): RuleProblem[] {
  const { top, settings } = writtenSettings(source)
  return [
    ...top.flatMap((setting) => misplaced(source, setting, knownSettings)),
    ...settings.flatMap((setting) => problemOf(source, setting, knownSettings) ?? []),
    ...mistypedDirectives(source),
  ]
}

/** Mermaid leaves out what stands beside `config`. */
function misplaced(source: DiagramSource, { path, key, text }: Setting, knownSettings: KnownSettings): RuleProblem[] {
  const [name = ''] = path
  if (!knownSettings.in('')?.includes(name)) return []
  const message = `Unexpected setting ${quoteSource(name)} at the top, expected it under \`config:\``
  return [source.problem(key, message, { hint: 'Mermaid leaves it out' }, text)]
}

function problemOf(source: DiagramSource, setting: Setting, knownSettings: KnownSettings): RuleProblem | undefined {
  const name = setting.path.at(-1) ?? ''
  const section = sectionOf(setting.path.slice(0, -1), source.type, knownSettings)
  const known = section === undefined ? undefined : knownSettings.in(section)
  if (section === '' && refusedSettings.has(name)) {
    const message = `Unexpected setting ${quoteSource(name)}, expected one that a diagram may set`
    return source.problem(setting.key, message, { hint: 'It is left out' }, setting.text)
  }
  // `config` in a directive stands for the part of the diagram's own type.
  if (section === '' && name === 'config') return undefined
  if (known && !known.includes(name)) return unknown(source, setting, section ?? '', knownSettings)
  const values = known && knownSettings.valuesOf(name)
  return values && badSettingValue(source, setting, values)
}

function unknown(
  source: DiagramSource,
  { key, text }: Setting,
  section: string,
  knownSettings: KnownSettings,
): RuleProblem {
  const name = key.text.replace(/^['"]|['"]$/g, '')
  const message = `Unexpected setting ${quoteSource(name)}, expected one of ${section === '' ? 'Mermaid' : `\`${section}\``}`
  return source.problem(
    key,
    message,
    { hint: suggestion(name, knownSettings.in(section) ?? []) ?? sectionsHint(name, knownSettings) },
    text,
  )
}

function badSettingValue(
  source: DiagramSource,
  { path, value, text }: Setting,
  known: readonly string[],
): RuleProblem | undefined {
  if (typeof value.scalar !== 'string' || known.includes(value.scalar)) return undefined
  const message = `Unexpected ${path.at(-1)} ${quoteSource(value.scalar)}, expected ${oneOf(known.slice(0, 6))}`
  return source.problem(
    value,
    message,
    { hint: suggestion(value.scalar, known) ?? 'Mermaid takes its own choice' },
    text,
  )
}

/** What a diagram may not decide: what it is cleaned of, how large it may be, and styles for the whole page. */
const refusedSettings: ReadonlySet<string> = new Set([
  'dompurifyConfig',
  'maxEdges',
  'maxTextSize',
  'secure',
  'securityLevel',
  'startOnLoad',
  'suppressErrorRendering',
  'themeCSS',
])

/** Which section of the settings a path leads to; `undefined` where it may hold anything. */
function sectionOf(
  [first, ...others]: readonly string[],
  type: string,
  { sections }: KnownSettings,
): string | undefined {
  if (first === undefined) return ''
  const own = type.replace(/-v2$|-elk$|Diagram$/, '')
  const section = [first === 'config' ? own : first, ...others].join('.')
  return sections.includes(section) ? section : undefined
}

/** The sections that do have such a setting. */
function sectionsHint(name: string, knownSettings: KnownSettings): string {
  const sections = knownSettings.sections.filter(
    (section) => section !== '' && knownSettings.in(section)?.includes(name),
  )
  if (knownSettings.in('')?.includes(name)) return 'It stands at the top of `config`'
  return sections.length > 0 && sections.length < 4 ? `${oneOf(sections)} has it` : 'Mermaid leaves it out'
}

const directiveNames = ['init', 'initialize', 'wrap']

/** Directives whose name is nearly one that Mermaid has: it leaves them out without a word. */
function mistypedDirectives(source: DiagramSource): RuleProblem[] {
  return source.preprocessed.directives.flatMap((directive) => directiveProblem(source, directive) ?? [])
}

function directiveProblem({ original: source }: DiagramSource, { name, body }: Directive): RuleProblem | undefined {
  const hint = directiveNames.includes(name) ? undefined : suggestion(name, directiveNames)
  if (hint === undefined) return undefined
  const start = Math.max(0, source.toLowerCase().lastIndexOf(name, body.origin(0)))
  const message = `Unexpected directive ${quoteSource(name)}, expected \`init\``
  return { message, hint, start, end: start + name.length }
}

/** Directives that Mermaid passes over without a word, since their JSON is broken. */
export function brokenDirectives({ directives }: PreprocessedSource): DiagramProblem[] {
  return directives.flatMap((directive) => brokenDirective(directive) ?? [])
}

function brokenDirective({ name, body }: Directive): DiagramProblem | undefined {
  if (name !== 'init' && name !== 'initialize') return undefined
  const text = body.text.trimEnd()
  const lead = text.length - text.trimStart().length
  const json = text.trimStart().replaceAll("'", '"')
  const position = jsonErrorOffset(json)
  if (position === undefined) return undefined
  const at = Math.max(0, Math.min(lead + position, text.length - 1))
  const start = body.origin(at)
  return {
    code: unknownSetting.code,
    message: `Unexpected ${quoteSource(text.slice(at, at + 20))} in a directive, expected JSON`,
    hint: 'Mermaid passes over the whole directive: write it as `%%{init: {"flowchart": {"curve": "linear"}}}%%`',
    start,
    end: start + 1,
  }
}

/** Where a text stops being the JSON of an object; undefined where it is one. */
function jsonErrorOffset(json: string): number | undefined {
  try {
    const read: unknown = JSON.parse(json)
    return typeof read === 'object' && read !== null ? undefined : 0
  } catch (error) {
    const [, position] = / at position (\d+)/.exec(String(error)) ?? []
    return Number(position ?? json.length - 1)
  }
}
