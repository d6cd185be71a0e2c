/** What a diagram says, as far as its source tells: its picture need not be drawn for it. */
export interface DiagramLabels {
  /** What it is called; absent where it says nothing of that. */
  caption?: string
  /** Each once. */
  labels: string[]
}

const mostLabels = 200
const longestLabel = 120
const longestLine = 2_000

/** Lines that say how something looks or where it leads, and what kind of diagram it is. */
const noText = /^(?:%%|style\s|classDef\s|class\s|linkStyle\s|click\s|links?\s|direction\s|end\b|---|config:|theme)/

const titled = /^(accTitle|accDescr|title)\s*:?\s+(.+)$/

/** Texts between brackets of any shape, bars and quotes. */
const enclosed = [
  /"([^"]+)"/g,
  /\[[[(/\\>]*([^[\]()"]+?)[)\]/\\]*\]/g,
  /\(+([^()[\]"]+?)\)+/g,
  /\{+([^{}"]+?)\}+/g,
  /\|([^|"]+)\|/g,
  /(?:--|==|-\.)\s+([^-=>|"]+?)\s+(?:-->?|==>?|\.->?)/g,
]

/** What stands behind a colon or a keyword up to the end of a line: messages, notes, participants, sections. */
const rest =
  /(?:^(?:participant|actor)\s+\S+\s+as\s+|^(?:section|participant|actor)\s+|\sas\s+|(?<!:):\s+)([^:[\](){}|"]+)$/

/** Reads the labels of a diagram's source. A label that is written in a way not known here is left out. */
export function diagramLabels(source: string): DiagramLabels {
  const labels = new Set<string>()
  let caption: string | undefined
  const add = (text: string) => {
    const label = plain(text)
    if (/\p{L}/u.test(label) && label.length <= longestLabel && labels.size < mostLabels) labels.add(label)
  }
  for (const written of source.split('\n')) {
    const line = written.trim()
    if (line.length > longestLine || noText.test(line)) continue
    const [, key, text = ''] = titled.exec(line) ?? []
    if (key !== undefined) {
      if (key !== 'accDescr' && (caption === undefined || key === 'accTitle')) caption = plain(text)
      for (const sentence of text.split(/(?<=[.;])\s+/)) add(sentence)
      continue
    }
    for (const pattern of enclosed) for (const [, label = ''] of line.matchAll(pattern)) add(label)
    const [, tail] = rest.exec(line) ?? []
    if (tail !== undefined) add(tail)
  }
  return { labels: [...labels], ...(caption !== undefined && caption !== '' && { caption }) }
}

function plain(text: string): string {
  return text
    .replace(/<[^<>]*>|\\n|#\w+;|[`*_]{2,}/g, ' ')
    .replace(/^["'`\s]+|["'`\s]+$/g, '')
    .replace(/\s+/g, ' ')
}
