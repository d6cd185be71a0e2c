import { writeProject } from '../checks/engine/project-files.ts'
import { atEndOfFile } from '../file-end.ts'
import { type Outcome, run } from './command-line.ts'

export const broken = {
  'guidebooks/README.md': '# Hub\n\n[Shop](shop.md)\n',
  'guidebooks/shop.md': '# Shop\n\n[x](nowhere.md)\n',
}
export const clean = {
  'guidebooks/README.md': '# Hub\n\n[Shop](shop.md)\n',
  'guidebooks/shop.md': '# Shop\n\n[Hub](README.md)\n',
}

/** Writes a project into a folder of its own, which is gone after the tests of the file. */
export function project(files: Record<string, string | Uint8Array>): string {
  const { root, remove } = writeProject(files)
  atEndOfFile(remove)
  return root
}

/** Runs `waymark check` on the project in a folder. */
export function check(root: string, ...args: string[]): Promise<Outcome> {
  return run(['check', '--root', root, ...args])
}
