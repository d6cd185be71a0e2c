import { posix, relative, sep } from 'node:path'
import type { Project } from '../../src/config/project.ts'
import { DiskTree } from '../../src/files/disk-tree.ts'
import type { Check, PageSettings } from '../check.ts'
import { choose, pack, problemsIn } from './choices.ts'
import { Linter } from './linter.ts'
import { oncePerBlock } from './once-per-block.ts'
import { readRemarkrc } from './remarkrc.ts'
import { lintCodes } from './rules.ts'

/** How pages are written: rules of remark-lint, on the trees that Waymark reads anyway. */
export const lint: Check = createLint()

function createLint(): Check {
  // The same settings object comes with each page, and making rules ready takes longer than running them on one.
  const linters = new WeakMap<PageSettings, Linter>()
  return {
    name: 'lint',
    codes: lintCodes,
    checkPage(page, tree, settings) {
      const linter = linters.get(settings) ?? new Linter(choose(settings))
      linters.set(settings, linter)
      return oncePerBlock(linter.lint(page, tree), tree)
    },
    checkSettings: ({ config }) => problemsIn(config.checks.lint.rules),
    async pageExtra({ root }) {
      return pack((await readRemarkrc(new DiskTree(root), '')).choices)
    },
    async checkAll({ project, repository }) {
      return (await readRemarkrc(repository, rootIn(project))).findings
    },
  }
}

/** The project's root as a path in its repository. */
function rootIn({ root, repository }: Project): string {
  return relative(repository, root).split(sep).join(posix.sep)
}
