import { type Document, isMap, isScalar, isSeq, visit, type YAMLError } from 'yaml'
import { deepest } from './scan.ts'

/** What a syntax error is called: `[pattern of "CODE message", message, hint]`, the first that fits. */
type SyntaxMessage = readonly [pattern: RegExp, message: string, hint?: string]

const indentMore = 'Indent each of its lines more than its key, the last one too'

/**
 * The parser's own messages may quote the text, which may be a secret, so each error gets a fixed one.
 * Codes and messages are those of the `yaml` library's `compose` folder.
 */
const rules: readonly SyntaxMessage[] = [
  [/^RESOURCE_EXHAUSTION/, `Unexpected depth of maps and lists, expected at most ${deepest} levels`],
  [/^MULTIPLE_DOCS/, 'Unexpected second document, expected one', 'Remove the line `---` or `...`'],
  [/^TAB_AS_INDENT/, 'Unexpected tab, expected spaces as indentation'],
  [/^MISSING_CHAR Missing closing/, 'Unexpected quote that nothing closes, expected the same quote after the text'],
  [
    /^MISSING_CHAR Implicit map keys/,
    'Unexpected text, expected `key: value`',
    'A key ends with a colon and a space, `key: value`',
  ],
  [/ end with a \}$/, 'Unexpected `{` that nothing closes, expected `}` after the map', indentMore],
  [/ end with a \]$/, 'Unexpected `[` that nothing closes, expected `]` after the list', indentMore],
  [/^MISSING_CHAR Comments/, 'Unexpected `#`, expected a space before a comment'],
  [/^MISSING_CHAR Missing ,/, 'Unexpected text, expected `,` between items'],
  [/^MISSING_CHAR/, 'Unexpected text, expected white space or a line break before it'],
  [/^BLOCK_AS_IMPLICIT_KEY/, 'Unexpected second `:` on a line, expected one', 'Put a text that holds `: ` in quotes'],
  [/^MULTILINE_IMPLICIT_KEY/, 'Unexpected line break in a key, expected `key: value` on one line'],
  [/^KEY_OVER/, 'Unexpected key of more than 1024 characters, expected a shorter one'],
  [/^NON_STRING_KEY/, 'Unexpected map, list or alias as a key, expected text'],
  [/^BAD_INDENT/, 'Unexpected indentation, expected the same as that of the items before'],
  [/^BLOCK_IN_FLOW/, 'Unexpected indented map or list in brackets, expected brackets'],
  [/^BAD_SCALAR_START/, 'Unexpected first character of a text, expected quotes around it'],
  [
    /^BAD_DQ_ESCAPE/,
    'Unexpected escape, expected `\\n`, `\\t`, `\\"` or `\\\\`',
    'In single quotes a backslash is a backslash',
  ],
  [
    /^(TAG|MULTIPLE_TAGS|BAD_COLLECTION_TYPE)/,
    'Unexpected tag, expected none',
    'Put a text that starts with `!` in quotes',
  ],
  [/^(MULTIPLE_ANCHORS|BAD_PROP_ORDER)/, 'Unexpected anchor, expected one `&name` right before a value'],
  [/ALIAS/, 'Unexpected alias, expected `*name` alone', 'Put a text that starts with `*` or `&` in quotes'],
  [/^BAD_DIRECTIVE/, 'Unexpected directive, expected none', 'Put a text that starts with `%` in quotes'],
  [/Unexpected ,/, 'Unexpected `,`, expected an item before it'],
  [/node end/, 'Unexpected text after a value, expected the end of the line', 'Put the whole value in quotes'],
]

/** Message and hint of a syntax error. */
export function explainSyntax({ code, message }: YAMLError): { message: string; hint?: string | undefined } {
  const [, known, hint] = rules.find(([pattern]) => pattern.test(`${code} ${message}`)) ?? []
  return known === undefined ? { message: 'Unexpected text, expected YAML' } : { message: known, hint }
}

/** Offsets of a syntax error. What nothing closes is found where it ends, and is to be mended where it opens. */
export function rangeOf({ message, pos }: YAMLError, document: Document.Parsed): [number, number] {
  const isOpen = unclosed.find(([pattern]) => pattern.test(message))?.[1]
  let range = pos
  if (!isOpen) return range
  visit(document, {
    Node(_key, node) {
      if (isOpen(node) && node.range && node.range[1] === pos[0]) range = [node.range[0], node.range[0] + 1]
    },
  })
  return range
}

const unclosed: readonly (readonly [pattern: RegExp, isOpen: (node: unknown) => boolean])[] = [
  [/^Missing closing/, isScalar],
  [/ end with a \}$/, isMap],
  [/ end with a \]$/, isSeq],
]
