import type { AnchorMaker } from '../dialect.ts'

/**
 * The rule that GitLab documents for the ids of headings: lower case, without what is neither letter, digit, mark,
 * connector, hyphen nor space; spaces are hyphens, several are one; repeats are numbered, and a number alone gets a word.
 * Source: "Header IDs and links" of GitLab Flavored Markdown, `Gitlab::Utils::Markdown#string_to_anchor`.
 */
export class GitlabAnchors implements AnchorMaker {
  readonly #counts = new Map<string, number>()

  anchorOf({ text }: { text: string }): string {
    const slug = slugOf(text)
    const count = this.#counts.get(slug) ?? 0
    this.#counts.set(slug, count + 1)
    return count === 0 ? slug : `${slug}-${count}`
  }
}

function slugOf(text: string): string {
  // Ruby lowers each letter by itself: a final sigma is none.
  const lower = Array.from(text.trim(), (letter) => letter.toLowerCase()).join('')
  return lower
    .replace(/[^\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^(\d+)$/, 'anchor-$1')
}
