import { statSync } from 'node:fs'
import path from 'node:path'
import type { Disclosure } from '../files/disclosure.ts'
import { quote } from '../text/quote.ts'
import type { Project } from './project.ts'

/** Why a file that `waymark.yaml` names is not published. */
export interface RefusedFile {
  message: string
  hint: string
}

/**
 * Finds a file that a key of `waymark.yaml` names, from its folder on, and that readers may see. `real` is absolute and
 * without symbolic links.
 */
export function findShownFile(
  written: string,
  key: string,
  { project, disclosure }: { project: Pick<Project, 'root'>; disclosure: Disclosure },
): { real: string } | RefusedFile {
  const found = disclosure.find(path.join(project.root, written))
  const unexpected = `Unexpected ${quote(written)} in \`${key}\`, expected`
  if (!('real' in found) && found.refusal === 'missing')
    return { message: `${unexpected} a file that is there`, hint: 'It is named from the folder of `waymark.yaml` on' }
  if (!('real' in found))
    return {
      message: `${unexpected} a file of the repository that readers may see`,
      hint: 'What is in `.git` and `node_modules`, what begins with a dot, and what git ignores is never published',
    }
  if (!isFile(found.real)) return { message: `${unexpected} a file`, hint: 'Name the files of a folder one by one' }
  return found
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
}
