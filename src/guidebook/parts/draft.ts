/** What a draft says that is none. */
const no = /^(?:false|no|off|0|null|~)?$/i

/** Whether a value of `draft` says that the page is one: all but a plain no does, so that a slip publishes nothing. */
export function isDraftValue(value: unknown): boolean {
  return value !== null && value !== undefined && !no.test(String(value).trim())
}

/** A key `draft` anywhere in a text that is no YAML, with its value. */
const key = /(?:^|[^\w-])draft["']?[ \t]*:[ \t]*["']?([^\n\r"',}#]*)/gi
/** The same as the first thing of a line. */
const keyOfLine = /^["']?draft["']?[ \t]*:[ \t]*["']?([^\n\r"',}#]*)/gim

/** Whether a frontmatter that cannot be read says `draft: true` on a line. */
export function saysDraft(yaml: string): boolean {
  return [...yaml.matchAll(key)].some(([, value]) => isDraftValue(value))
}

/** More lines than this are no frontmatter. */
const mostLines = 100

/** Whether a page begins as frontmatter does, without its end, and says there that it is a draft. */
export function beginsAsDraft(text: string): boolean {
  const [first = '', ...rest] = text.slice(0, 100_000).split(/\r?\n/, mostLines)
  if (!/^---[ \t]*$/.test(first)) return false
  const end = rest.findIndex((line) => /^(?:#|---[ \t]*$)/.test(line))
  const head = rest.slice(0, end < 0 ? undefined : end).join('\n')
  return [...head.matchAll(keyOfLine)].some(([, value]) => isDraftValue(value))
}
