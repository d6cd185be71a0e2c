import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
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
    }
    writeExample(root, { ...settings, ...filesOf(example) })
    if (history) commit(history.days[1])
    return (await checkFolder(root, { checks })).findings.map(({ code }) => code)
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
  for (const rule of allRules().filter(({ needs, examplesNeed }) => !(needs ?? examplesNeed))) {
    test(`${rule.code}: the wrong one has it, the right one does not`, async () => {
      expect(await codesIn(rule.wrong, rule)).toContain(rule.code)
      expect(await codesIn(rule.right, rule)).not.toContain(rule.code)
    })
  }
})
