import type { Root } from 'mdast'
import type { Page } from '../../../src/guidebook/page.ts'
import { type PageValues, valuesOf } from '../../../src/guidebook/page-values.ts'
import { parameterPlace } from '../../../src/guidebook/parts/frontmatter.ts'
import type { Parameter } from '../../../src/guidebook/parts/parameter.ts'
import { nameOfWritten } from '../../../src/shell/blank-name.ts'
import { quote } from '../../../src/text/quote.ts'
import { suggestion } from '../../../src/text/suggestion.ts'
import type { RawPageFinding } from '../../check.ts'
import type { PageRule } from '../rule.ts'

/** On a page without commands the key may be another tool's. */
export const unusedParameter = {
  code: 'structure/unused-parameter',
  severity: 'warning',
  summary: 'A name in `parameters` that no command of the page uses',
  why: `
The frontmatter says what readers fill in, and no command of the page has it: its name has a slip, or the command has gone. Readers get no field for it, and what it says, such as a pattern or that it is secret, holds for nothing. A command is a block of code in a shell's language; in a block of \`yaml\`, nothing is filled in.
`,
  wrong: '---\nparameters:\n  pod: The pod that restarts\n---\n\n# Restarts\n\n```sh\nkubectl logs <pod-name>\n```\n',
  right:
    '---\nparameters:\n  pod-name: The pod that restarts\n---\n\n# Restarts\n\n```sh\nkubectl logs <pod-name>\n```\n',
  over: 'page',
  check: ({ page, tree }) => unusedParameters(page, tree),
} as const satisfies PageRule

function unusedParameters(page: Page, tree: Root): RawPageFinding[] {
  const { parameters = [] } = page.frontmatter
  if (parameters.length === 0) return []
  const { blocks } = valuesOf(page)
  if (blocks.length === 0) return []
  const used = new Set(blocks.flatMap(({ block }) => block.blanks.map(({ name }) => name)))
  return parameters
    .filter(({ name }) => !used.has(name))
    .map((parameter) => ({
      code: unusedParameter.code,
      message: `Unexpected parameter ${quote(parameter.key)}, expected a command of the page that has ${writtenAs(parameter)}`,
      hint: hintOf(parameter, page, blocks),
      ...parameterPlace(tree, page.text, parameter.key),
    }))
}

function writtenAs({ name, written: [first] }: Parameter): string {
  return `\`${first ?? `<${name}>`}\``
}

/** Variables and templates, which are blanks where a page names them alone. */
const others = /\$\{?[A-Za-z_]\w*\}?|\{\{[^{}\n]{1,100}\}\}/g

function hintOf(parameter: Parameter, { fences, frontmatter }: Page, blocks: PageValues['blocks']): string {
  const known = new Set((frontmatter.parameters ?? []).map(({ name }) => name))
  const written = new Map<string, string>()
  for (const { fence, block } of blocks) {
    const blanks = block.blanks.map((blank): [string, string] => [blank.name, blank.written])
    const variables = [...fence.value.matchAll(others)].map(([one]): [string, string] => [nameOfWritten(one), one])
    for (const [name, one] of [...blanks, ...variables]) if (!known.has(name)) written.set(name, one)
  }
  const near = [...written].find(([name]) => suggestion(parameter.name, [name]) !== undefined)
  if (near) return `Did you mean \`${near[1]}\`?`
  const isShell = new Set(blocks.map(({ fence }) => fence))
  const texts = [`<${parameter.key}>`, `<${parameter.name}>`, ...parameter.written]
  const elsewhere = fences.find((fence) => !isShell.has(fence) && texts.some((text) => fence.value.includes(text)))
  if (!elsewhere) return 'Write its name as the commands have it, or remove it'
  const language = elsewhere.language === '' ? 'without a language' : `of ${quote(elsewhere.language)}`
  return `It stands in a block ${language}, in which nothing is filled in: \`sh\` says that somebody types it`
}
