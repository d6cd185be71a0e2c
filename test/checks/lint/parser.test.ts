import { globSync, readFileSync } from 'node:fs'
import type { Root } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import consistent from 'remark-preset-lint-consistent'
import markdownStyleGuide from 'remark-preset-lint-markdown-style-guide'
import recommended from 'remark-preset-lint-recommended'
import { type Preset, unified } from 'unified'
import { VFile } from 'vfile'
import { assert, describe, expect, test } from 'vitest'
import { Linter } from '../../../checks/lint/linter.ts'
import { choicesOf } from '../../../checks/lint/presets.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { corpus } from './corpus.ts'

/** The presets by name. Only one is used at a time: a rule has one option. */
const presets: Record<string, Preset> = {
  'preset-lint-recommended': recommended,
  'preset-lint-consistent': consistent,
  'preset-lint-markdown-style-guide': markdownStyleGuide,
}

/** Where Waymark says something else than remark, and why. */
const known: { rules: string[]; text: string; why: string }[] = [
  {
    rules: ['no-unused-definitions', 'no-duplicate-definitions', 'final-definition', 'link-title-style'],
    text: 'definitions that are comments',
    why: '`[//]: # (text)` is a comment by custom, though a definition by the letter',
  },
  {
    rules: ['no-table-indentation'],
    text: 'an indented table inside of a list',
    why: 'The rule looks for a column that may not be there, and then never ends',
  },
  {
    rules: ['list-item-spacing'],
    text: 'a fence that the next item closes',
    why: 'The parser does not count the line of an unclosed fence',
  },
  {
    rules: ['no-undefined-references'],
    text: 'an indented task with a tab',
    why: 'The parser sees a task, remark sees brackets',
  },
]

const guidebooks = globSync('guidebooks/**/*.md').sort()
const texts: Record<string, string> = {
  ...corpus,
  ...Object.fromEntries(guidebooks.map((file) => [file, readFileSync(file, 'utf8')])),
}

describe('Rules say of Waymark’s tree what they say of remark’s own', () => {
  test('the guidebooks of this repository are looked at too', () => {
    assert.ok(guidebooks.length > 40)
  })

  for (const [preset, plugins] of Object.entries(presets)) {
    test(preset, () => {
      const remark = remarkWith(plugins)
      const differences = Object.entries(texts).flatMap(([name, text]) => {
        const [ours, theirs] = [ourMessages(text).get(preset) ?? [], theirsOf(remark, text)]
        const all = [...new Set([...ours, ...theirs])]
        return all.filter((one) => ours.includes(one) !== theirs.includes(one)).map((one) => `${name}: ${one}`)
      })
      const expected = known.flatMap(({ rules, text }) =>
        rules.filter((rule) => choicesOf(preset)?.has(rule)).map((rule) => `${text}: ${rule}`),
      )
      expect(
        [...new Set(differences.map((one) => one.replace(/^(.*?: [\w-]+) .*$/s, '$1')))].sort(),
        differences.join('\n'),
      ).toStrictEqual(expected.sort())
    })
  }

  test('they do say something', () => {
    const said = Object.keys(presets).flatMap((preset) =>
      Object.values(texts).flatMap((text) =>
        (ourMessages(text).get(preset) ?? []).map((one) => one.replace(/ .*/s, '')),
      ),
    )
    const rules = Object.keys(presets).flatMap((preset) => [...(choicesOf(preset)?.keys() ?? [])])
    // The name of the file is always the same here.
    const silent = [...new Set(rules)].filter((rule) => !said.includes(rule) && !rule.includes('file-'))
    expect(silent).toStrictEqual([])
  })
})

const linters = Object.keys(presets).map((preset) => [preset, new Linter(choicesOf(preset) ?? new Map())] as const)
const said = new Map<string, Map<string, string[]>>()

/** `rule line message`, by preset. Columns are our own: they mark what an editor underlines. Each text is read once. */
function ourMessages(text: string): Map<string, string[]> {
  const known = said.get(text) ?? new Map<string, string[]>()
  if (!said.has(text)) {
    readPage('page.md', Buffer.from(text), (page, tree) => {
      for (const [preset, linter] of linters) {
        const found = linter.lint(page, tree)
        known.set(
          preset,
          found.map(({ code, line, message }) => `${code.slice('lint/'.length)} ${line} ${message}`),
        )
      }
    })
  }
  said.set(text, known)
  return known
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).freeze()
const trees = new Map<string, Root>()

/** A tree as remark reads a text, which no rule changes: each text is read once. */
function treeOf(text: string): Root {
  const tree = trees.get(text) ?? parser.parse(text)
  trees.set(text, tree)
  return tree
}

function remarkWith(preset: Preset) {
  const rules = unified().use(preset).freeze()
  return (file: VFile) => rules.runSync(treeOf(String(file)), file)
}

function theirsOf(remark: (file: VFile) => unknown, text: string): string[] {
  const file = new VFile({ value: text, path: 'page.md' })
  remark(file)
  return file.messages.map(
    ({ ruleId, line, reason }) => `${ruleId} ${line ?? 1} ${reason.replace('exected', 'expected')}`,
  )
}
