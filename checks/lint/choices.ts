import { z } from 'zod'
import { isRecord } from '../../src/schema/settings.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { PageSettings, SettingProblem } from '../check.ts'
import { OptionTrial } from './option-trial.ts'
import { type Choice, type Choices, choicesOf, defaultChoices, styleChoices } from './presets.ts'
import { remarkRules } from './rules.ts'

const packed = z.array(
  z.tuple([
    z.string(),
    z.object({ option: z.unknown().optional(), severity: z.enum(['error', 'warning']).exactOptional() }),
  ]),
)

/** Rules as a text that `unpack` reads: what a worker is told of a `.remarkrc`. */
export function pack(choices: Choices): string {
  return JSON.stringify([...choices])
}

function unpack(extra: string): Choices | undefined {
  return extra === '' ? undefined : new Map(packed.parse(JSON.parse(extra)))
}

/** The rules that are on: those of `.remarkrc`, else Waymark's own, and what `waymark.yaml` says on top. */
export function choose({ settings, extra }: PageSettings): Choices {
  const choices = new Map(unpack(extra) ?? (settings.style === true ? styleChoices() : defaultChoices()))
  const own = isRecord(settings.rules) ? settings.rules : {}
  const trial = new OptionTrial()
  for (const [name, value] of Object.entries(own)) {
    const choice = choiceFrom(name, value, choices.get(name))
    if (choice === undefined) choices.delete(name)
    // What `problemsIn` tells is left out here.
    else if (trial.faultOf(name, choice.option) === undefined) choices.set(name, choice)
  }
  return choices
}

/** `false` is off, `true` on as before or as the presets have it, and anything else an option. */
function choiceFrom(name: string, value: unknown, before: Choice | undefined): Choice | undefined {
  if (value === false) return undefined
  // Whoever names a rule asks for all of it.
  const { hurtsOnly: _, ...whole } = before ?? {}
  if (value !== true && value !== null) return { ...whole, option: value }
  if (before) return whole
  return choicesOf('preset-lint-consistent')?.get(name) ?? choicesOf('preset-lint-recommended')?.get(name) ?? {}
}

/** What is wrong in `rules` of `waymark.yaml`. */
export function problemsIn(rules: Readonly<Record<string, unknown>>): SettingProblem[] {
  const trial = new OptionTrial()
  return Object.entries(rules).flatMap(([name, value]): SettingProblem[] => {
    const path = ['rules', name]
    if (!remarkRules.has(name)) return [unknownRule(name, path)]
    const isSwitch = value === null || typeof value === 'boolean'
    const message = isSwitch ? undefined : trial.faultOf(name, value)
    return message === undefined ? [] : [{ path, code: 'config/invalid-value', message }]
  })
}

function unknownRule(name: string, path: string[]): SettingProblem {
  const message = `Unexpected rule ${quote(name)}, expected one of remark-lint’s`
  const hint = suggestion(name.replace(/^(?:remark-)?lint-/, ''), [...remarkRules.keys()])
  return { path, side: 'key', code: 'config/unknown-key', message, ...(hint !== undefined && { hint }) }
}
