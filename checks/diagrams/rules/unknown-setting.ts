import { oneOf, quoteSource } from '../../../src/text/quote.ts'
import { suggestion } from '../../../src/text/suggestion.ts'
import type { Diagram } from '../diagram.ts'
import { settingParts, settingsIn, settingValues } from '../mermaid/known-settings.ts'
import type { DiagramProblem } from '../problem.ts'
import { type Setting, writtenSettings } from '../source/diagram-settings.ts'
import type { DiagramText } from '../source/diagram-text.ts'
import type { Directive, PreprocessedSource } from '../source/preprocess.ts'

const code = 'diagrams/unknown-setting'

/** Settings that Mermaid does not know, or that a diagram may not set; themes, looks and layouts that there are not. */
export function unknownSettings({ written }: Diagram): DiagramProblem[] {
  const { top, settings } = writtenSettings(written)
  return [
    ...top.flatMap((setting) => misplaced(written, setting)),
    ...settings.flatMap((setting) => problemOf(written, setting) ?? []),
    ...mistypedDirectives(written),
  ]
}

/** Mermaid leaves out what stands beside `config`. */
function misplaced(written: DiagramText, { path, key, text }: Setting): DiagramProblem[] {
  const [name = ''] = path
  if (!settingsIn('')?.includes(name)) return []
  const message = `Unexpected setting ${quoteSource(name)} at the top, expected it under \`config:\``
  return [written.problem(code, key, message, { hint: 'Mermaid leaves it out' }, text)]
}

function problemOf(written: DiagramText, setting: Setting): DiagramProblem | undefined {
  const name = setting.path.at(-1) ?? ''
  const part = sectionOf(setting.path.slice(0, -1), written.type)
  const known = part === undefined ? undefined : settingsIn(part)
  if (part === '' && refusedSettings.has(name)) {
    const message = `Unexpected setting ${quoteSource(name)}, expected one that a diagram may set`
    return written.problem(code, setting.key, message, { hint: 'It is left out' }, setting.text)
  }
  // `config` in a directive stands for the part of the diagram's own type.
  if (part === '' && name === 'config') return undefined
  if (known && !known.includes(name)) return unknown(written, setting, part ?? '', known)
  return known && Object.hasOwn(settingValues, name) ? badValue(written, setting, settingValues[name] ?? []) : undefined
}

function unknown(written: DiagramText, { key, text }: Setting, part: string, known: string[]): DiagramProblem {
  const name = key.text.replace(/^['"]|['"]$/g, '')
  const message = `Unexpected setting ${quoteSource(name)}, expected one of ${part === '' ? 'Mermaid' : `\`${part}\``}`
  return written.problem(code, key, message, { hint: suggestion(name, known) ?? sectionsHint(name) }, text)
}

function badValue(
  written: DiagramText,
  { path, value, text }: Setting,
  known: readonly string[],
): DiagramProblem | undefined {
  if (typeof value.scalar !== 'string' || known.includes(value.scalar)) return undefined
  const message = `Unexpected ${path.at(-1)} ${quoteSource(value.scalar)}, expected ${oneOf(known.slice(0, 6))}`
  return written.problem(
    code,
    value,
    message,
    { hint: suggestion(value.scalar, known) ?? 'Mermaid takes its own choice' },
    text,
  )
}

/** What a diagram may not decide: what it is cleaned of, how large it may be, and styles for the whole page. */
export const refusedSettings: ReadonlySet<string> = new Set([
  'dompurifyConfig',
  'maxEdges',
  'maxTextSize',
  'secure',
  'securityLevel',
  'startOnLoad',
  'suppressErrorRendering',
  'themeCSS',
])

/** Which part of the settings a path leads to; `undefined` where it may hold anything. */
export function sectionOf([first, ...others]: readonly string[], type: string): string | undefined {
  if (first === undefined) return ''
  const own = type.replace(/-v2$|-elk$|Diagram$/, '')
  const part = [first === 'config' ? own : first, ...others].join('.')
  return settingParts.includes(part) ? part : undefined
}

/** The part that does have such a setting. */
export function sectionsHint(name: string): string {
  const parts = settingParts.filter((part) => part !== '' && settingsIn(part)?.includes(name))
  if (settingsIn('')?.includes(name)) return 'It stands at the top of `config`'
  return parts.length > 0 && parts.length < 4 ? `${oneOf(parts)} has it` : 'Mermaid leaves it out'
}

const known = ['init', 'initialize', 'wrap']

/** Directives whose name is nearly one that Mermaid has: it leaves them out without a word. */
export function mistypedDirectives(written: DiagramText): DiagramProblem[] {
  return written.preprocessed.directives.flatMap((directive) => directiveProblem(written, directive) ?? [])
}

function directiveProblem({ source }: DiagramText, { name, body }: Directive): DiagramProblem | undefined {
  const hint = known.includes(name) ? undefined : suggestion(name, known)
  if (hint === undefined) return undefined
  const start = Math.max(0, source.toLowerCase().lastIndexOf(name, body.origin(0)))
  const message = `Unexpected directive ${quoteSource(name)}, expected \`init\``
  return { code: 'diagrams/unknown-setting', message, hint, start, end: start + name.length }
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
  const position = faultOfJson(json)
  if (position === undefined) return undefined
  const at = Math.max(0, Math.min(lead + position, text.length - 1))
  const start = body.origin(at)
  return {
    code: 'diagrams/unknown-setting',
    message: `Unexpected ${quoteSource(text.slice(at, at + 20))} in a directive, expected JSON`,
    hint: 'Mermaid passes over the whole directive: write it as `%%{init: {"flowchart": {"curve": "linear"}}}%%`',
    start,
    end: start + 1,
  }
}

/** Where a text stops being the JSON of an object; undefined where it is one. */
function faultOfJson(json: string): number | undefined {
  try {
    const read: unknown = JSON.parse(json)
    return typeof read === 'object' && read !== null ? undefined : 0
  } catch (error) {
    const [, position] = / at position (\d+)/.exec(String(error)) ?? []
    return Number(position ?? json.length - 1)
  }
}
