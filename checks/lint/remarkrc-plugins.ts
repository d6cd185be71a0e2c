import { z } from 'zod'
import { isRecord } from '../../src/schema/settings.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import { oneLine } from './message.ts'
import { OptionTrial } from './option-trial.ts'
import { type Choice, choicesOf } from './presets.ts'
import { remarkRules } from './rules.ts'

type SettingPath = (string | number)[]

/** One thing wrong in a `.remarkrc`. */
export interface PluginProblem {
  path: SettingPath
  side?: 'key' | 'value'
  code: 'lint/invalid-remarkrc' | 'lint/unknown-plugin'
  message: string
  hint?: string
}

/** Plugins that read Markdown: Waymark's parser does what they do. */
const readers = ['lint', 'parse', 'stringify', 'gfm', 'frontmatter', 'directive', 'mdx', 'math']

/** What the presets and plugins of a `.remarkrc` ask for, read as unified-engine does: what comes later holds. */
export class PluginReading {
  readonly choices = new Map<string, Choice>()
  readonly problems: PluginProblem[] = []
  readonly #trial = new OptionTrial()

  /** `{ plugins: … }`; the depth of what was read from YAML is bounded. */
  preset(value: unknown, path: SettingPath): void {
    const here = [...path, 'plugins']
    const plugins = isRecord(value) ? (value.plugins ?? []) : undefined
    if (!isRecord(value)) this.#refuse(path, `Unexpected ${quote(value)}, expected a map with \`plugins\``)
    else if (Array.isArray(plugins)) {
      for (const [index, entry] of plugins.entries()) this.#entry(entry, [...here, index])
    } else if (isRecord(plugins)) {
      for (const [name, option] of Object.entries(plugins)) this.#plugin(name, option, [...here, name], 'key')
    } else this.#refuse(here, `Unexpected ${quote(plugins)}, expected a list or a map of plugins`)
  }

  #entry(entry: unknown, path: SettingPath): void {
    const [first, option]: unknown[] = Array.isArray(entry) ? entry : [entry]
    if (typeof first === 'string') this.#plugin(first, option, path)
    else this.preset(first, path)
  }

  #plugin(written: string, option: unknown, path: SettingPath, side?: 'key'): void {
    const name = written.replace(/^remark-/, '')
    const rule = name.replace(/^lint-/, '')
    const preset = choicesOf(name)
    if (preset) for (const [one, choice] of preset) this.choices.set(one, choice)
    else if (name !== rule && remarkRules.has(rule)) this.#rule(rule, option, path)
    else if (!readers.includes(name)) this.#unknown(written, path, side)
  }

  #rule(name: string, value: unknown, path: SettingPath): void {
    const choice = choiceFrom(value)
    const fault = typeof choice === 'object' ? this.#trial.faultOf(name, choice.option) : choice
    if (fault !== undefined) this.#refuse(path, fault)
    else if (typeof choice === 'object') this.choices.set(name, choice)
    else this.choices.delete(name)
  }

  #refuse(path: SettingPath, message: string): void {
    this.problems.push({ code: 'lint/invalid-remarkrc', path, message: oneLine(message) })
  }

  #unknown(written: string, path: SettingPath, side?: 'key'): void {
    const message = `Unexpected plugin ${quote(written)}, expected one that Waymark knows`
    const near = suggestion(
      written.replace(/^remark-/, ''),
      [...remarkRules.keys()].map((name) => `lint-${name}`),
    )
    const hint = near ?? 'Waymark runs no code of a project; this plugin is left out'
    this.problems.push({ code: 'lint/unknown-plugin', path, message, hint, ...(side && { side }) })
  }
}

const label = z.union([z.literal([0, 1, 2]), z.boolean(), z.enum(['off', 'on', 'warn', 'error'])])

/** What stands beside a rule, as unified and unified-lint-rule read it; `undefined` turns it off, a text says what is wrong. */
function choiceFrom(value: unknown): Choice | string | undefined {
  if (value === false) return undefined
  if (value === true || value === undefined || value === null) return {}
  if (!Array.isArray(value)) return { option: value }
  const [first, option]: unknown[] = value
  const severity = label.safeParse(first)
  if (typeof first === 'number' && !severity.success) return `Unexpected severity ${quote(first)}, expected 0, 1 or 2`
  // A list that starts with anything else is an option itself.
  if (!severity.success) return { option: value }
  if (first === false || first === 0 || first === 'off') return undefined
  const isError = first === 2 || first === 'error'
  return { severity: isError ? 'error' : 'warning', ...(option !== undefined && option !== null && { option }) }
}
