/** A character of a script that is written without spaces between words, with the marks on it. */
const character =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]\p{M}*/gu

/** Whether a word is of a script that is written without spaces. */
export function isUnspaced(word: string): boolean {
  return word.search(character) !== -1
}

/** Makes a word of each such character: the index knows words by the spaces around them. */
export function spaced(text: string): string {
  return text.replace(character, ' $& ')
}

/** As `spaced`, for the texts of an HTML document, its tags left as they are. */
export function spacedHtml(html: string): string {
  return html.search(character) === -1 ? html : html.replace(/>[^<]+/g, spaced)
}

/** Takes back what `spaced` put between characters, around Pagefind's marks too. */
export function joinWords(text: string): string {
  if (text.search(character) === -1) return text
  const between = new RegExp(`(${character.source})((?:</?mark>)*) +((?:</?mark>)*)(?=${character.source})`, 'gu')
  return text.replace(between, '$1$2$3').trim()
}

/** What to ask the index for: such characters have to follow each other as they were typed. */
export function queryOf(words: string): string {
  const asked = spaced(words).replace(/\s+/g, ' ').trim()
  const isOneRun = words.trim().replace(character, '') === '' && asked.includes(' ')
  return isOneRun ? `"${asked}"` : asked
}
