import { nameToEmoji } from 'gemoji'

/** The second colon may begin the next name: `a:b:tada:`. */
const shortcode = /:([a-z0-9_+-]+)(?=:)/g

/** Writes `:warning:` as forges show it; a name that is none stays as it is. */
export function withEmoji(text: string): string {
  if (!text.includes(':')) return text
  let shown = ''
  let end = 0
  for (const { index, 0: written, 1: name = '' } of text.matchAll(shortcode)) {
    if (index < end || !Object.hasOwn(nameToEmoji, name)) continue
    shown += text.slice(end, index) + nameToEmoji[name]
    end = index + written.length + 1
  }
  return shown + text.slice(end)
}
