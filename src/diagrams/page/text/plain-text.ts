/** Icons of Font Awesome, as labels name them. */
const icons = /\bfa[bklrs]?:fa-[\w-]+/g

/**
 * What is read of a label: entities (in the disguise in which Mermaid carries them), line breaks, HTML, Markdown and the names
 * of icons are taken for what they stand for. The HTML is read in a document that loads and runs nothing.
 */
export function plainText(label: string): string {
  const html = label
    .replace(/ﬂ°°/g, '&#')
    .replace(/ﬂ°/g, '&')
    .replace(/¶ß/g, ';')
    .replace(/<br\s*\/?>|\\n/gi, ' ')
  const read = new DOMParser().parseFromString(html, 'text/html').body.textContent
  const text = /^\s*`[\s\S]*`\s*$/.test(read) ? read.replace(/`|\*\*?/g, '') : read
  return text.replace(icons, '').replace(/\s+/g, ' ').trim()
}
