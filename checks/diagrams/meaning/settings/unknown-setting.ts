import { oneOf } from '../../../../src/text/quote.ts'
import { suggestion } from '../../../../src/text/suggestion.ts'
import type { DiagramProblem } from '../../problem.ts'
import { shown } from '../../shown.ts'
import type { Diagram } from '../rule.ts'
import type { Written } from '../written.ts'
import { mistypedDirectives } from './directive.ts'
import { settingsIn, settingValues } from './known-settings.ts'
import { type Setting, settingsOf } from './setting.ts'
import { elsewhere, partOf, refused } from './setting-part.ts'

const code = 'diagrams/unknown-setting'

/** Settings that Mermaid does not know, or that a diagram may not set; themes, looks and layouts that there are not. */
export function unknownSettings({ written }: Diagram): DiagramProblem[] {
  const { top, settings } = settingsOf(written)
  return [
    ...top.flatMap((setting) => misplaced(written, setting)),
    ...settings.flatMap((setting) => problemOf(written, setting) ?? []),
    ...mistypedDirectives(written),
  ]
}

/** Mermaid leaves out what stands beside `config`. */
function misplaced(written: Written, { path, key, text }: Setting): DiagramProblem[] {
  const [name = ''] = path
  if (!settingsIn('')?.includes(name)) return []
  const message = `Unexpected setting ${shown(name)} at the top, expected it under \`config:\``
  return [written.problem(code, key, message, { hint: 'Mermaid leaves it out' }, text)]
}

function problemOf(written: Written, setting: Setting): DiagramProblem | undefined {
  const name = setting.path.at(-1) ?? ''
  const part = partOf(setting.path.slice(0, -1), written.type)
  const known = part === undefined ? undefined : settingsIn(part)
  if (part === '' && refused.has(name)) {
    const message = `Unexpected setting ${shown(name)}, expected one that a diagram may set`
    return written.problem(code, setting.key, message, { hint: 'It is left out' }, setting.text)
  }
  // `config` in a directive stands for the part of the diagram's own type.
  if (part === '' && name === 'config') return undefined
  if (known && !known.includes(name)) return unknown(written, setting, part ?? '', known)
  return known && Object.hasOwn(settingValues, name) ? badValue(written, setting, settingValues[name] ?? []) : undefined
}

function unknown(written: Written, { key, text }: Setting, part: string, known: string[]): DiagramProblem {
  const name = key.text.replace(/^['"]|['"]$/g, '')
  const message = `Unexpected setting ${shown(name)}, expected one of ${part === '' ? 'Mermaid' : `\`${part}\``}`
  return written.problem(code, key, message, { hint: suggestion(name, known) ?? elsewhere(name) }, text)
}

function badValue(
  written: Written,
  { path, value, text }: Setting,
  known: readonly string[],
): DiagramProblem | undefined {
  if (typeof value.scalar !== 'string' || known.includes(value.scalar)) return undefined
  const message = `Unexpected ${path.at(-1)} ${shown(value.scalar)}, expected ${oneOf(known.slice(0, 6))}`
  return written.problem(
    code,
    value,
    message,
    { hint: suggestion(value.scalar, known) ?? 'Mermaid takes its own choice' },
    text,
  )
}
