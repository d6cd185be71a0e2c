import type { Box } from '../read/picture.ts'
import { short } from './number.ts'
import { type Part, part } from './part.ts'
import { painted, renumbered } from './tidy.ts'
import { write } from './write.ts'

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
