import consistent from 'remark-preset-lint-consistent'
import markdownStyleGuide from 'remark-preset-lint-markdown-style-guide'
import recommended from 'remark-preset-lint-recommended'
import type { Pluggable, Plugin, Preset } from 'unified'
import { remarkRules } from './rules.ts'

/** The code of one rule. */
export type RulePlugin = Plugin<unknown[]>

/** A rule that is on. */
export interface Choice {
  /** What it is told; its own default when absent. */
  option?: unknown
  /** Asked for in a `.remarkrc`. */
  severity?: 'error' | 'warning'
  /** Told of the cases alone that hurt a reader. */
  hurtsOnly?: true
}

/** The rules that are on, by their names. */
export type Choices = ReadonlyMap<string, Choice>

/** The presets that are understood, by the names that a `.remarkrc` gives them. */
const presets: Readonly<Record<string, Preset>> = {
  'preset-lint-recommended': recommended,
  'preset-lint-consistent': consistent,
  'preset-lint-markdown-style-guide': markdownStyleGuide,
}

/** The rules of a preset with their options; `undefined` for one that is not known. */
export function choicesOf(preset: string): Choices | undefined {
  const found = Object.hasOwn(presets, preset) ? presets[preset] : undefined
  return found && new Map(rulesIn(found).map(({ name, choice }) => [name, choice]))
}

/** What is on where nobody says otherwise: of the rules for style, those that hurt a reader. */
export function defaultChoices(): Choices {
  return new Map(
    [...styleChoices()].flatMap(([name, choice]): [string, Choice][] => {
      const hurts = remarkRules.get(name)?.hurts
      return hurts ? [[name, hurts === 'always' ? choice : { ...choice, hurtsOnly: true }]] : []
    }),
  )
}

/** The presets recommended and consistent, less what fights how runbooks are written. */
export function styleChoices(): Choices {
  const both = [...rulesIn(recommended), ...rulesIn(consistent)]
  return new Map(
    both.filter(({ name }) => remarkRules.get(name)?.off === undefined).map(({ name, choice }) => [name, choice]),
  )
}

/** The code of every rule in the presets. */
export function rulePlugins(): Map<string, RulePlugin> {
  return new Map(
    Object.values(presets)
      .flatMap(rulesIn)
      .map(({ name, plugin }) => [name, plugin]),
  )
}

/** remark-lint's own plugin, which makes `<!--lint disable-->` work: of those of the preset the only one that is no rule. */
export const controlPlugin: RulePlugin | undefined = pluginsOf(recommended).find(
  ({ plugin }) => ruleNameOf(plugin) === undefined,
)?.plugin

interface PresetRule {
  name: string
  plugin: RulePlugin
  choice: Choice
}

function rulesIn(preset: Preset): PresetRule[] {
  return pluginsOf(preset).flatMap(({ plugin, option }): PresetRule[] => {
    const name = ruleNameOf(plugin)
    return name === undefined ? [] : [{ name, plugin, choice: option === undefined ? {} : { option } }]
  })
}

/** The names of the functions are part of what remark-lint promises: messages have them as their source. */
function ruleNameOf(plugin: RulePlugin): string | undefined {
  return /^remark-lint:(.+)$/.exec(plugin.name)?.[1]
}

function pluginsOf({ plugins = [] }: Preset): { plugin: RulePlugin; option: unknown }[] {
  return plugins.flatMap((entry: Pluggable) => {
    const [plugin, option]: unknown[] = Array.isArray(entry) ? entry : [entry]
    return isPlugin(plugin) ? [{ plugin, option }] : []
  })
}

function isPlugin(value: unknown): value is RulePlugin {
  return typeof value === 'function'
}
