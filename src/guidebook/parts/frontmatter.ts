import type { Root, Yaml } from 'mdast'
import { z } from 'zod'
import { type Place, wholeFile } from '../../finding/finding.ts'
import { readToml } from '../../toml/document.ts'
import { type Locator, readDocument, type YamlDocument } from '../../yaml/document.ts'
import type { Link } from './link.ts'
import { parametersSchema } from './parameter.ts'
import { reviewAge } from './review-age.ts'

const text = z.union([z.string(), z.number()]).transform(String).meta({ title: 'Text' })
const age = text
  .transform((written, context) => {
    const days = reviewAge(written)
    if (days === undefined) context.addIssue({ code: 'custom', message: 'an age such as `90 days`' })
    return days ?? z.NEVER
  })
  .meta({ title: 'An age' })
const addresses = z.union([z.array(text), text.transform((one) => [one])]).meta({ title: 'Addresses' })
const names = z.union([z.array(text), text.transform((one) => [one])]).meta({ title: 'Names' })

/** `false`, or how much; and as Material for MkDocs has it: `{ exclude: true }`, `{ boost: 2 }`. */
const searchWeight = z.unknown().transform((written, context) => {
  const { exclude, boost = 1 }: { exclude?: unknown; boost?: unknown } =
    typeof written === 'object' && written !== null ? written : { exclude: written === false, boost: written }
  const weight = boost === true ? 1 : boost
  if (exclude === true || weight === 0) return 0
  if (typeof weight === 'number' && weight >= 0.1 && weight <= 10) return weight
  context.addIssue({ code: 'custom', message: '`false`, or a number from 0.1 to 10' })
  return z.NEVER
})

/**
 * What a page may say of itself before its text: no other key is read. The manual's table is made from it: `title` is
 * the kind of the value, `description` its effect, and `examples` holds the value of the manual's example.
 */
export const frontmatterSchema = z
  .object({
    title: text.meta({
      description: "The page's name in breadcrumbs, sidebar, search and the browser's tab, instead of its first H1",
      examples: ['Checkout is slow'],
    }),
    description: text.meta({
      description:
        'The sentence in search engines, on cards and in `llms.txt`. Without it: the first paragraph, cut at 240 characters',
      examples: ['What to do when customers wait at the till'],
    }),
    owner: text.meta({
      description: "The owner in the page's head, where the header block names none",
      examples: ['Payments team'],
    }),
    aliases: addresses.meta({
      description: 'Former addresses. Each gets a page that leads here',
      examples: [['/runbooks/checkout/', 'slow-checkout.md']],
    }),
    order: z.number().meta({
      title: 'A number',
      description: 'The place among its neighbours; smaller comes first',
      examples: [1],
    }),
    label: text.meta({
      description: 'What the sidebar and lists call the page, where the title is too long for them',
      examples: ['Checkout'],
    }),
    draft: z.preprocess(booleanOf, z.boolean()).meta({
      title: '`true`',
      description: 'Shown by `dev` alone; `build` leaves the page out',
      examples: [false],
    }),
    review: age.meta({
      description:
        '[The age](checks/structure.md#settings) at which `Last Updated` asks for another look; a number is of days',
      examples: ['90 days'],
    }),
    alerts: names.meta({
      description: 'The [alerts](alerts.md) that the page is about, where neither its name nor a heading says so',
      examples: [['ShopCheckoutSlow']],
    }),
    parameters: parametersSchema.meta({
      title: 'Names, with what is said of each',
      description: 'What readers fill in in the commands, besides words in angle brackets',
      examples: [{ $NODE: { description: 'The node that is not ready' } }],
    }),
    steps: z.preprocess(booleanOf, z.boolean()).meta({
      title: '`false`, or `true`',
      description:
        '`false`: nothing on the page can be ticked in a [run](on-call.md#follow-the-steps). `true`: each numbered list is a way to go, whatever it says',
      examples: [true],
    }),
    search: searchWeight.meta({
      title: '`false`, or a number',
      description:
        '`false`: [search](search.md) does not find the page. A number from 0.1 to 10: how much it weighs among results, where 1 is as others',
      examples: [2],
    }),
    type: text.meta({
      description: 'The kind of page, such as `runbook`, in its head',
      examples: ['runbook'],
    }),
  })
  .partial()

export type Frontmatter = z.infer<typeof frontmatterSchema>
export type FrontmatterKey = keyof Frontmatter

/** What another generator calls these keys. */
export type ForeignKeys = Readonly<Record<string, FrontmatterKey>>

/** What else the frontmatter of another generator says. */
interface ForeignFrontmatter {
  keys?: ForeignKeys | undefined
  /** Further addresses of the page. */
  addressesOf?: ((values: Readonly<Record<string, unknown>>) => string[]) | undefined
}

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

/** What a page's frontmatter says, and what is wrong in it. */
interface FrontmatterRead {
  frontmatter: Frontmatter
  /** Values that are paths or addresses. */
  links: Link[]
  problems: FrontmatterProblem[]
}

/**
 * The frontmatter of a page; what is wrong in it is told and left out, the rest holds. Where it cannot be read but says
 * that the page is a draft, the page is one: what nobody should see yet is not published for a slip.
 */
export function readFrontmatter(
  tree: Root,
  text: string,
  { keys: foreign = {}, addressesOf }: ForeignFrontmatter = {},
): FrontmatterRead {
  const node = tree.children.find(isMatter)
  if (!node) return { ...withoutBlock(tree, text), links: [] }
  const firstLine = firstLineOf(node, text)
  if (node.type !== 'yaml') return tomlFrontmatter(node.value, firstLine, { keys: foreign, addressesOf })
  const document = readDocument(node.value, { firstLine, isForeign: true })
  const links = linksOf(document)
  if (document.problems.length === 0) return { ...validate(document, foreign, addressesOf), links }
  const problems = document.problems.map(({ code, message, place }) => ({
    code: 'frontmatter' as const,
    ...place,
    message: code === 'config/too-large' ? tooLarge : `Unexpected YAML in the frontmatter: ${message}`,
  }))
  return { frontmatter: unreadable(node.value), links, problems }
}

/** Where the frontmatter of a page names one of its parameters, by the key that it has there. */
export function parameterPlace(tree: Root, text: string, key: string): Place {
  const node = tree.children.find(isMatter)
  if (!node) return wholeFile
  const firstLine = firstLineOf(node, text)
  if (node.type !== 'yaml') return readToml(node.value, firstLine).locate('parameters')
  const { value, locate } = readDocument(node.value, { firstLine, isForeign: true })
  const { parameters } = z.object({ parameters: z.unknown() }).catch({ parameters: undefined }).parse(value)
  if (!Array.isArray(parameters)) return locate(['parameters', key])
  return locate(['parameters', parameters.findIndex((one) => String(one) === key)])
}

/** JSON has no line before it. */
function firstLineOf({ position }: Yaml | Toml, text: string): number {
  return (position?.start.line ?? 1) + (text.startsWith('{') ? 0 : 1)
}

/** TOML between lines of `+++`: the parser knows its block, the tree's types do not. */
interface Toml {
  type: 'toml'
  value: string
  position?: Root['position']
}

function isMatter(node: Yaml | Toml | { type: string }): node is Yaml | Toml {
  return node.type === 'yaml' || node.type === 'toml'
}

function tomlFrontmatter(
  written: string,
  firstLine: number,
  { keys = {}, addressesOf }: ForeignFrontmatter,
): FrontmatterRead {
  const { value, problem, locate } = readToml(written, firstLine)
  if (!problem) {
    const at: Locator = ([key]) => locate(typeof key === 'string' ? key : undefined)
    return { ...validate({ value, start: locate(undefined), locate: at }, keys, addressesOf), links: [] }
  }
  const message = problem.isTooLarge ? tooLarge : `Unexpected TOML in the frontmatter: ${problem.message}`
  return { frontmatter: unreadable(written), links: [], problems: [{ code: 'frontmatter', ...problem.place, message }] }
}

const tooLarge = 'Unexpected size of the frontmatter, expected a shorter one with fewer aliases and levels'

/** What a path or an address looks like; any other text is just a text. */
const target = /^(?:https?:\/\/\S+|\.\.?\/\S*|[^\s:<>{}]+\.mdx?(?:[?#]\S*)?)$/i

/** Values that are paths or addresses, in lists and maps too; `aliases` lead here, not away. */
function linksOf({ texts }: YamlDocument): Link[] {
  return texts()
    .filter(({ key, value }) => key !== 'aliases' && target.test(value))
    .map(({ value: url, place }) => ({ kind: 'frontmatter', url, text: '', ...place, written: place }))
}

function unreadable(yaml: string): Frontmatter {
  return saysDraft(yaml) ? { draft: true } : {}
}

/** A block without an end is none to the parser, and of a page that is no valid MDX it returns no tree at all. */
function withoutBlock({ children }: Root, text: string): Omit<FrontmatterRead, 'links'> {
  if (!beginsAsDraft(text)) return { frontmatter: {}, problems: [] }
  const message = 'Unexpected frontmatter without an end, expected a line of `---` under it'
  return {
    frontmatter: { draft: true },
    problems: children.length === 0 ? [] : [{ code: 'frontmatter', ...wholeFile, message }],
  }
}

function validate(
  { value, start, locate }: Pick<YamlDocument, 'value' | 'start' | 'locate'>,
  foreign: ForeignKeys,
  addressesOf: ForeignFrontmatter['addressesOf'],
): Omit<FrontmatterRead, 'links'> {
  if (value === null || value === undefined) return { frontmatter: {}, problems: [] }
  if (typeof value !== 'object' || Array.isArray(value)) {
    return {
      frontmatter: unreadable(JSON.stringify(value)),
      problems: [{ code: 'frontmatter', ...start, message: 'Unexpected frontmatter, expected keys with values' }],
    }
  }
  // `owner:` with nothing behind it, as in a template that was not filled in, says nothing.
  const written: [string, unknown][] = Object.entries(value)
  const translated = written.flatMap(([key, entry]): [string, unknown][] => {
    const own = Object.hasOwn(foreign, key) ? foreign[key] : undefined
    return own === undefined || Object.hasOwn(value, own) || entry === null ? [] : [[own, entry]]
  })
  const said = [...written, ...translated].filter(
    ([key, entry]) => entry !== null || !Object.hasOwn(frontmatterSchema.shape, key),
  )
  const { error } = anyFrontmatter.safeParse(Object.fromEntries(said))
  // What is wrong with another generator's key is that generator's affair.
  const isForeign = new Set(translated.map(([key]) => key))
  const issues = (error?.issues ?? []).filter(({ path }) => !isForeign.has(String(path[0])))
  const problems = issues.map((issue) => ({
    // A page that says in any way that it is a draft is one, and its author has to know.
    code: issue.path[0] === 'draft' ? ('frontmatter' as const) : ('frontmatter-value' as const),
    ...locate(issue.path, 'whole-value'),
    message: `Unexpected value of \`${issue.path.join('.')}\`, expected ${expectation(issue)}`,
  }))
  const wrong = new Set(error?.issues.map(({ path }) => path[0]))
  const kept = said.filter(([key]) => !wrong.has(key))
  const read = anyFrontmatter.safeParse(Object.fromEntries(kept)).data ?? {}
  const aliases = [...(read.aliases ?? []), ...(addressesOf?.(Object.fromEntries(said)) ?? [])]
  const frontmatter: Frontmatter = { ...read, ...(aliases.length > 0 && { aliases }) }
  const isDraft = said.some(([key, entry]) => key.toLowerCase() === 'draft' && isDraftValue(entry))
  return { frontmatter: isDraft ? { ...frontmatter, draft: true } : frontmatter, problems }
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message
  if (issue.path.join('.') === 'parameters') return 'a list of names, or names with what is said of each'
  if (issue.code === 'invalid_type') return `a ${issue.expected}`
  if (issue.path[0] === 'alerts') return 'a list of names'
  if (issue.code === 'unrecognized_keys') return `no \`${issue.keys[0]}\``
  return issue.path[0] === 'aliases' ? 'a list of addresses' : 'a text'
}

/** What a draft says that is none. */
const no = /^(?:false|no|off|0|null|~)?$/i

/** Whether a value of `draft` says that the page is one: all but a plain no does, so that a slip publishes nothing. */
function isDraftValue(value: unknown): boolean {
  return value !== null && value !== undefined && !no.test(String(value).trim())
}

/** A key `draft` anywhere in a text that is no YAML, with its value. */
const key = /(?:^|[^\w-])draft["']?[ \t]*[:=][ \t]*["']?([^\n\r"',}#]*)/gi
/** The same as the first thing of a line. */
const keyOfLine = /^["']?draft["']?[ \t]*:[ \t]*["']?([^\n\r"',}#]*)/gim

/** Whether a frontmatter that cannot be read says `draft: true` on a line. */
function saysDraft(yaml: string): boolean {
  return [...yaml.matchAll(key)].some(([, value]) => isDraftValue(value))
}

/** More lines than this are no frontmatter. */
const mostLines = 100

/** Whether a page begins as frontmatter does, without its end, and says there that it is a draft. */
function beginsAsDraft(text: string): boolean {
  if (!text.startsWith('---')) return false
  const [first = '', ...rest] = text.slice(0, 100_000).split(/\r?\n/, mostLines)
  if (!/^---[ \t]*$/.test(first)) return false
  const end = rest.findIndex((line) => /^(?:#|---[ \t]*$)/.test(line))
  const head = rest.slice(0, end < 0 ? undefined : end).join('\n')
  return [...head.matchAll(keyOfLine)].some(([, value]) => isDraftValue(value))
}
