import type { Root } from 'mdast'
import { unified } from 'unified'
import { wholeFile } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { RawPageFinding } from '../check.ts'
import { LintFile } from './lint-file.ts'
import { findingOf } from './message.ts'
import { NarrowedTrees } from './narrowed-trees.ts'
import { type Choice, type Choices, controlPlugin, type RulePlugin, rulePlugins } from './presets.ts'
import type { RemarkRule, Run } from './remark-rule.ts'
import { remarkRules } from './rules.ts'

/** A longer page is not linted, in UTF-16 code units: some rules take the square of its length. */
export const longestPage = 500_000

/** More of one kind on one page helps nobody. */
const mostMessages = 1000

interface ReadyRule {
  name: string
  rule: RemarkRule
  choice: Choice
  run: Run
}

/** Runs some rules of remark-lint on pages. */
export class Linter {
  readonly #rules: ReadyRule[]
  readonly #control: Run

  /** Names that are not known are passed over. */
  constructor(choices: Choices) {
    const plugins = rulePlugins()
    this.#rules = [...choices].flatMap(([name, choice]): ReadyRule[] => {
      const [rule, plugin] = [remarkRules.get(name), plugins.get(name)]
      if (!rule || !plugin) return []
      const { hurts } = rule
      const isNarrow = choice.hurtsOnly && typeof hurts === 'function'
      // The pair with a number is how remark-lint is told an option that may itself be a list.
      return [{ name, rule, choice, run: isNarrow ? hurts : runOf(plugin, [1, choice.option]) }]
    })
    this.#control = controlPlugin ? runOf(controlPlugin) : () => {}
  }

  /** What the rules say of a page. */
  lint(page: Page, tree: Root): RawPageFinding[] {
    const length = page.text.length
    if (length > longestPage) return [tooLarge(length, longestPage)]
    // Where a tree was cut, it is not what was written; `structure` tells that.
    if (page.problems.some(({ code }) => code === 'nesting')) return []
    const file = new LintFile(page)
    const trees = new NarrowedTrees(tree)
    const failures = this.#rules.flatMap((rule) => this.#run(rule, page, trees, file))
    const problems = this.#obeyComments(page, tree, file)
    return [
      ...file.messages.map((message) => findingOf(message, file, this.#choiceOf(message.ruleId))),
      ...failures,
      ...problems,
    ]
  }

  /** Leaves the messages of one rule in the file; what a rule said before it broke off is not told. */
  #run({ name, rule, run }: ReadyRule, { format, text }: Page, trees: NarrowedTrees, file: LintFile): RawPageFinding[] {
    const { longest = longestPage } = rule
    // The rule takes the cube of what is white at the end of a page.
    if (name === 'final-newline' && /\s/.test(text.slice(-200)) && text.slice(-200).trim() === '') return []
    if (text.length > longest) return [tooLarge(text.length, longest, name)]
    const tree = format === 'mdx' && rule.notInMdx ? undefined : trees.of(rule)
    if (!tree) return []
    const before = file.messages.length
    run(tree, file)
    const failure = file.takeFailure()
    file.messages.length = failure ? before : Math.min(file.messages.length, before + mostMessages)
    return failure ? [ruleFailed(name)] : []
  }

  /** Takes out what `<!--lint disable-->` and its like ask for. */
  #obeyComments({ text }: Page, tree: Root, file: LintFile): RawPageFinding[] {
    if (file.messages.length === 0 && !/(?:<!--|\/\*)\s*lint\s/.test(text)) return []
    try {
      this.#control(tree, file)
      return []
    } catch (error) {
      const failure = file.takeFailure()
      if (!failure) throw error
      return [{ code: 'lint/unknown-comment', message: failure.message, ...failure.place }]
    }
  }

  #choiceOf(name: string | undefined): Choice | undefined {
    return this.#rules.find((rule) => rule.name === name)?.choice
  }
}

function runOf(plugin: RulePlugin, ...options: unknown[]): Run {
  const processor = unified()
    .use(plugin, ...options)
    .freeze()
  return (tree, file) => void processor.runSync(tree, file)
}

function ruleFailed(name: string): RawPageFinding {
  return {
    code: 'lint/rule-failed',
    message: `Unexpected failure of the rule \`${name}\`, expected a verdict`,
    hint: `Turn it off in \`waymark.yaml\`: \`checks: { lint: { rules: { ${name}: false } } }\``,
    ...wholeFile,
  }
}

function tooLarge(length: number, longest: number, rule?: string): RawPageFinding {
  const whom = rule === undefined ? '' : ` for the rule \`${rule}\``
  return {
    code: 'lint/too-large',
    // By what stands before what was expected it is the same finding as before, however much was written meanwhile.
    message: `Unexpected page that is too large${whom}, expected at most ${longest} characters, not ${length}`,
    hint: rule === undefined ? 'Split it; no rule looked at it' : 'Split it; the rule did not look at it',
    ...wholeFile,
  }
}
