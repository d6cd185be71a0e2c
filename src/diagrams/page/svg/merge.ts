import { colorProperties } from '../read/presentation.ts'
import { inBothThemes } from '../theme/contrast.ts'
import type { Part } from './part.ts'

/**
 * One picture for both themes: that of the light theme, with the colours of the dark one beside its own. Undefined where
 * the two are not built alike.
 */
export function merge(light: readonly Part[], dark: readonly Part[]): Part[] | undefined {
  if (light.length !== dark.length) return undefined
  const merged: Part[] = []
  for (const [index, one] of light.entries()) {
    const other = dark[index]
    const children = other && one.name === other.name && one.text === other.text && merge(one.children, other.children)
    const paint = other && children && mergePaint(one.paint, other.paint)
    if (!children || !paint) return undefined
    merged.push({ ...one, paint, children })
  }
  return merged
}

function mergePaint(light: Map<string, string>, dark: Map<string, string>): Map<string, string> | undefined {
  const isReference = (value: string) => value.startsWith('url(')
  const names = new Set([...light.keys(), ...dark.keys()])
  const paint = new Map<string, string>()
  for (const name of names) {
    const one = light.get(name) ?? 'none'
    const other = dark.get(name) ?? 'none'
    if (!colorProperties.has(name)) paint.set(name, light.get(name) ?? other)
    else if (one !== other && (isReference(one) || isReference(other))) return undefined
    else paint.set(name, inBothThemes(one, other))
  }
  return paint
}
