import { MappedText } from './mapped-text.ts'

/** A diagram as Mermaid prepares it for its parsers, each character with its place in the source. */
export interface PreprocessedSource {
  /** Without frontmatter, directives and comments. */
  cleaned: MappedText
  /** With the comments: what those parsers are given that tell places themselves. */
  withComments: MappedText
  /** The YAML of the frontmatter. */
  frontMatter?: MappedText
  directives: Directive[]
}

/** `%%{init: {…}}%%`. */
export interface Directive {
  /** In lower case, such as `init` and `wrap`. */
  name: string
  /** What follows the colon. */
  body: MappedText
}

/** Source, as of all patterns here: Mermaid 12.3.0. */
const directive = /%{2}{\s*(?:(\w+)\s*:|(\w+))\s*(?:(\w+)|((?:(?!}%{2}).|\r?\n)*))?\s*(?:}%{2})?/gi

export function preprocess(source: string): PreprocessedSource {
  const normalized = MappedText.of(source)
    .replace(/\r\n?/g, () => '\n')
    .replace(/<(\w+)([^>]*)>/g, (tag) => tag.replace(/="([^"]*)"/g, "='$1'"))
  const frontMatter = findFrontMatter(normalized.text)
  const diagram = frontMatter ? normalized.slice(frontMatter.end) : normalized
  const withComments = diagram.replace(directive, () => '')
  const withoutComments = withComments.replace(/^\s*%%(?!{)[^\n]+\n?/gm, () => '')
  return {
    cleaned: withoutComments.slice(withoutComments.text.length - withoutComments.text.trimStart().length),
    withComments,
    directives: directivesOf(diagram),
    ...(frontMatter && {
      frontMatter: outdented(normalized.slice(frontMatter.bodyStart, frontMatter.bodyEnd), frontMatter.indent),
    }),
  }
}

/** What a parser is given of it: entities such as `#35;` hidden, and a last line break. */
export function encodeEntities(text: MappedText): MappedText {
  const withoutLast = (match: string) => match.slice(0, -1)
  return text
    .replace(/style.*:\S*#.*;/g, withoutLast)
    .replace(/classDef.*:\S*#.*;/g, withoutLast)
    .replace(/#\w+;/g, (entity) => {
      const name = entity.slice(1, -1)
      return `${/^\+?\d+$/.test(name) ? 'ﬂ°°' : 'ﬂ°'}${name}¶ß`
    })
    .append('\n')
}

function directivesOf(diagram: MappedText): Directive[] {
  const found: Directive[] = []
  for (const { 0: whole, 1: withColon, 2: alone, 3: word, 4: rest, index } of diagram.text.matchAll(directive)) {
    const body = word ?? rest ?? ''
    const end = index + whole.trimEnd().replace(/}%%$/, '').trimEnd().length
    const start = Math.max(index, diagram.text.lastIndexOf(body, end))
    found.push({
      name: (withColon ?? alone ?? '').toLowerCase(),
      body: diagram.slice(start, start + body.length),
    })
  }
  return found
}

function outdented(body: MappedText, indent: string): MappedText {
  if (indent === '') return body
  return body.replace(new RegExp(`(?<=^|\\n)${indent}`, 'g'), () => '')
}

/** The YAML between lines of `---` at the head of a diagram; offsets in the text that it was found in. */
interface FrontMatter {
  /** Blanks before the first `---`, which are taken off each line. */
  indent: string
  bodyStart: number
  bodyEnd: number
  /** Where the diagram goes on. */
  end: number
}

const blank = /\s/

/**
 * Finds the frontmatter as Mermaid does, in a text whose lines end with `\n`; a line that begins with `---` closes it.
 * Source: `matchFrontMatter` of Mermaid 12.3.0.
 */
function findFrontMatter(text: string): FrontMatter | undefined {
  const indent = /^[^\S\n\r]*/.exec(text)?.[0] ?? ''
  if (!text.startsWith('---', indent.length)) return undefined
  const openings = lineBreaksFrom(text, indent.length + 3)
  const first = openings[0]
  if (first === undefined) return undefined
  const fence = `\n${indent}---`
  const closings = closingsFrom(text, first + 1, fence)
  const last = closings.at(-1)
  if (last === undefined) return undefined
  const opening = openings.findLast((offset) => offset < last) ?? first
  const closing = closings.find((offset) => offset > opening)
  if (closing === undefined) return undefined
  const end = (lineBreaksFrom(text, closing + fence.length).at(-1) ?? closing) + 1
  return { indent, bodyStart: opening + 1, bodyEnd: closing, end }
}

/** Each line break that alone ends a closing line. */
function closingsFrom(text: string, start: number, fence: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(fence, start); at !== -1; at = text.indexOf(fence, at + 1)) {
    if (lineBreaksFrom(text, at + fence.length).length > 0) found.push(at)
  }
  return found
}

/** The line breaks among the blanks that follow. */
function lineBreaksFrom(text: string, start: number): number[] {
  const found: number[] = []
  for (let at = start; at < text.length && blank.test(text.charAt(at)); at++) if (text[at] === '\n') found.push(at)
  return found
}

/** What some types do to their text before they read it. Source: their parsers in Mermaid 12.3.0. */
const preparations: Readonly<Record<string, (text: MappedText) => MappedText>> = {
  'flowchart-v2': endedBlocks,
  'flowchart-elk': endedBlocks,
  swimlane: endedBlocks,
  agentflow: (text) => text.replace(/}[^\S\n]*\n/g, () => '}\n'),
  sankey: (text) =>
    text
      .replace(/^[^\S\n\r]+|[^\S\n\r]+$/g, () => '')
      .replace(/([\n\r])+/g, () => '\n')
      .trim(),
}

/** The text in which the errors of a type's parser have their places. */
export function parserInput(
  type: string,
  { cleaned, withComments }: PreprocessedSource,
  readsComments: boolean,
): MappedText {
  const text = encodeEntities(readsComments ? withComments : cleaned)
  return Object.hasOwn(preparations, type) ? (preparations[type]?.(text) ?? text) : text
}

function endedBlocks(text: MappedText): MappedText {
  return text.replace(/}\s*\n/g, () => '}\n')
}
