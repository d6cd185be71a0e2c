/** Whether a text is made by a template: what stands there is not what runs. */
export function isTemplated(text: string): boolean {
  return /\{\{|\{%|<%|<\/?#[a-z]|\$\(|@[A-Z_]+@|\$\{\{|\uE000/.test(text)
}

/** Whether what is wrong with a manifest is that it is none yet: `envsubst` fills in `${NAME}`, also where YAML has a map. */
export function isBrokenByTemplate(text: string, { line }: { line: number }): boolean {
  return isTemplated(text) || /\$\{\w/.test(text.split('\n')[line - 1] ?? '')
}

/** Stands for a character that a template makes: no text of configuration has it. */
const hole = '\uE000'

/** What a hole reads as, so that nobody takes it for the text that runs. */
export const holeText = '{{…}}'

/** Actions that write nothing: what they enclose stands there all the same. */
const control =
  /^\{[{%]-?\s*(?:\/\*|#|if\b|else\b|elif\b|end\w*\b|range\b|for\b|with\b|define\b|block\b|set\b|raw\b|\$\w+\s*:?=)/

/** Names that a script replaces, or another engine's directives, with a line for themselves. */
const token =
  /^([ \t]*)(<[A-Za-z][\w .:/-]{0,80}>|<\/?#[a-z][^\n]{0,200}>|%\{~? ?(?:if|else|endif|for|endfor)\b[^\n]{0,200}\}|__[A-Za-z]\w{0,80}__|[@%][A-Z][A-Z0-9_]{0,80}[@%]|\$\{\w{1,80}\}|\$[A-Z_]{1,80})(?=[ \t]*\r?$)/gm

/** A value that begins as no plain text of YAML may. */
const reserved = /(?<=[:,[{-][ \t]+)([@%])[A-Z][A-Z0-9_]{0,80}\1/g

/**
 * A text of YAML that a template makes (Helm's, Jinja's, ERB's, or one with names that a script replaces, such as `<NAME>`
 * and `__NAME__`), of the same length and with the same lines: an action or a name that has its line for itself, and an
 * action that writes nothing, is spaces, and any other one is a hole. What is left is what surely stands there.
 */
export function withHoles(text: string): string {
  return withoutActions(text)
    .replace(token, (line) => ' '.repeat(line.length))
    .replace(reserved, (name) => hole.repeat(name.length))
}

function withoutActions(text: string): string {
  const parts: string[] = []
  let end = 0
  for (const { from, to } of actionsOf(text)) {
    const action = text.slice(from, to)
    const isWriting = !control.test(action) && !isAlone(text, from, to)
    parts.push(text.slice(end, from), action.replace(/[^\r\n]/g, isWriting ? hole : ' '))
    end = to
  }
  return parts.join('') + text.slice(end)
}

/** A text with its holes shown. */
export function showHoles(text: string): string {
  return text.replace(/\uE000+/g, holeText)
}

/** Whether something in a text is not known: a hole that is shown, or a template that is filled in later. */
export function isOpen(text: string): boolean {
  return /\{\{|\[\[|\{%|<%|\$[{([A-Za-z_]|%s|%\(|@[A-Z_]+@|__[A-Z_]+__/.test(text) || text.includes(hole)
}

const opening = /\{\{|\{%|<%/g
const closing: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '<%': '%>' }
/** An action that is longer has no end: the text is no template. */
const longestAction = 10_000
/** After so many actions without an end the rest is looked at no more. */
const mostEndless = 20

function* actionsOf(text: string): Iterable<{ from: number; to: number }> {
  let endless = 0
  opening.lastIndex = 0
  for (let next = opening.exec(text); next; next = opening.exec(text)) {
    const to = endOf(text, next.index + 2, closing[next[0]] ?? '')
    if (to === undefined && ++endless > mostEndless) return
    if (to === undefined) continue
    const from = next.index
    opening.lastIndex = to
    yield { from, to }
  }
}

/** Behind the end of an action; its own texts may hold what ends others, as in ``{{`{{ $value }}`}}``. */
function endOf(text: string, from: number, close: string): number | undefined {
  const last = Math.min(text.length, from + longestAction)
  for (let at = from; at < last; at++) {
    const sign = text.charAt(at)
    if (text.startsWith(close, at)) return at + close.length
    if (close === '}}' && (sign === '`' || sign === '"')) {
      const end = text.indexOf(sign, at + 1)
      if (end < 0 || end >= last) continue
      at = end
    }
  }
  return undefined
}

function isAlone(text: string, from: number, to: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from)
  const lineEnd = text.indexOf('\n', to)
  const after = text.slice(to, lineEnd < 0 ? undefined : lineEnd)
  return before.trim() === '' && /^\s*(?:\{\{.*\}\}\s*)?$/.test(after)
}
