import type { Box } from '../read/picture.ts'
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
