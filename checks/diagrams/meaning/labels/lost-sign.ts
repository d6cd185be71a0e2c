import { shown } from '../../shown.ts'
import type { Label } from '../outline.ts'
import { type Loss, partOf, textOf } from './label-part.ts'
import { pathsIn } from './path.ts'

const unknownWay = 'No way is known to write it there: say it otherwise'

/** `C:\dir\new` breaks before `ew`, and `\\host` in Markdown loses a backslash. Told in what is a path for certain. */
export function lostBackslashes(label: Label): Loss[] {
  const { breaks, escapes, markdown, numberless, raw } = label.kind
  return pathsIn(label.text).flatMap(({ path, index }) => {
    const isLost =
      (breaks && path.includes('\\n')) ||
      (escapes && /\\/.test(path.replaceAll('\\\\', ''))) ||
      (markdown && /\\[!-/:-@[-`{-~]/.test(path))
    if (!isLost) return []
    const seen = escapes
      ? label.text.replace(/\\(.)/g, (_, sign: string) => unescaped(sign))
      : breaks
        ? label.text.replaceAll('\\n', ' ⏎ ')
        : label.text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
    const sign = raw ? '\\\\' : '#92;'
    const mended = path.replaceAll(escapes && !path.startsWith('\\\\') ? /\\\\?/g : '\\', () => sign)
    const part = partOf(label, index, path)
    return [
      numberless ? { part, seen, hint: 'No way is known to write it there: write `/`' } : { part, seen, cure: mended },
    ]
  })
}

/** What is left of `\` and a sign: of `\b`, `\f` and `\v` nothing that can be seen. */
function unescaped(sign: string): string {
  return /[ntrbfv]/.test(sign) ? ' ⏎ ' : sign
}

/** `\d` in a text that is read as a string of a program is drawn as `d`; of `\b` nothing is. */
export function lostEscapes(label: Label): Loss[] {
  if (!label.kind.escapes) return []
  const paths = pathsIn(label.text)
  const isInPath = (at: number) => paths.some(({ path, index }) => at >= index && at < index + path.length)
  return [...label.text.matchAll(/\\([^ntr"'\\])|\\\\/g)].flatMap(({ 0: text, 1: sign, index }) => {
    if (sign === undefined || isInPath(index)) return []
    const seen = label.text.replace(text, /[bfv]/.test(sign) ? '' : sign)
    return [{ part: partOf(label, index, text), seen, cure: `${label.kind.raw ? '\\\\' : '#92;'}${sign}` }]
  })
}

/** `&amp;` and `#35;` where signs are drawn as they are written. */
export function lostNames(label: Label): Loss[] {
  const { named, raw, numberless } = label.kind
  return [...label.text.matchAll(/[&#](\w+);/g)].flatMap(({ 0: text, 1: name = '', index }) => {
    const sign = /^\d+$/.test(name) ? signOf(Number(name)) : textOf(`&${name};`)
    if (sign === '' || sign === `&${name};`) return []
    const isHash = text.startsWith('#')
    const isKept = numberless && !/^(?:lt|gt|amp|nbsp)$/.test(name)
    if (!isKept && !(isHash ? raw : named)) return []
    const part = partOf(label, index, text)
    const seen = numberless ? label.text.replace(text, `&${isHash && /^\d/.test(name) ? '#' : ''}${name};`) : label.text
    if (named && !raw) return [{ part, seen, cure: `#${name};` }]
    const isPlain = /^[^\s"'`<>&\\;:#*_[\](){}|]$/u.test(sign)
    return [isPlain ? { part, seen, cure: sign } : { part, seen, hint: unknownWay }]
  })
}

/** `#fff;` is read as the name of a sign, and `#7;` as its number. */
export function lostEntities(label: Label): Loss[] {
  if (label.kind.raw) return []
  return [...label.text.matchAll(/#(\w+);/g)].flatMap(({ 0: entity, 1: name = '', index }) => {
    const seen = /^\d+$/.test(name) ? signOf(Number(name)) : textOf(`&${name};`)
    const isKnown = /^\d+$/.test(name) ? seen !== '' : seen !== `&${name};`
    if (isKnown) return []
    const lost = { part: partOf(label, index, entity), seen: label.text.replace(entity, seen) }
    return [label.kind.numberless ? { ...lost, hint: unknownWay } : { ...lost, cure: `#35;${name}#59;` }]
  })
}

/** Nothing where no sign is drawn for a number. */
function signOf(code: number): string {
  return code < 32 || (code > 126 && code < 160) || code > 0x10ffff ? '' : String.fromCodePoint(code)
}

/** A text in backticks where an architecture leaves it out. */
export function lostCode(label: Label): Loss[] {
  if (!label.kind.ticks) return []
  return [...label.text.matchAll(/`([^`]+)`/g)].map(({ 0: text, 1: inner = '', index }) => ({
    part: partOf(label, index, text),
    seen: label.text.replace(text, ''),
    hint: `What stands between backticks is left out there: write ${shown(inner)}`,
  }))
}

/** `["He said "hi""]` is drawn without the inner quotes. */
export function lostQuotes(label: Label): Loss[] {
  const first = label.kind.quotes ? label.text.indexOf('"') : -1
  if (first < 0) return []
  const part = partOf(label, first, label.text.slice(first, label.text.lastIndexOf('"') + 1))
  const seen = label.text.replaceAll('"', '')
  return [{ part, seen, cure: part.text.replaceAll('"', '#quot;') }]
}
