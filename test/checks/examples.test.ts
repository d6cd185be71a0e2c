import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import { filesOf } from '../../checks/example.ts'
import { allRules, checks } from '../../checks/registry.ts'
import type { Example, Rule } from '../../checks/rule.ts'
import { checkFolder, writeFiles, writeProject } from './engine/project-files.ts'
import { TestRepository } from './test-repository.ts'

/** The codes that an example is told by the checks that users run. */
async function codesIn(example: Example, { beside, history }: Rule): Promise<string[]> {
  const settings = { 'waymark.yaml': 'version: 1\n', ...beside }
  const needsGit = history || '.gitignore' in filesOf(example)
  const { root, remove, commit } = needsGit ? repository() : { ...writeProject({}), commit: () => {} }
  try {
    if (history) {
      writeExample(root, { ...settings, ...filesOf(history.before) })
      commit(history.days[0])
      // What an example has no more is gone.
      for (const file of Object.keys(filesOf(history.before))) {
        if (!Object.hasOwn(filesOf(example), file)) rmSync(path.join(root, file))
      }
    }
    writeExample(root, { ...settings, ...filesOf(example) })
    if (history) commit(history.days[1])
    return (await checkFolder(root, { checks })).findings.map(({ code }) => code)
  } finally {
    remove()
  }
}

/** What an example is that is text alone. */
const page = 'guidebooks/page.md'

function isOfDiagramOnPage({ code, wrong, right, beside, history }: Rule): boolean {
  const isOnePage = [wrong, right].every((example) => Object.keys(filesOf(example)).join() === page)
  return code.startsWith('diagrams/') && !beside && !history && isOnePage
}

/** The codes that one of the examples of each rule is told, all of them in one project. */
async function codesByRule(rules: readonly Rule[], which: 'wrong' | 'right'): Promise<Map<string, string[]>> {
  const fileOf = (code: string) => `guidebooks/${code.replace('/', '-')}.md`
  const { root, remove } = writeProject({ 'waymark.yaml': 'version: 1\n' })
  try {
    for (const { code, [which]: example } of rules) {
      const content = filesOf(example)[page]
      if (content !== undefined) writeExample(root, { [fileOf(code)]: content })
    }
    const { findings } = await checkFolder(root, { checks })
    const found = Map.groupBy(findings, ({ file }) => file)
    return new Map(rules.map(({ code }) => [code, (found.get(fileOf(code)) ?? []).map((finding) => finding.code)]))
  } finally {
    remove()
  }
}

function repository() {
  const repository = new TestRepository()
  const { root } = repository
  return { root, remove: () => repository.remove(), commit: (day: string) => void repository.commit('change', day) }
}

function writeExample(root: string, example: Example): void {
  for (const [file, content] of Object.entries(filesOf(example))) {
    const absolute = path.join(root, file)
    if (typeof content === 'object' && 'linkTo' in content) {
      mkdirSync(path.dirname(absolute), { recursive: true })
      symlinkSync(content.linkTo, absolute)
    } else writeFiles(root, { [file]: typeof content === 'string' ? content : content.make() })
  }
}

describe("Each rule's examples", () => {
  // What needs more than files has a table of its own beside its other tests.
  const rules = allRules().filter(({ needs, examplesNeed }) => !(needs ?? examplesNeed))

  // Each run loads Mermaid anew, so those that are one page each are checked in one.
  const ofDiagrams = rules.filter(isOfDiagramOnPage)
  test(`${ofDiagrams.length} of diagrams: the wrong one has it, the right one does not`, async () => {
    assert.ok(ofDiagrams.length > 10, 'the rules were found')
    const [wrong, right] = [await codesByRule(ofDiagrams, 'wrong'), await codesByRule(ofDiagrams, 'right')]
    for (const { code } of ofDiagrams) {
      expect(wrong.get(code), `wrong example of ${code}`).toContain(code)
      expect(right.get(code) ?? [], `right example of ${code}`).not.toContain(code)
    }
  })

  for (const rule of rules.filter((one) => !isOfDiagramOnPage(one))) {
    test(`${rule.code}: the wrong one has it, the right one does not`, async () => {
      expect(await codesIn(rule.wrong, rule)).toContain(rule.code)
      expect(await codesIn(rule.right, rule)).not.toContain(rule.code)
    })
  }
})
