import { readColor } from '../color/written-color.ts'
import type { Label } from '../outline.ts'
import { type Loss, partOf, textOf } from './label-part.ts'

/** `PR #12` is drawn as `PR`: what follows `#` is a comment there. */
export function lostComments(label: Label): Loss[] {
  if (label.kind.percents) return lostPercents(label)
  const index = label.kind.comments ? label.text.search(/#(?!\w+;)/) : -1
  if (index < 0) return []
  const hint = 'A `#` begins a comment there'
  const [color] = index === 0 && label.kind.colored ? (/^#(?:[\da-f]{6}|[\da-f]{3})\b/i.exec(label.text) ?? []) : []
  const rgb = color === undefined ? undefined : readColor(color)
  if (color && rgb) return [{ part: partOf(label, 0, color), seen: '', cure: `rgb(${rgb.join(', ')})`, hint }]
  return [
    {
      part: partOf(label, index, label.text.slice(index)),
      seen: label.text.slice(0, index).trim(),
      cure: label.text.slice(index).replace(/#(?!\w+;)/g, '#35;'),
      hint,
    },
  ]
}

/** `a %% b` in a title is drawn as `a`. */
function lostPercents(label: Label): Loss[] {
  const index = label.text.indexOf('%%')
  if (index < 0) return []
  const part = partOf(label, index, label.text.slice(index))
  const cure = `#37;${label.text.slice(index + 1)}`
  return [{ part, seen: label.text.slice(0, index).trim(), cure, hint: 'A `%%` begins a comment there' }]
}

/** `a; b` in a state diagram is drawn as `a`, beside a new state `b`. */
export function lostRests(label: Label): Loss[] {
  const index = label.kind.ends ? label.text.replace(/#\w+;/g, (entity) => 'x'.repeat(entity.length)).indexOf(';') : -1
  if (index < 0) return []
  const cure = label.text.replace(/&#?(\w+);|#\w+;|;/g, (sign, name: string | undefined) => {
    if (sign === ';') return '#59;'
    return name === undefined ? sign : `#${name};`
  })
  const hint = 'A `;` ends the line there: what follows makes new states'
  return [{ part: partOf(label, 0, label.text), seen: textOf(label.text.slice(0, index)), cure, hint }]
}

/** In an architecture diagram an address makes a link, and is not drawn. */
export function lostAddresses(label: Label): Loss[] {
  if (!label.kind.addresses) return []
  return [...label.text.matchAll(/\bhttps?:\/\/\S+|\bwww\.\S+\.\S+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g)].map(
    ({ 0: address, index }) => ({
      part: partOf(label, index, address),
      seen: label.text.replace(address, '').replace(/\s+/g, ' ').trim(),
      hint: 'Mermaid leaves addresses out there: write the host alone',
    }),
  )
}
