import { printable } from './printable.ts'

/** Does nothing but stand between two characters: no width, no line break. */
const joiner = '\u2060'

/**
 * Untrusted text as a comment on a forge may hold it, in Markdown and in its HTML alike: it is read as it is, on one line,
 * and nothing comes of it. No markup, since each sign that could begin some is written as a reference; no mention, reference, autolink or
 * emoji, which forges look for in what was rendered, since what they begin with is parted from what follows. Shortened to
 * `longest` UTF-16 units before that.
 */
export function markdownText(text: string, longest = 200): string {
  return (
    printable(text.replace(/\s+/g, ' ').trim(), longest)
      .replace(/[@#!~%&$^:](?=\S)/g, `$&${joiner}`)
      .replace(/www(?=\.)|GH(?=-)/gi, `$&${joiner}`)
      // Forges make links of what could be a commit.
      .replace(/[0-9a-f]{7,}/gi, (run) => run.replace(/.{6}(?=.)/g, `$&${joiner}`))
      .replace(/[!-+:<-@[-`{-~]/g, reference)
      // At the start of a line an item of a list would come of these.
      .replace(/^-|(?<=^\d+)\./, reference)
  )
}

function reference(sign: string): string {
  return `&#${sign.charCodeAt(0)};`
}
