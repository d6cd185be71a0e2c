import type { Box } from '../read/picture.ts'
import { colorProperties } from '../read/presentation.ts'
import { inBothThemes } from '../theme/contrast.ts'
import { short } from './number.ts'
import { type Part, part } from './part.ts'
import { painted, renumbered } from './tidy.ts'

interface Frame {
  box: Box
  words: { title: string; description: string }
  /** What every id begins with. */
  prefix: string
}

/** The published `<svg>`: parts in their frame, with words for those who do not see it. */
export function svgOf(parts: readonly Part[], { box, words, prefix }: Frame): string {
  const [width, height] = [short(box.width), short(box.height)]
  const title: Part = { ...part('title', [['id', `${prefix}-t`]]), text: words.title }
  const description: Part = { ...part('desc', [['id', `${prefix}-d`]]), text: words.description }
  const root = part(
    'svg',
    [
      ['xmlns', 'http://www.w3.org/2000/svg'],
      ['viewBox', `${short(box.x)} ${short(box.y)} ${width} ${height}`],
      ['width', width],
      ['height', height],
      ['role', 'img'],
      ['aria-labelledby', `${prefix}-t`],
      ['aria-describedby', `${prefix}-d`],
      ['font-family', 'system-ui,sans-serif'],
      ['font-size', '16'],
    ],
    [title, description, ...renumbered(parts, prefix)],
  )
  return write(painted(root))
}

/** A part as XML. Names are ours; values are escaped, and lose what XML cannot hold. */
export function write({ name, attributes, children, text }: Part): string {
  const written = [...attributes].map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('')
  const inside = escapeXml(text ?? '') + children.map(write).join('')
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeXml(text: string): string {
  return holdable(text).replace(/[&<>"]/g, (sign) => escapes[sign] ?? '')
}

/** What https://www.w3.org/TR/xml/#charsets allows: no control characters, no lone halves of surrogate pairs. */
function holdable(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}

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
