import { posix } from 'node:path'
import type { Project } from '../../src/config/project.ts'
import { posixRelative } from '../../src/files/inside.ts'

/** A file of the repository as findings name it: relative to the project's root, which may be a folder of it. */
export function inProject({ root, repository }: Pick<Project, 'root' | 'repository'>, file: string): string {
  return posix.relative(posixRelative(repository, root), file)
}
