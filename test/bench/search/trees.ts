import { cpSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeFiles } from '../../checks/engine/project-files.ts'
import { plantedMkdocs } from '../../guidebook/dialects/planted-mkdocs.ts'
import { heldOut } from './held-out.ts'
import { writeNamedPages } from './named-pages.ts'
import { type Question, runbooks } from './question.ts'
import { questions } from './questions.ts'

/** A project that is searched. */
export interface Tree {
  name: string
  /** Writes it into a folder. */
  write(root: string): void
  /** What is asked of it, by those that search may be tuned by and those that it may not. */
  questions?: { open: readonly Question[]; heldOut: readonly Question[] }
}

const examples = ['crm', 'erp', 'fsm', 'odoo']

/** A clone of github.com/openshift/runbooks, or of another repository of that shape, to be searched too. */
function runbooksFolder(): string | undefined {
  return process.env.WAYMARK_RUNBOOKS || undefined
}

/** The example guidebooks, with the runbooks of `WAYMARK_RUNBOOKS` beside them where that names a folder. */
export function exampleTree(): Tree {
  const folder = runbooksFolder()
  const isAsked = ({ pages }: Question) => folder !== undefined || !pages.every((page) => page.startsWith(runbooks))
  return {
    name: folder === undefined ? 'examples' : 'examples and runbooks',
    write(root) {
      const own = fileURLToPath(new URL('../../../guidebooks', import.meta.url))
      for (const name of examples)
        cpSync(path.join(own, name), path.join(root, 'guidebooks', name), { recursive: true })
      writeFiles(root, { 'guidebooks/README.md': '# Guidebooks\n' })
      if (folder !== undefined) cpSync(folder, path.join(root, 'guidebooks', runbooks), { recursive: true })
    },
    questions: { open: questions.filter(isAsked), heldOut: heldOut.filter(isAsked) },
  }
}

/** Pages that were written for another generator, with all of its syntax. */
export const dialectTree: Tree = {
  name: 'MkDocs pages',
  write: (root) => writeFiles(root, plantedMkdocs().files),
}

export function generatedTree(pages: number): Tree {
  return { name: `${pages.toLocaleString('en')} pages`, write: (root) => writeNamedPages(root, pages) }
}
