/** Words for tokens, by patterns on the names that grammars give them; the first that fits. */
const words: readonly [RegExp, string][] = [
  [/^(?:NEWLINE|NL|EOL|SEMI|SPACELINE|SEMICOLON|;)$/, 'the end of the line'],
  [/^EOF$/, 'the end of the diagram'],
  [/^(?:SPACE|WS|WHITESPACE|INDENT\w*|SPACELIST)$/, 'a blank'],
  [/ARROW_DELIMITER|AXIS-TEXT-DELIMITER/, '`-->`'],
  [
    /ARROW|^(?:START_LINK|LINK|LINK_ID|EDGE_TEXT|LINE|DOTTED_LINE|-->|EXTENSION|COMPOSITION|AGGREGATION|DEPENDENCY|LOLLIPOP)$/,
    'an arrow',
  ],
  [/^(?:ZERO_OR|ONE_OR|ONLY_ONE|MD_PARENT|NON_IDENTIFYING|IDENTIFYING)/, 'a relation such as `||--o{`'],
  [/^(?:ACTOR|participant_actor)$/, 'a participant'],
  [
    /^(?:NODE_STRING|NODE_ID|idString|UNICODE_TEXT|ALPHA|ID|IDENTIFIER|ENTITY_NAME|FEATURE_NAME|NAME\w*|CLASSDEF_ID|WORD)/,
    'a name',
  ],
  [/^(?:NUM|NUMBER\w*|NUMERIC|DECIMAL_NUM|INT|FLOAT|WIDTH|SIZE)$/, 'a number'],
  [/^ATTRIBUTE_WORD$/, 'a type and a name'],
  [/^TXT$/, '`:` and a text'],
  [
    /^(?:MD_STR|STR|STRING\w*|TEXT|EDGE_TEXT|DESCR|LABEL|NODE_DESCR|NOTE_TEXT|STATE_DESCR|qString|unqString|restOfLine|period|event|BQUOTE_STR|QUOTED\w*|STR\[.*)$/,
    'a text',
  ],
  [/^(?:taskTxt|taskName)$/, 'the name of a task'],
  [/^taskData$/, '`:` and the data of the task'],
  [/^field\[(.*)\]$/, 'a $1'],
  [/^(?:COMMA|,)$/, '`,`'],
  [/^(?:COLON|COLONSEP|:)$/, '`:`'],
  [/^(?:SQS|SQUARE_BRACES_START)$/, '`[`'],
  [/^(?:SQE|SQUARE_BRACES_END)$/, '`]`'],
  [/^PS$/, '`(`'],
  [/^PE$/, '`)`'],
  [/^(?:STRUCT_START|BLOCK_START|LBRACE|DIAMOND_START)$/, '`{`'],
  [/^(?:STRUCT_STOP|BLOCK_STOP|RBRACE|DIAMOND_STOP)$/, '`}`'],
  [/^PIPE$/, '`|`'],
  [/^(?:NODE_DEND|\w+END|-\)|BLOCK_ARROW_END)$/, 'a closing bracket'],
  [/^(?:NODE_DSTART|\w+START|\(-|BLOCK_ARROW_START|point_start|BRACKET_LABEL)$/, 'an opening bracket'],
  [/^STYLE_SEPARATOR$/, '`:::`'],
  [/^(?:end|END)$/, '`end`'],
  [/^([^\w\s]+)$/, '`$1`'],
]

/** Tokens that say nothing to a reader: signs inside of names, and states of lexers. */
const silent =
  /^(?:\?|AMP|MINUS|MULT|BRKT|PCT|UNIT|PUNCTUATION|PLUS|EQUALS|DOT|UNDERSCORE|TAGSTART|TAGEND|INVALID|DEFAULT|DOWN|UP|SHAPE_DATA|COMMENT|TESTSTR|VERTEX_WITH_PROPS_START|acc_\w+_value|title_value|1)$/

const keyword = /^(?:[a-z]\w*(?:-\w+)*|[A-Z][A-Z\d_]*|X-AXIS|Y-AXIS|QUADRANT_\d)$/

/** More than these are a list that nobody reads. */
const most = 3

/** What the things are that a type of diagram names. */
const things: readonly [RegExp, string][] = [
  [/^(?:flowchart|swimlane|agentflow|mindmap|block)/, 'a node'],
  [/^sequence/, 'a participant'],
  [/^state/, 'a state'],
  [/^class/, 'a class'],
  [/^er$/, 'an entity'],
]

/** What could have stood there, in words; undefined where nothing is known. `names` are those of the grammar. */
export function expectation(type: string, names: readonly string[]): string | undefined {
  const told = names.filter((name) => name !== '' && !silent.test(name))
  const words = told.map((name) => ({ name, word: wordOf(type, name) }))
  const known = [...new Set(words.flatMap(({ word }) => word ?? []))]
  const keywords = words.filter(({ name, word }) => word === undefined && keyword.test(name)).map(({ name }) => name)
  if (known.includes(closing)) return closing
  // Where a statement may begin, a type's keywords may all stand; and after all of them the diagram may end.
  if (keywords.length > most) return known.includes('an arrow') ? 'an arrow or the end of the line' : 'a statement'
  if (known.length === 1 && known[0] === 'the end of the diagram') return 'a statement'
  const thing = thingOf(type)
  if (type !== 'er' && thing !== undefined && known.includes(thing) && !known.includes('an arrow')) return thing
  const own = keywords.map((name) => `\`${name.toLowerCase()}\``)
  const all = [...own, ...inOrder(known)]
  return all.length === 0 ? undefined : sentence(all.slice(0, most))
}

/** What is said where a bracket of some kind has to be closed. */
export const closing = 'a closing bracket'

function thingOf(type: string): string | undefined {
  return things.find(([pattern]) => pattern.test(type))?.[1]
}

function wordOf(type: string, name: string): string | undefined {
  for (const [pattern, word] of words) {
    const found = pattern.exec(name)
    if (found) return word === 'a name' ? (thingOf(type) ?? word) : word.replace('$1', found[1] ?? '')
  }
  return undefined
}

/** What tells most comes first, the ends last. */
function inOrder(found: string[]): string[] {
  const weight = (word: string) => (word.startsWith('the end') ? 2 : word.startsWith('`') ? 1 : 0)
  const told = found.filter((word) => word !== 'a blank')
  const isLine = told.includes('the end of the line')
  const ends = isLine ? told.filter((word) => word !== 'the end of the diagram') : told
  return (ends.length > 0 ? ends : found).toSorted((a, b) => weight(a) - weight(b))
}

function sentence(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} or ${last}` : last
}
