import { findFrontMatter } from './front-matter.ts'
import { MappedText } from './mapped-text.ts'

/** A diagram as Mermaid prepares it for its parsers, each character with its place in the source. */
export interface Preprocessed {
  /** Without frontmatter, directives and comments. */
  cleaned: MappedText
  /** With the comments: what those parsers are given that tell places themselves. */
  withComments: MappedText
  /** The YAML of the frontmatter. */
  matter?: MappedText
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

export function preprocess(source: string): Preprocessed {
  const normalized = MappedText.of(source)
    .replace(/\r\n?/g, () => '\n')
    .replace(/<(\w+)([^>]*)>/g, (tag) => tag.replace(/="([^"]*)"/g, "='$1'"))
  const matter = findFrontMatter(normalized.text)
  const diagram = matter ? normalized.slice(matter.end) : normalized
  const withComments = diagram.replace(directive, () => '')
  const withoutComments = withComments.replace(/^\s*%%(?!{)[^\n]+\n?/gm, () => '')
  return {
    cleaned: withoutComments.slice(withoutComments.text.length - withoutComments.text.trimStart().length),
    withComments,
    directives: directivesOf(diagram),
    ...(matter && { matter: outdented(normalized.slice(matter.bodyStart, matter.bodyEnd), matter.indent) }),
  }
}

/** What a parser is given of it: entities such as `#35;` hidden, and a last line break. */
export function encode(text: MappedText): MappedText {
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
