import { posix, relative, sep } from 'node:path'
import type { Project } from '../../src/config/project.ts'
import { DiskTree } from '../../src/files/disk-tree.ts'
import type { Check, PageCheck } from '../check.ts'
import { readRemarkrc } from './remarkrc.ts'
import { lintCodes } from './rules.ts'

let lintPage: PageCheck | undefined

/** How pages are written: rules of remark-lint, on the trees that Waymark reads anyway. */
export const lint: Check = {
  name: 'lint',
  codes: lintCodes,
  async load() {
    lintPage ??= (await import('./page-lint.ts')).lintPage
  },
  checkPage(...about) {
    if (!lintPage) throw new Error('Unexpected page before the rules, expected them to be loaded')
    return lintPage(...about)
  },
  async checkSettings({ config: { checks } }) {
    const { rules } = checks.lint
    return Object.keys(rules).length === 0 ? [] : (await import('./choices.ts')).problemsIn(rules)
  },
  async pageExtra({ root }) {
    const { choices } = await readRemarkrc(new DiskTree(root), '')
    return choices ? (await import('./choices.ts')).pack(choices) : ''
  },
  async checkAll({ project, repository }) {
    return (await readRemarkrc(repository, rootIn(project))).findings
  },
}

/** The project's root as a path in its repository. */
function rootIn({ root, repository }: Project): string {
  return relative(repository, root).split(sep).join(posix.sep)
}
