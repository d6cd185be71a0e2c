import type { Root } from 'mdast'
import { isAlias, isNode, LineCounter, parseDocument, visit } from 'yaml'
import { z } from 'zod'
import { type Place, wholeFile } from '../../finding/finding.ts'
import { beginsAsDraft, isDraftValue, saysDraft } from './draft.ts'
import { reviewAge } from './review-age.ts'

const text = z.union([z.string(), z.number()]).transform(String)
const age = text.transform((written, context) => {
  const days = reviewAge(written)
  if (days === undefined) context.addIssue({ code: 'custom', message: 'an age such as `90 days`' })
  return days ?? z.NEVER
})
const list = z.union([z.array(text), text.transform((one) => [one])])

/** What a page may say of itself before its text: what is read of it is typed by this, and nothing else can be. */
export const frontmatterSchema = z
  .object({
    title: text.describe('Title of the page, instead of its first H1'),
    description: text.describe('One sentence for search results, cards and link previews'),
    owner: text.describe('Who keeps the page right'),
    aliases: list.describe(
      'Former addresses, from the site’s root (`/old/`) or relative to the page: each redirects here',
    ),
    order: z.number().describe('Place among the neighbours; smaller comes first'),
    draft: z.preprocess(booleanOf, z.boolean()).describe('A draft is shown by `dev` alone'),
    review: age.describe('Age at which `Last Updated` asks for another look, such as `90 days`; a number is of days'),
    type: text.describe('Kind of page, such as `runbook` or `reference`; shown in the header card'),
  })
  .partial()

export type Frontmatter = z.infer<typeof frontmatterSchema>

/** Other keys are left alone: they may be another tool's. */
const anyFrontmatter = frontmatterSchema.loose()

/** YAML 1.2 knows `true` and `false` alone, but many have learned the others. */
function booleanOf(value: unknown): unknown {
  if (/^(?:true|yes|on|1)$/i.test(String(value))) return true
  return /^(?:false|no|off|0)$/i.test(String(value)) ? false : value
}

/** One thing wrong in a frontmatter block, placed in the page's text. */
export interface FrontmatterProblem extends Place {
  /** A key whose value is of another kind may be another tool's; all else is broken. */
  code: 'frontmatter' | 'frontmatter-value'
  message: string
}

/** The frontmatter's YAML, with what gives a range of it its place in the page. */
export function frontmatterDocument(tree: Root): { document: YamlDocument; place: Placer } | undefined {
  const node = tree.children.find((child) => child.type === 'yaml')
  if (!node) return undefined
  const lines = new LineCounter()
  const place = placer(lines, (node.position?.start.line ?? 1) + 1)
  try {
    return { document: documentOf(node.value, lines), place }
  } catch {
    return undefined
  }
}

type YamlDocument = ReturnType<typeof parseDocument>

/** In UTF-16 code units. The parser compares each key with each, and looks for each alias from the beginning. */
const longest = 30_000

/** @throws where the text is too long, or where the parser gives up */
function documentOf(yaml: string, lineCounter: LineCounter): YamlDocument {
  if (yaml.length > longest) throw new RangeError('Unexpected length')
  return parseDocument(yaml, { lineCounter, prettyErrors: false })
}

/** Gives a range of the frontmatter's text its place in the page. */
type Placer = (start: number, end?: number) => Place

interface Matter {
  frontmatter: Frontmatter
  problems: FrontmatterProblem[]
}

/**
 * The frontmatter of a page; what is wrong in it is told and left out, the rest holds. Where it cannot be read but says
 * that the page is a draft, the page is one: what nobody should see yet is not published for a slip.
 */
export function readFrontmatter(tree: Root, text: string): Matter {
  const node = tree.children.find((child) => child.type === 'yaml')
  if (!node) return withoutBlock(tree, text)
  const lines = new LineCounter()
  const place = placer(lines, (node.position?.start.line ?? 1) + 1)
  try {
    const document = documentOf(node.value, lines)
    const errors = [
      ...document.errors.map(({ message, pos: [start] }) => ({ message, start })),
      ...danglingAliases(document),
    ]
    if (errors.length === 0) return validate(plainValue(document), document, place)
    const problems = errors.map(({ message, start }) => ({
      code: 'frontmatter' as const,
      ...place(start),
      message: `Unexpected YAML in the frontmatter: ${message}`,
    }))
    return { frontmatter: unread(node.value), problems }
  } catch {
    // The parser refuses an alias bomb, and runs out of stack where the nesting is thousands deep or a circle.
    const message = 'Unexpected size of the frontmatter, expected a shorter one with fewer aliases and levels'
    return { frontmatter: unread(node.value), problems: [{ code: 'frontmatter', ...place(0), message }] }
  }
}

function unread(yaml: string): Frontmatter {
  return saysDraft(yaml) ? { draft: true } : {}
}

/** A block without an end is none to the parser, and of a page that is no valid MDX it returns no tree at all. */
function withoutBlock({ children }: Root, text: string): Matter {
  if (!beginsAsDraft(text)) return { frontmatter: {}, problems: [] }
  const message = 'Unexpected frontmatter without an end, expected a line of `---` under it'
  return {
    frontmatter: { draft: true },
    problems: children.length === 0 ? [] : [{ code: 'frontmatter', ...wholeFile, message }],
  }
}

/** @throws where the value is no tree, or too large a one: a page is data that can be written down. */
function plainValue(document: YamlDocument): unknown {
  const value: unknown = document.toJS({ maxAliasCount: 100 })
  JSON.stringify(value)
  return value
}

/** The aliases that name nothing: the parser finds them only as it makes the value, and says no place. */
function danglingAliases(document: YamlDocument): { message: string; start: number }[] {
  const anchors = new Set<string>()
  const found: { message: string; start: number }[] = []
  visit(document, {
    Node(_, node) {
      if ('anchor' in node && node.anchor) anchors.add(node.anchor)
      if (isAlias(node) && !anchors.has(node.source))
        found.push({ message: `Nothing is named &${node.source}`, start: node.range?.[0] ?? 0 })
    },
  })
  return found
}

function placer(lines: LineCounter, firstLine: number): Placer {
  const point = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: firstLine + Math.max(1, line) - 1, column: Math.max(1, col) }
  }
  return (start, end = start + 1) => {
    const [from, to] = [point(start), point(end)]
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
  }
}

function validate(value: unknown, document: YamlDocument, place: Placer): Matter {
  if (value === null || value === undefined) return { frontmatter: {}, problems: [] }
  if (typeof value !== 'object' || Array.isArray(value)) {
    return {
      frontmatter: unread(JSON.stringify(value)),
      problems: [{ code: 'frontmatter', ...place(0), message: 'Unexpected frontmatter, expected keys with values' }],
    }
  }
  // `owner:` with nothing behind it, as in a template that was not filled in, says nothing.
  const said = Object.entries(value).filter(
    ([key, entry]) => entry !== null || !Object.hasOwn(frontmatterSchema.shape, key),
  )
  const { error } = anyFrontmatter.safeParse(Object.fromEntries(said))
  const problems = (error?.issues ?? []).map((issue) => ({
    // A page that says in any way that it is a draft is one, and its author has to know.
    code: issue.path[0] === 'draft' ? ('frontmatter' as const) : ('frontmatter-value' as const),
    ...place(...rangeOf(document, issue.path)),
    message: `Unexpected value of \`${issue.path.join('.')}\`, expected ${expectation(issue)}`,
  }))
  const wrong = new Set(error?.issues.map(({ path }) => path[0]))
  const kept = said.filter(([key]) => !wrong.has(key))
  const frontmatter = anyFrontmatter.safeParse(Object.fromEntries(kept)).data ?? {}
  const isDraft = said.some(([key, entry]) => key.toLowerCase() === 'draft' && isDraftValue(entry))
  return { frontmatter: isDraft ? { ...frontmatter, draft: true } : frontmatter, problems }
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message
  if (issue.code === 'invalid_type') return `a ${issue.expected}`
  return issue.path[0] === 'aliases' ? 'a list of addresses' : 'a text'
}

function rangeOf(document: YamlDocument, path: PropertyKey[]): [number, number] {
  const node = document.getIn(path.map(String), true)
  const range = isNode(node) ? node.range : undefined
  return [range?.[0] ?? 0, range?.[1] ?? 1]
}
