import { isSharedName } from '../guidebook/page-values.ts'
import type { Fence } from '../guidebook/parts/block.ts'
import type { Parameter } from '../guidebook/parts/parameter.ts'
import type { Blank } from '../shell/blank.ts'
import { blankName, isSecretName } from '../shell/blank-name.ts'
import { readBlock } from '../shell/block.ts'
import type { Effect } from '../shell/effect.ts'
import { fillBlank, isFitForAddress } from '../shell/fill.ts'

/** A block of commands as an agent is told of it. */
export interface FilledBlock {
  /** With the values that there are. */
  text: string
  /** That of the worst of its commands; of what is not known, nothing better is said. */
  effect: Effect
  /** Whether it shows what is secret. */
  readsSecret: boolean
  /** Names of what is still to be filled in. */
  missing: string[]
}

/**
 * A block of code with the labels of an alert filled in, each quoted for where it stands; undefined where it is no shell's.
 * Labels may come from anybody: one that does not fit what a link may bring, or that nobody can quote there, stays blank.
 */
export function filledBlock(
  { language, value }: Pick<Fence, 'language' | 'value'>,
  labels: Readonly<Record<string, string>>,
  parameters: readonly Parameter[],
): FilledBlock | undefined {
  const block = readBlock(language, value, parameters)
  if (!block) return undefined
  const values = new Map(Object.entries(labels).map(([name, label]) => [blankName(name), label]))
  const missing = new Set<string>()
  const parts: string[] = []
  let end = 0
  for (const blank of block.blanks) {
    const filled = filledText(blank, values, parameters)
    if (filled === undefined) missing.add(blank.name)
    parts.push(value.slice(end, blank.start), filled ?? blank.written)
    end = blank.end
  }
  const { effect, readsSecret } = block
  return {
    text: parts.join('') + value.slice(end),
    effect,
    readsSecret,
    missing: [...missing],
  }
}

function filledText(
  { name, place }: Blank,
  values: ReadonlyMap<string, string>,
  parameters: readonly Parameter[],
): string | undefined {
  const said = parameters.find((one) => one.name === name)
  if (said?.isSecret ?? isSecretName(name)) return undefined
  // A label `name` is not what each command calls so.
  const value = (isSharedName(name, parameters) ? values.get(name) : undefined) ?? said?.default
  if (value === undefined || !isFitForAddress(value, said?.pattern)) return undefined
  const filled = fillBlank(value, place)
  return 'text' in filled ? filled.text : undefined
}
