import type { Label } from '../outline.ts'
import { type Loss, partOf, textOf } from './label-part.ts'

/** `C:\dir\new` breaks before `ew`. Only in what looks like a path: `\n` alone is often meant. */
export function lostBackslashes(label: Label): Loss[] {
  const { breaks, escapes, numberless } = label.kind
  if ((!breaks && !escapes) || !label.text.includes('\\')) return []
  return [...label.text.matchAll(/(?:[A-Za-z]:|\\)\\[^\s"<>|]*/g)].flatMap(({ 0: path, index }) => {
    if (breaks ? !path.includes('\\n') : !path.replaceAll('\\\\', '').includes('\\')) return []
    const seen = breaks
      ? label.text.replaceAll('\\n', ' ⏎ ')
      : label.text.replace(/\\(.)/g, (_, sign: string) => unescaped(sign))
    const mended = path.replaceAll(escapes ? /\\\\?/g : '\\', '#92;')
    const part = partOf(label, index, path)
    return [
      numberless ? { part, seen, hint: 'No way is known to write it there: write `/`' } : { part, seen, cure: mended },
    ]
  })
}

function unescaped(sign: string): string {
  return /[ntrbfv]/.test(sign) ? ' ⏎ ' : sign
}

/** `#fff;` is read as the name of a sign, and `#7;` as its number. */
export function lostEntities(label: Label): Loss[] {
  return [...label.text.matchAll(/#(\w+);/g)].flatMap(({ 0: entity, 1: name = '', index }) => {
    const seen = /^\d+$/.test(name) ? signOf(Number(name)) : textOf(`&${name};`)
    const isKnown = /^\d+$/.test(name) ? seen !== '' : seen !== `&${name};`
    if (isKnown) return []
    return [{ part: partOf(label, index, entity), seen: label.text.replace(entity, seen), cure: `#35;${name}#59;` }]
  })
}

/** Nothing where no sign is drawn for a number. */
function signOf(code: number): string {
  return code < 32 || (code > 126 && code < 160) || code > 0x10ffff ? '' : String.fromCodePoint(code)
}

/** `["He said "hi""]` is drawn without the inner quotes. */
export function lostQuotes(label: Label): Loss[] {
  const first = label.kind.quotes ? label.text.indexOf('"') : -1
  if (first < 0) return []
  const part = partOf(label, first, label.text.slice(first, label.text.lastIndexOf('"') + 1))
  const seen = label.text.replaceAll('"', '')
  return [{ part, seen, cure: part.text.replaceAll('"', '#quot;') }]
}
