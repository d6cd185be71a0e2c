/** The words that most texts of a list begin and end with; either may be empty. */
export interface SharedWords {
  first: string[]
  last: string[]
}

/** Fewer texts than this have words in common by chance. */
const fewest = 5
/** Of all texts. */
const mostPart = 0.8

/**
 * The words that at least four fifths of five texts or more begin and end with, so that a list can tell them once;
 * `undefined` where there are none, or where without them too little would be left to tell the texts apart.
 */
export function sharedWords(texts: readonly string[]): SharedWords | undefined {
  if (texts.length < fewest) return undefined
  const split = texts.map(wordsOf)
  const needed = Math.max(fewest, Math.ceil(texts.length * mostPart))
  const first = commonHead(split, needed)
  const last = commonHead(
    split.map((words) => words.slice(first.length).reverse()),
    needed,
  ).reverse()
  if (first.length + last.length === 0) return undefined
  const shared = { first, last }
  const shorter = texts.filter((text) => isLabel(withoutShared(text, shared), text))
  // One of them may have these words alone.
  return shorter.length >= needed - 1 ? shared : undefined
}

/** "Phase 1", "Phase 2" are no better as "1" and "2". */
function isLabel(short: string, text: string): boolean {
  return short !== text && /\p{L}/u.test(short)
}

/** A text without the words that its list tells; as it is where it lacks some of them, or where nothing else is left. */
export function withoutShared(text: string, { first, last }: SharedWords): string {
  const words = wordsOf(text)
  const isLike = (word: string, index: number, of: string[]) => word.toLowerCase() === of[index]?.toLowerCase()
  const hasFirst = words.slice(0, first.length).every((word, index) => isLike(word, index, first))
  const end = words.length - last.length
  const hasLast = words.slice(end).every((word, index) => isLike(word, index, last))
  if (!hasFirst || !hasLast || end <= first.length) return text
  const rest = words.slice(first.length, end).join(' ')
  const plain = rest.replace(/^[\s:.,;|/–—-]+|[\s:.,;|/–—-]+$/gu, '')
  return plain === '' ? text : plain
}

/** How a list tells its shared words: `argocd … Command Reference`. */
export function sharedText({ first, last }: SharedWords): string {
  return [...first, '…', ...last].join(' ')
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

/** The words that at least `needed` of the lists begin with, as most of them write them. */
function commonHead(lists: readonly string[][], needed: number): string[] {
  const head: string[] = []
  let left = lists
  for (;;) {
    const at = head.length
    const groups = Map.groupBy(
      left.filter((words) => words.length > at),
      (words) => words[at]?.toLowerCase() ?? '',
    )
    const [most] = [...groups.values()].sort((a, b) => b.length - a.length)
    const word = most?.[0]?.[at]
    if (!most || word === undefined || most.length < needed) return head
    head.push(word)
    left = most
  }
}
